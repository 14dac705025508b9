// Every word that the script says, in one place, and how it tells numbers and times.

export const clock = (seconds) => {
	const whole = Math.round(seconds), minutes = Math.floor(whole / 60), rest = String(whole % 60).padStart(2, "0");
	return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
};

const number = (n) => n.toLocaleString("en");
const count = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;

const hour = (moment) => new Date(moment).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
function day(moment) {
	const ahead = Math.round((new Date(moment).setHours(0, 0, 0, 0) - new Date().setHours(0, 0, 0, 0)) / 864e5);
	return ahead <= 0 ? "today" : ahead === 1 ? "tomorrow" : `on ${new Date(moment).toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
}

/** "tomorrow at 09:00", on the visitor's own clock. */
const when = (moment) => `${day(moment)} at ${hour(moment)}`;

export const capital = (sentence) => sentence.charAt(0).toUpperCase() + sentence.slice(1);

export const KINDS = {
	official_video: "Official video", video: "Video", visualizer: "Visualizer", lyric: "Words on screen", audio: "Sound only",
	art_track: "Sound only", live: "Live", remix: "Remix", acoustic: "Acoustic", cover: "Cover", karaoke: "Karaoke", other: "Something else",
};

export function note(song) {
	if (song.status === "other_version") return { live: "Live", remix: "Remix", acoustic: "Acoustic" }[song.video.kind] ?? "Another version";
	if (song.status === "not_found") return "Not found";
	if (song.status === "deferred") return capital(when(song.retryAt));
	if (song.status === "failed") return song.reason === "unreadable" ? "We cannot read this line" : "Did not work. Try again";
	return null;
}

export function counts({ total, pending, found, missing, later, failed, retryAt }, { filling }) {
	return [
		filling || pending ? `${number(total - pending)} of ${number(total)}.` : `${count(found, "video")}.`,
		missing && `${number(missing)} not found.`, later && `${number(later)} ${when(retryAt)}.`, failed && `${number(failed)} did not work.`,
	].filter(Boolean).join(" ");
}

export function quota({ searches, resets_at }) {
	const left = searches.left ? count(searches.left, "search", "searches") : "No searches";
	return `${left} left today. More ${when(resets_at)}.`;
}

export const spent = (limit, found, later, retryAt) => ({
	title: `The rest comes ${day(retryAt).replace("today", "later today")}.`,
	text: [
		`${limit ? `YouTube allows ${count(limit, "search", "searches")} a day. ` : ""}Today’s are used up.`,
		`${count(found, "video is", "videos are")} ready now, and ${count(later, "song waits", "songs wait")} until ${hour(retryAt)}.`,
		"We finish the list then. Come back to this page.",
	].join(" "),
});

export const W = {
	name: "Press play on a playlist", finding: "Finding the videos", next: "Up next", stop: "Stop", goOn: "Go on", stopped: "Stopped", longLoad: "Looking for your songs …",
	top50: "Top 50", playlist: "Playlist", pasted: "Your songs", songs: (n) => count(n, "song"), play: "Play", pause: "Pause", playSong: (song) => `Play ${song.title} by ${song.artists.join(", ")}`,
	watch: "Watch on", open: "Open in", search: "Search", searchYouTube: "Search YouTube", searchFor: (song) => `Search YouTube for ${song.title}`, again: "Try again",
	notThis: "Not this one", notThisFor: (song) => `Not this one: ${song.title}`, playing: "Playing now",
	find: "Find a song in this list", showAll: "Show all songs", matching: (n, all) => `${number(n)} of ${count(all, "song")}.`,
	tv: "TV mode", leaveTv: "Leave TV mode", lightsOn: "Lights on", lightsOff: "Lights off",
	nextBest: "The first video cannot play here. This is the next best one.",
	noneCanPlay: "No video of this song can play here. Here is the next song.",
	nothingPlays: "No video of this list can play here.", pressPlay: "Your browser wants you to press play.",
	noPlayer: "YouTube’s player does not load here. Look at your connection.",
	hidden: "Your browser hides this page from YouTube, whose player does not play then.",
	saved: "Saved. We always use this one now.", takenBack: "Taken back. The best one found is used again.",
	copied: "Link copied.", cannotCopy: "The link stands in the address bar.", cannotSave: "This did not work. Try again.",
	choose: (song) => `Choose one for ${song.title}.`, always: "Always use this one", alwaysOff: "Do not use it always", noLink: "This is not a YouTube link.",
	noOthers: "There are no other videos for this song.", loading: "One moment …", playThis: (what) => `Play this one: ${what}`, alwaysThis: (what) => `Always use this one: ${what}`,
	signIn: "Sign in with Spotify", signOut: "Sign out of Spotify", yours: "Your playlists, or", pasteSongs: "Paste the songs", playTop50: "Play the Top 50",
	onYouTube: "Open on YouTube", range: (from, to) => `Songs ${from} to ${to}`, drop: "Let go to read the file.", token: "Token",
};
