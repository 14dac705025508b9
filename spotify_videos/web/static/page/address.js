// The address bar holds the list and the song. A list of one's own is kept in this tab alone.
import { hash } from "./sleeve.js";

const SPOTIFY = /^(?:https?:\/\/)?(?:open\.spotify\.com\/(?:intl-[\w-]+\/)?|spotify:)(playlist|album|track)[/:]([0-9A-Za-z]{22})(?:[/?#].*)?$/i;
const KEPT = "list:";

/** A link without what only follows people around. */
function short(link) {
	const [, kind, id] = SPOTIFY.exec(link.trim()) ?? [];
	return !id ? link.trim() : kind.toLowerCase() === "playlist" ? id : `spotify:${kind.toLowerCase()}:${id}`;
}

export const linked = (playlist) => ({ playlist: short(playlist) });

/** A list of one's own, kept as long as this tab; without room for it, it plays all the same. */
export function own(text, type, name) {
	const source = { text, type, name, key: hash(text).toString(36) };
	try {
		sessionStorage.setItem(KEPT + source.key, JSON.stringify(source));
	} catch {
		// A tab keeps about 5 MB. A reload then starts anew.
	}
	return source;
}

let seen = null;

/** Does the address ask for another list than the last time somebody looked? */
export const changed = () => seen !== listPart();

function listPart() {
	const query = new URLSearchParams(location.search);
	query.delete("song");
	return query.toString();
}

/** What the address asks for: `source` is null on the start page, and `refused` says why it is where something else was wanted. */
export function read() {
	seen = listPart();
	const query = new URLSearchParams(location.search), song = Number(query.get("song")) || null, list = query.get("list");
	const kept = list && sessionStorage.getItem(KEPT + list);
	if (kept) return { source: JSON.parse(kept), song };
	if (!query.get("playlist")) return { source: null, refused: list ? "lost" : query.get("signin") && "sign_in_refused" };
	return { source: { playlist: query.get("playlist"), num: query.get("num"), offset: query.get("offset") }, song };
}

function write(query, push) {
	const search = query.size ? `/?${query}` : "/";
	if (search === location.pathname + location.search) return;
	history[push ? "pushState" : "replaceState"](null, "", search);
}

export const open = (source) => write(new URLSearchParams(source.playlist != null ? { playlist: source.playlist } : { list: source.key }), true);

export const leave = () => write(new URLSearchParams(), true);

export function song(position) {
	const query = new URLSearchParams(location.search);
	query.set("song", position + 1);
	write(query, false);
}
