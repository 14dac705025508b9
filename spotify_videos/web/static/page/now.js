// What is on, in words: beside the screen, in the tab, in the address bar, on the wall, and what comes next.
import { away, byId, face, icon, make, safe } from "./build.js";
import { dress, look } from "./sleeve.js";
import { KINDS, W } from "./words.js";

const NOTICE = 8000;
const short = (title) => title.replace(/\s*[([](feat|ft|with)\b[^)\]]*[)\]]/gi, "");

export class Now {
	#notice = null;
	#lights = [...document.querySelectorAll(".light")];

	constructor(show) {
		this.show = show;
		requestAnimationFrame(() => setTimeout(() => document.querySelector(".light.on") ?? this.#lights[0].classList.add("on")));
		show.addEventListener("song", () => this.song());
		show.addEventListener("state", () => this.state());
		show.addEventListener("notice", ({ detail }) => this.say(detail));
		const keys = { play: () => show.toggle(), pause: () => show.toggle(), nexttrack: () => show.step(1), previoustrack: () => show.step(-1) };
		for (const [name, act] of Object.entries(keys)) navigator.mediaSession?.setActionHandler(name, act);
	}

	song() {
		const { song } = this.show;
		if (!song) return;
		const artists = song.artists.join(", ");
		byId("now-title").replaceChildren(make("span", { class: "whole" }, song.title), make("span", { class: "short" }, short(song.title)));
		byId("now-by").textContent = artists;
		byId("now-title").title = song.title;
		dress(byId("now-sleeve"), song, "big");
		this.#light(look(song)[0]);
		this.#facts();
		this.next();
		if (!this.show.loaded) return;
		document.title = artists ? `${song.title} – ${artists}` : song.title;
		if (navigator.mediaSession) navigator.mediaSession.metadata = new MediaMetadata({ title: song.title, artist: artists, album: song.album ?? "" });
	}

	state() {
		const { show } = this, button = byId("playpause");
		face(button, show.playing ? "pause" : "play", show.playing ? W.pause : W.play, "space");
		button.classList.toggle("calm", !show.player.started && !show.playing);
		document.body.classList.toggle("playing", show.playing);
		if (navigator.mediaSession) navigator.mediaSession.playbackState = show.playing ? "playing" : "paused";
	}

	next() {
		const place = this.show.order.step(this.show.at), song = this.show.songs.at(place);
		byId("next").hidden = !song;
		if (!song) return;
		byId("next-title").replaceChildren(short(song.title), " ", make("span", { class: "soft" }, song.artists[0] ?? ""));
		dress(byId("next-sleeve"), song, "big");
	}

	/** A sentence in place of the facts, for a while. */
	say(sentence) {
		clearTimeout(this.#notice);
		byId("now-facts").replaceChildren(make("span", { class: "notice" }, sentence));
		byId("heard").textContent = sentence;
		this.#notice = setTimeout(() => {
			this.#notice = null;
			this.#facts();
		}, NOTICE);
	}

	#facts() {
		if (this.#notice) return;
		const { song } = this.show, { video } = song;
		const out = (verb, where, address) => address && away(address, make("span", { class: "wide" }, `${verb} `), where, icon("out"));
		byId("now-facts").replaceChildren(...[
			video && make("span", { class: "wide" }, KINDS[video.kind] ?? ""),
			video?.channel && make("span", { class: "wide", dir: "auto" }, video.channel),
			video && out(W.watch, "YouTube", safe(video.url, "www.youtube.com")),
			out(W.open, "Spotify", safe(song.spotify, "open.spotify.com")),
		].filter(Boolean));
	}

	/** The wall takes the song's colour: the other one of two layers fades in over the first. */
	#light(colours) {
		const [on, off] = this.#lights[0].classList.contains("on") ? this.#lights : [...this.#lights].reverse();
		if (on.classList.contains(colours)) return;
		off.className = `light on ${colours}`;
		on.classList.remove("on");
	}
}
