// The drawn sleeve: colours, shape and turn picked by the song itself. A cover, once there, fills the same square.
import { make, safe } from "./build.js";

const COVERS = ["i.scdn.co", "mosaic.scdn.co"];

/** FNV-1a, with its bits mixed once more: short texts differ in few of them. */
export function hash(text) {
	let h = 2166136261;
	for (const letter of text) h = Math.imul(h ^ letter.codePointAt(0), 16777619);
	h ^= h >>> 15;
	h = Math.imul(h, 2246822519);
	return (h ^ (h >>> 13)) >>> 0;
}

/** The classes that dress a sleeve; the first one, the colours, also lights the wall. */
export function look(song) {
	const h = hash(`${song.artists.join(", ")}\n${song.title}`);
	return [`h${h % 12}`, `p${(h >>> 8) % 8}`, `t${(h >>> 16) % 4}`];
}

function cover(address) {
	const picture = make("img", { alt: "", decoding: "async", class: "coming" });
	picture.addEventListener("load", () => picture.classList.remove("coming"));
	picture.addEventListener("error", () => picture.remove());
	picture.src = address;
	return picture;
}

export function dress(element, song, more = "") {
	const address = safe(song.image, ...COVERS);
	element.className = ["sleeve", ...look(song), more].join(" ").trim();
	element.replaceChildren(make("i"), ...(address ? [cover(address)] : []));
	return element;
}

export const sleeve = (song, more) => dress(make("span", { "aria-hidden": "true" }), song, more);
