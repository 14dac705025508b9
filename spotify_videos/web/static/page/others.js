// "Not this one?": the other videos for a song, why each, and a field for a better one.
import { away, beat, byId, icon, instead, make, on, searchAddress } from "./build.js";
import { ask, askJson, isAdmin, sendJson } from "./caller.js";
import { closePanel, openPanel, showPanel } from "./panel.js";
import { isReal } from "./player.js";
import { asVideo } from "./show.js";
import { sleeve } from "./sleeve.js";
import { capital, clock, KINDS, W } from "./words.js";

const MOST = 20;
const LINK = /^(?:(?:https?:\/\/)?(?:(?:(?:www|m|music)\.)?youtube(?:-nocookie)?\.com\/(?:watch\?(?:.*&)?v=|(?:shorts|embed|live|v)\/)|youtu\.be\/)([\w-]{11})(?:[?&#/].*)?|([\w-]{11}))$/i;

/** The id in any of YouTube's links; undefined where there is none. */
const videoId = (link) => LINK.exec(link.trim())?.slice(1).find(Boolean);

const tells = (song, one) => one.evidence.some(({ name, value }) => name === "title" && value > 0) || one.id === song.video?.id;
const by = (one) => [one.channel, one.seconds && clock(one.seconds)].filter(Boolean).join(", ");

export class Others {
	constructor(songs, show, say) {
		Object.assign(this, { songs, show, say });
		on("fix-now", () => this.toggle());
		on("better", instead(() => this.#better((id) => this.#use(asVideo({ id, title: "", channel: null, seconds: null, kind: null, score: null })))), "submit");
		on("better-pin", () => this.#better((id) => this.#pin(id)));
	}

	toggle() {
		if (openPanel() === "others") closePanel();
		else if (this.show.song && this.show.song.status !== "pending") this.open(this.show.at, byId("fix-now"));
	}

	async open(place, opener) {
		const song = this.songs.at(place), list = byId("cands");
		this.place = place;
		byId("others-for").replaceChildren(W.choose(song), " ", away(searchAddress(song), W.searchYouTube));
		byId("others-state").textContent = W.loading;
		byId("better").reset();
		byId("better-said").textContent = "";
		byId("better-pin").hidden = !isAdmin();
		list.replaceChildren();
		showPanel("others", opener);
		// Of a song that nobody has looked up yet, nothing is known.
		const told = /deferred|failed/.test(song.status) ? null : askJson(this.#path(song, "candidates")).catch(() => null);
		const [known, pictures] = await Promise.all([told, isReal()]);
		if (this.place !== place) return;
		const shown = (known?.candidates ?? []).filter((one) => tells(song, one)).slice(0, MOST);
		byId("others-state").textContent = shown.length ? "" : W.noOthers;
		list.replaceChildren(...shown.map((one) => this.#candidate(song, one, pictures)));
	}

	#path(song, what) {
		return `/tracks/${encodeURIComponent(song.id)}/${what}`;
	}

	#candidate(song, one, pictures) {
		const kind = KINDS[one.kind] ?? KINDS.other, what = `${kind}, ${by(one)}`, on = one.id === song.video?.id, pinned = on && song.status === "pinned";
		const picture = pictures && make("img", { src: `https://i.ytimg.com/vi/${one.id}/mqdefault.jpg`, alt: "", loading: "lazy" });
		if (picture) picture.addEventListener("error", () => picture.remove());
		const thumb = make("button", { class: "thumb", "aria-label": W.playThis(what), onclick: () => this.#use(asVideo(one)) },
			sleeve({ title: one.title, artists: [one.channel ?? ""] }), picture);
		// All of these name the song, and what weighs nothing speaks neither for nor against.
		const why = one.evidence.filter(({ name, value }) => value && name !== "title").map(({ value, text }) => [value > 0 ? "yes" : "but", text]);
		return make("li", { class: "cand", "aria-current": on && "true" }, thumb,
			make("div", {}, make("h3", {}, kind, on && beat({ role: "img", "aria-label": W.playing })),
				make("p", { class: "by", dir: "auto" }, by(one)), make("p", { class: "by name", dir: "auto", title: one.title }, one.title),
				make("ul", { class: "why" }, why.map(([sign, text]) => make("li", { class: sign }, icon(sign), make("span", {}, capital(text)))))),
			isAdmin() && make("button", { class: "quiet pinit", "aria-label": pinned ? W.alwaysOff : W.alwaysThis(what), onclick: () => (pinned ? this.#unpin() : this.#pin(one.id)) },
				icon("pin"), pinned ? W.alwaysOff : W.always));
	}

	#better(act) {
		const id = videoId(byId("mine").value);
		byId("better-said").textContent = id ? "" : W.noLink;
		id ? act(id) : byId("mine").focus();
	}

	#use(video) {
		const { place } = this, song = this.songs.at(place);
		closePanel();
		this.songs.choose(place, video, this.songs.playable(place) ? song.status : "other_version");
		this.show.play(place);
	}

	async #pin(id) {
		const { place } = this;
		try {
			const { video, status } = await (await sendJson(this.#path(this.songs.at(place), "video"), "PUT", { id })).json();
			this.#settle(place, video, status, W.saved);
		} catch (problem) {
			this.say(problem.detail || W.cannotSave);
		}
	}

	async #unpin() {
		const { place } = this, song = this.songs.at(place);
		try {
			await ask(this.#path(song, "video"), { method: "DELETE" });
			const { status, candidates } = await askJson(this.#path(song, "candidates"));
			const best = candidates.find((one) => one.chosen);
			this.#settle(place, best ? asVideo(best) : null, status, W.takenBack);
		} catch (problem) {
			this.say(problem.detail || W.cannotSave);
		}
	}

	#settle(place, video, status, sentence) {
		const before = this.songs.at(place).video?.id;
		closePanel();
		this.songs.choose(place, video, status);
		if (video && (video.id !== before || place !== this.show.at)) this.show.play(place);
		this.say(sentence);
	}
}
