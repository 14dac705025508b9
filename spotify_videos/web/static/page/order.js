// Which song comes after which: the list's own order or a shuffled one, once or for ever.

export class Order {
	shuffled = false;
	repeats = false;

	constructor(songs) {
		this.songs = songs;
	}

	shuffle(on, place) {
		this.shuffled = on;
		if (!on) return;
		for (const song of this.songs.all) song.chance = Math.random();
		if (this.songs.at(place)) this.songs.at(place).chance = -1;
	}

	places() {
		const places = this.songs.all.map((_, place) => place);
		return this.shuffled ? places.sort((one, other) => this.songs.at(one).chance - this.songs.at(other).chance) : places;
	}

	/** The next place (or, with -1, the one before) that has something to play; null where there is none. */
	step(from, by = 1) {
		const places = this.places(), start = places.indexOf(from), n = places.length;
		for (let i = 1; i <= n; i++) {
			const to = start + by * i;
			if (!this.repeats && (to < 0 || to >= n)) return null;
			const place = places[((to % n) + n) % n];
			if (this.songs.playable(place)) return place;
		}
		return null;
	}

	first() {
		return this.places().find((place) => this.songs.playable(place)) ?? null;
	}
}
