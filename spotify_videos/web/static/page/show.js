// The show: plays one song after another, and finds a way on where a video cannot play.
import { askJson } from "./caller.js";
import { STATE } from "./player.js";
import { W } from "./words.js";

// YouTube's numbers for a video that cannot play here: bad id, broken, gone, embedding forbidden (twice).
const CANNOT_PLAY = new Set([2, 5, 100, 101, 150]);
const NO_REFERRER = 153;
// Evidence that makes a video another song, another singer's or no music video at all.
const ANOTHER = new Set(["nobody", "other_performer", "other_length", "other_kind"]);
// As much as is told against a title in which more than a third of the words are others.
const OTHER_WORDS = -0.13;

/** Would this do in place of a video that cannot play? It must be the song, in the version that was asked for. */
function stands(candidate, versionsToo) {
	return candidate.evidence.some(({ name, value }) => name === "title" && value > 0) && candidate.evidence.every(({ name, value }) =>
		!ANOTHER.has(name) && (versionsToo || name !== "other_version") && (name !== "other_words" || value > OTHER_WORDS));
}

export const asVideo = ({ id, title, channel, seconds, kind, score }) => ({ id, title, channel, seconds, kind, score, url: `https://www.youtube.com/watch?v=${id}` });

/** Tells "song" when another one is on, "state" when it plays or pauses, "notice" (`detail`: a sentence) when there is something to say. */
export class Show extends EventTarget {
	at = null;
	loaded = null;
	rests = false;
	#tried = new Set();
	#losses = 0;

	constructor(songs, order, player) {
		super();
		Object.assign(this, { songs, order, player });
		player.addEventListener("state", ({ detail }) => this.#heard(detail));
		player.addEventListener("broken", ({ detail }) => this.#broken(detail));
		player.addEventListener("blocked", () => this.#say(W.pressPlay));
	}

	get song() {
		return this.songs.at(this.at);
	}

	get playing() {
		return Boolean(this.loaded) && this.player.playing;
	}

	forget() {
		this.at = this.loaded = this.rests = null;
		if (this.player.started) this.player.pause();
	}

	cue(place) {
		const id = this.songs.at(place).video?.id;
		if (this.player.started && id && place !== this.at) this.player.cue(id);
		this.at = place;
		this.#tell("song");
	}

	play(place) {
		if (!this.songs.playable(place)) return;
		this.#tried = new Set();
		this.at = place;
		this.loaded = this.song;
		this.#tell("song");
		this.#load(this.song.video.id);
	}

	toggle() {
		if (this.loaded && this.loaded === this.song && this.player.state !== STATE.ended) this.player.toggle();
		else this.play(this.songs.playable(this.at) ? this.at : this.order.first());
	}

	step(by) {
		const place = this.order.step(this.at, by);
		if (place !== null) this.play(place);
		return place !== null;
	}

	async #load(id) {
		this.#tried.add(id);
		await this.player.play(id).catch(() => this.#say(W.noPlayer));
	}

	#heard(state) {
		if (state === STATE.playing) this.#losses = 0;
		this.#tell("state");
		this.rests = state === STATE.ended && this.loaded && !this.step(1);
	}

	async #broken(code) {
		if (code === NO_REFERRER) return this.#say(W.hidden);
		if (!CANNOT_PLAY.has(code) || !this.loaded) return undefined;
		const { at, song } = this;
		const next = await this.#nextBest(song);
		// Somebody may have moved on while we asked.
		if (this.at !== at || this.song !== song) return undefined;
		if (!next) return this.#lost();
		this.#say(W.nextBest);
		this.songs.choose(at, asVideo(next));
		this.#tell("song");
		return this.#load(next.id);
	}

	async #nextBest(song) {
		const told = await askJson(`/tracks/${encodeURIComponent(song.id)}/candidates`).catch(() => null);
		return told?.candidates.find((one) => !this.#tried.has(one.id) && stands(one, song.status === "other_version"));
	}

	/** No video of this song plays: on to the next, but not round and round where nothing plays at all. */
	#lost() {
		this.#losses += 1;
		if (this.#losses >= this.songs.length || !this.step(1)) {
			this.player.pause();
			return this.#say(W.nothingPlays);
		}
		return this.#say(W.noneCanPlay);
	}

	#say(sentence) {
		this.dispatchEvent(new CustomEvent("notice", { detail: sentence }));
	}

	#tell(name) {
		this.dispatchEvent(new Event(name));
	}
}
