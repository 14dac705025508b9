// What was refused, as a sentence and what to do next. The first step is the best one.
import { isAdmin } from "./caller.js";

const EDITORIAL = /37i9dQZ/;

const TOP = { what: "I just want music", how: "Play the songs the world listens to most.", act: "top50" };
const PASTE = { what: "It is not mine", how: "Paste its songs, one per line, or open them as a CSV file.", act: "paste" };
const HAVE = { ...PASTE, what: "I have its songs" };
const AGAIN = { what: "It may have been for a moment", how: "Ask once more.", act: "again" };

const told = (title, text, ...steps) => ({ title, text, steps });

function ownerOnly() {
	const mine = { what: "It is my playlist", how: "Sign in, and it opens.", act: "signIn" };
	const text = `So we cannot see its songs yet.${isAdmin() ? "" : " Only the keeper of this page can connect Spotify."} Here is what you can do.`;
	return told("Spotify shows this playlist only to its owner.", text, ...(isAdmin() ? [mine, PASTE, TOP] : [PASTE, TOP]));
}

function notThere(source) {
	if (EDITORIAL.test(source.playlist ?? "")) return told("Spotify keeps this playlist to its own app.", "Paste its songs, or play the Top 50.", HAVE, TOP);
	return told("We cannot find this playlist.", "Look at the link again.", TOP);
}

function unconnected(problem) {
	if (/YT_ID/.test(problem.detail)) return told("YouTube is not connected yet.", "Add `YT_ID`.");
	if (/SPOTIPY/.test(problem.detail)) return told("Spotify is not connected yet.", problem.detail, HAVE, TOP);
	return told("Something is not set up yet.", problem.detail);
}

function unreadable(source, problem) {
	if (source.playlist == null) {
		const title = source.type === "text/csv" ? "We cannot read this file." : "We cannot read these songs.";
		return { title, text: problem.detail || "Take a CSV or text file.", steps: [{ ...PASTE, what: "Write them anew", how: "One song per line: artist, a dash, title." }, TOP] };
	}
	return told("We cannot read this link.", problem.detail || "Paste a Spotify link, or one song per line.", TOP);
}

const who = (problem) => (problem.source === "Youtube" ? "YouTube" : problem.source ?? "The service");

const SENTENCES = {
	owner_only: ownerOnly,
	playlist_not_found: notThere,
	not_configured: (_, problem) => unconnected(problem),
	invalid_request: unreadable,
	request_entity_too_large: () => told("This list is too long.", "10,000 songs is the most."),
	unauthorized: () => told("This page is not open to everybody.", "Its keeper has given you a token? Write it here."),
	forbidden: () => told("This list is private.", "Only its keeper can open it.", PASTE, TOP),
	too_many_requests: (_, problem) => told("Too many at once.", `Try again in ${problem.retryAfter ?? 60} seconds.`, AGAIN),
	upstream_refused: (_, problem) => told(`${who(problem)} refuses our key.`, problem.source === "Youtube" ? `Its keeper can mend this: \`YT_ID\`. ${problem.detail}` : problem.detail, TOP),
	offline: () => told("You are offline.", "Your list stays here.", AGAIN),
	broken: () => told("The answer broke off.", "Your list stays here.", AGAIN),
	empty: () => told("This playlist is empty.", "There are no songs in it.", TOP),
	sign_in_refused: () => told("Spotify is not connected.", "You said no, or Spotify did. You can sign in again.", TOP),
	lost: () => told("This list is not in this tab.", "A list of your own stays where you pasted it. Paste it again.", HAVE, TOP),
};

/** `source` is what was asked for, `problem` what came back. The answer's `text` may hold `names` of settings. */
export function sentence(source, problem) {
	return SENTENCES[problem.code]?.(source, problem) ?? told(`${who(problem)} does not answer.`, problem.detail || "Try again.", AGAIN, TOP);
}
