// The list of songs: only the rows that are seen, and ten more, are drawn, and none changes its size.
import { away, beat, byId, icon, make, searchAddress } from "./build.js";
import { sleeve } from "./sleeve.js";
import { clock, note, W } from "./words.js";

const MORE = 10;
const CLASSES = { pending: "wait", not_found: "none", failed: "none", deferred: "later", other_version: "other" };

function words(song, playable) {
	const said = note(song);
	return make("span", { class: "words" },
		make(playable ? "button" : "span", { class: "title", dir: "auto", title: song.title }, song.title),
		make("span", { class: "by" }, make("span", { dir: "auto" }, song.artists.join(", ")), said && make("span", { class: "note" }, said)));
}

function end(song, playable) {
	const last = make("span", { class: "end" });
	if (playable || song.status === "not_found" || song.status === "deferred") last.append(make("button", { class: "fix", "aria-label": W.notThisFor(song), title: W.notThis }, icon("swap")));
	if (song.status === "not_found") last.append(Object.assign(away(searchAddress(song), W.search), { ariaLabel: W.searchFor(song) }));
	else if (song.status === "failed" && song.reason !== "unreadable") last.append(make("button", { class: "link again" }, W.again));
	else last.append(make("span", { class: "len" }, playable ? clock(song.video.seconds ?? song.seconds ?? 0).replace(/^0:00$/, "") : ""));
	return last;
}

export class List {
	#rows = new Map();
	#shown = null;
	#wanted = false;
	#now = null;
	#touched = 0;

	/** `acts`: what is done with a song's place: `play`, `fix` (another video, please) and `again`. */
	constructor(songs, acts) {
		Object.assign(this, { songs, acts, scroller: byId("rows"), list: byId("songs") });
		songs.addEventListener("grown", () => this.draw());
		songs.addEventListener("changed", ({ detail }) => this.#changed(detail));
		this.scroller.addEventListener("scroll", () => this.draw(), { passive: true });
		for (const name of ["wheel", "touchmove", "keydown"]) this.scroller.addEventListener(name, () => (this.#touched = Date.now()), { passive: true });
		this.list.addEventListener("click", (event) => this.#pressed(event));
		new ResizeObserver(() => this.draw()).observe(this.scroller);
	}

	/** Draw at the browser's next turn, however often it is asked for until then. */
	draw() {
		if (this.#wanted) return;
		this.#wanted = true;
		requestAnimationFrame(() => {
			this.#wanted = false;
			this.#draw();
		});
	}

	/** Show only these places, or, with null, all. */
	filter(places) {
		this.#shown = places;
		this.clear();
		this.scroller.scrollTop = 0;
		this.draw();
	}

	clear() {
		this.#rows.clear();
		this.list.replaceChildren();
	}

	/** Mark the song that plays, and bring it into sight unless somebody is looking through the list. */
	mark(place) {
		const before = this.#now;
		this.#now = place;
		this.#changed([before, place].filter((one) => one !== null));
		if (place !== null && Date.now() - this.#touched > 5000) this.bring(place);
	}

	bring(place) {
		if (this.#shown) return;
		this.#grow();
		const height = this.#height(), top = place * height, { scrollTop, clientHeight } = this.scroller;
		if (clientHeight && (top < scrollTop || top + height > scrollTop + clientHeight)) this.scroller.scrollTop = top;
	}

	#height() {
		return 3.75 * parseFloat(getComputedStyle(document.documentElement).fontSize);
	}

	#grow() {
		this.list.style.setProperty("--n", this.#shown?.length ?? this.songs.length);
	}

	#draw() {
		const total = this.#shown?.length ?? this.songs.length, height = this.#height();
		const first = Math.max(0, Math.floor(this.scroller.scrollTop / height) - MORE);
		const last = Math.min(total, Math.ceil((this.scroller.scrollTop + this.scroller.clientHeight) / height) + MORE);
		this.#grow();
		for (const [i, row] of this.#rows) if ((i < first || i >= last) && !row.contains(document.activeElement)) {
			row.remove();
			this.#rows.delete(i);
		}
		for (let i = first; i < last; i++) if (!this.#rows.has(i)) this.#add(i);
		let place = this.list.firstElementChild;
		for (const [, row] of [...this.#rows].sort(([one], [other]) => one - other)) {
			if (row === place) place = place.nextElementSibling;
			else this.list.insertBefore(row, place);
		}
	}

	#add(i) {
		const row = make("li", { class: "row" });
		row.style.setProperty("--i", i);
		this.#rows.set(i, row);
		this.#fill(row, this.#shown?.[i] ?? i);
	}

	#fill(row, place) {
		const song = this.songs.at(place), now = place === this.#now, playable = this.songs.playable(place);
		row.className = `row ${CLASSES[song.status] ?? "found"}`;
		row.dataset.place = place;
		Object.assign(row, { ariaSetSize: this.songs.length, ariaPosInSet: place + 1, ariaCurrent: now || null });
		const number = now ? beat({ role: "img", "aria-label": W.playing }) : String(song.position + 1);
		row.replaceChildren(make("span", { class: "num" }, number), sleeve(song), words(song, playable), end(song, playable));
	}

	/** Rows of songs with news are filled anew; a focus in them stays where it was. */
	#changed(places) {
		const news = new Set(places);
		for (const row of this.#rows.values()) {
			const place = Number(row.dataset.place);
			if (!news.has(place) || !this.songs.at(place)) continue;
			const held = row.contains(document.activeElement) ? document.activeElement.className : null;
			this.#fill(row, place);
			if (held !== null) row.querySelector(`.${held.split(" ").at(-1)}`)?.focus({ preventScroll: true });
		}
	}

	#pressed(event) {
		const button = event.target.closest("button"), row = event.target.closest(".row");
		if (!button || !row) return;
		const place = Number(row.dataset.place);
		if (button.matches(".fix")) this.acts.fix(place, button);
		else if (button.matches(".again")) this.acts.again(place);
		else this.acts.play(place);
	}
}
