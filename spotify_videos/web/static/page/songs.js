// The songs of the list that is open, in its order, and what is known of each.

const PLAYABLE = new Set(["matched", "pinned", "other_version"]);

function read(line, song = { id: line.track?.id ?? null, chance: Math.random() }) {
	const track = line.track ?? {};
	return Object.assign(song, {
		position: line.position,
		title: line.title || "Untitled",
		artists: track.artists?.length ? track.artists : line.artist ? [line.artist] : [],
		album: track.album, seconds: track.seconds, image: track.image, spotify: track.url,
		status: line.status, video: line.video ?? null, retryAt: line.retry_at, reason: line.reason,
	});
}

/** Tells of what came: "grown" after new songs, "changed" (`detail`: their places) after news of known ones. */
export class Songs extends EventTarget {
	constructor() {
		super();
		this.all = [];
		this.places = new Map();
	}

	clear() {
		this.all = [];
		this.places.clear();
	}

	get length() {
		return this.all.length;
	}

	at(place) {
		return this.all[place];
	}

	/** Take a bunch of the stream's lines: first every song in its order, then news of each. The closing line is no song. */
	take(lines) {
		const changed = [];
		let grown = false;
		for (const line of lines) {
			if (line.done) continue;
			const place = this.places.get(line.position);
			if (place === undefined) {
				this.places.set(line.position, this.all.push(read(line)) - 1);
				grown = true;
			} else if (line.status !== "pending") {
				read(line, this.all[place]);
				changed.push(place);
			}
		}
		if (grown) this.dispatchEvent(new Event("grown"));
		if (changed.length) this.dispatchEvent(new CustomEvent("changed", { detail: changed }));
	}

	/** Somebody chose another video for a song: for now, or, where it is pinned, for good. */
	choose(place, video, status) {
		Object.assign(this.all[place], { video, status: status ?? this.all[place].status });
		this.dispatchEvent(new CustomEvent("changed", { detail: [place] }));
	}

	playable(place) {
		return Boolean(this.all[place]?.video) && PLAYABLE.has(this.all[place].status);
	}

	counts() {
		const told = { total: this.all.length, pending: 0, found: 0, missing: 0, later: 0, failed: 0, retryAt: null };
		const part = { pending: "pending", not_found: "missing", deferred: "later", failed: "failed" };
		for (const song of this.all) {
			told[part[song.status] ?? "found"] += 1;
			if (song.retryAt && !(song.retryAt > told.retryAt && told.retryAt)) told.retryAt = song.retryAt;
		}
		return told;
	}

	videos() {
		return this.all.filter((song) => song.video).map((song) => song.video.id);
	}
}
