// The dark screen before the first play: a wall of sleeves that light up as their videos are found, and one Play.
import { byId, icon, make } from "./build.js";
import { sleeve } from "./sleeve.js";
import { W } from "./words.js";

const MOST = 60;

export class Wall {
	#sleeves = [];

	constructor(songs, show) {
		Object.assign(this, { songs, show });
		this.wall = make("span", { class: "wall", "aria-hidden": "true" });
		this.poster = make("button", { class: "poster", onclick: () => show.toggle() }, this.wall, make("b", {}, icon("play"), W.play));
		songs.addEventListener("grown", () => this.#grow());
		songs.addEventListener("changed", ({ detail }) => this.#light(detail));
	}

	get up() {
		return this.poster.isConnected;
	}

	hang() {
		this.#sleeves = [];
		this.wall.replaceChildren();
		if (!this.show.player.started) byId("player").replaceChildren(this.poster);
		this.#play();
	}

	#grow() {
		if (!this.up) return;
		const songs = this.songs.all.slice(this.#sleeves.length, MOST);
		const hung = songs.map((song) => sleeve(song));
		this.#sleeves.push(...hung);
		this.wall.append(...hung);
		this.wall.style.setProperty("--cols", Math.ceil(Math.sqrt((this.#sleeves.length * 16) / 9)));
		this.#light(this.#sleeves.keys());
	}

	#light(places) {
		if (!this.up) return;
		for (const place of places) this.#sleeves[place]?.classList.toggle("lit", this.songs.playable(place));
		this.#play();
	}

	#play() {
		const { song } = this.show, ready = this.show.order.first() !== null;
		this.poster.disabled = !ready;
		this.poster.lastElementChild.hidden = !ready;
		this.poster.setAttribute("aria-label", song ? W.playSong(song) : W.play);
	}
}
