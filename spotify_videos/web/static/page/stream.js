// The songs of a list, line by line, as their videos are found.
import { ask, Problem } from "./caller.js";

const MOST = 10000;

/** Where a list's answers are: a link is asked for, a list of one's own is sent along. */
function request(source, format, more = {}) {
	const query = new URLSearchParams({ ...(source.playlist != null && { playlist: source.playlist }), num: source.num ?? MOST, format, ...more });
	if (source.offset) query.set("offset", source.offset);
	const sent = source.playlist == null ? { method: "POST", body: source.text, type: `${source.type}; charset=utf-8` } : {};
	return [`/spyt?${query}`, sent];
}

export const file = (source, format) => ask(...request(source, format));

async function* lines(body) {
	const reader = body.pipeThrough(new TextDecoderStream()).getReader();
	let rest = "";
	try {
		for (let part = await reader.read(); !part.done; part = await reader.read()) {
			const pieces = (rest + part.value).split("\n");
			rest = pieces.pop();
			yield pieces.filter(Boolean).map((line) => JSON.parse(line));
		}
		if (rest) yield [JSON.parse(rest)];
	} finally {
		reader.cancel().catch(() => {});
	}
}

/** The list's name: the answer carries it as the name of the file it would be saved as (RFC 6266). */
function nameOf(response) {
	const named = /filename\*=UTF-8''([^;]+)\.\w+/i.exec(response.headers.get("Content-Disposition") ?? "");
	return named && decodeURIComponent(named[1]);
}

/** Yield the lines in bunches as they come, each a song or, at the end, the totals. `begun` gets the list's name. */
export async function* find(source, signal, begun) {
	const [path, sent] = request(source, "ndjson", { pending: 1 });
	const response = await ask(path, { ...sent, signal });
	begun(nameOf(response));
	let ended = false;
	try {
		for await (const bunch of lines(response.body)) {
			ended ||= bunch.some((line) => line.done);
			yield bunch;
		}
	} catch {
		ended = false;
	}
	// A stream that was cut lacks its closing line.
	if (!ended && !signal.aborted) throw new Problem({ code: "broken" });
}
