// The head of the column: how far the search is, and the field that finds a song in the list.
import { byId, face, on } from "./build.js";
import { counts, spent, W } from "./words.js";

const PAUSE = 5000;
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

export class Head {
	#spoke = 0;
	#timer = null;
	filling = false;
	stopped = false;

	constructor(songs, list) {
		Object.assign(this, { songs, list });
		for (const name of ["grown", "changed"]) songs.addEventListener(name, () => this.draw());
		on("find", () => (this.finding ? this.close() : this.open()));
		on("find-field", () => this.#find(), "input");
	}

	fill(filling, stopped = false) {
		Object.assign(this, { filling, stopped });
		document.body.classList.toggle("filling", filling);
		byId("stop").hidden = !filling && !stopped;
		byId("stop").textContent = filling ? W.stop : W.goOn;
		byId("find").hidden = filling;
		byId("progress").classList.toggle("done", !filling && !stopped);
		if (!this.finding) byId("side-title").textContent = filling ? W.finding : stopped ? W.stopped : W.next;
		this.draw();
	}

	draw() {
		const told = this.songs.counts(), done = told.total - told.pending;
		const bar = Object.assign(byId("progress"), { ariaValueMax: told.total, ariaValueNow: done });
		bar.firstElementChild.style.setProperty("--done", told.total ? done / told.total : 0);
		if (this.finding) return;
		const line = told.total ? counts(told, this) : this.filling ? W.longLoad : "";
		byId("counts").textContent = line;
		this.#speak(line);
	}

	word(limit) {
		const { found, later, retryAt } = this.songs.counts();
		byId("word").hidden = !later;
		if (!later) return;
		const { title, text } = spent(limit, found, later, retryAt);
		byId("word").querySelector("h2").textContent = title;
		byId("word").querySelector("p").textContent = text;
	}

	#speak(line) {
		clearTimeout(this.#timer);
		const say = () => {
			this.#spoke = Date.now();
			byId("heard").textContent = line;
		};
		this.#timer = setTimeout(say, Math.max(0, this.#spoke + PAUSE - Date.now()));
	}

	get finding() {
		return !byId("find-field").hidden;
	}

	open() {
		if (byId("find").hidden) return;
		byId("side-title").hidden = true;
		byId("find-field").hidden = false;
		byId("find-field").focus();
		face(byId("find"), "close", W.showAll, "Esc");
		this.#find();
	}

	close() {
		if (!this.finding) return;
		byId("find-field").value = "";
		byId("find-field").hidden = true;
		byId("side-title").hidden = false;
		face(byId("find"), "find", W.find, "/");
		this.list.filter(null);
		this.fill(this.filling, this.stopped);
		byId("find").focus();
	}

	#find() {
		const asked = plain(byId("find-field").value.trim());
		const places = this.songs.all.flatMap((song, place) => (plain(`${song.title} ${song.artists.join(" ")}`).includes(asked) ? [place] : []));
		this.list.filter(asked ? places : null);
		byId("counts").textContent = W.matching(places.length, this.songs.length);
	}
}
