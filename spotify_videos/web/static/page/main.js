// Puts the page together: the address says which list, the list is filled, the show goes on.
import * as address from "./address.js";
import { byId, face, instead, on } from "./build.js";
import { askJson, hasToken, takeToken } from "./caller.js";
import { Head } from "./head.js";
import { listen, toggleKeys } from "./keys.js";
import { List } from "./list.js";
import { Now } from "./now.js";
import { Order } from "./order.js";
import { Others } from "./others.js";
import { closePanel } from "./panel.js";
import { Player } from "./player.js";
import { sentence } from "./refusal.js";
import { Save } from "./save.js";
import { Show } from "./show.js";
import { Songs } from "./songs.js";
import { Start } from "./start.js";
import { find } from "./stream.js";
import { Tv } from "./tv.js";
import { Wall } from "./wall.js";
import { quota, W } from "./words.js";

const TOP_50 = /^top50$|37i9dQZEVXbMDoHDwVN2tF/;

takeToken();
const songs = new Songs(), order = new Order(songs), player = new Player(), show = new Show(songs, order, player);
const now = new Now(show), say = (sentence) => now.say(sentence), tv = new Tv(), start = new Start(open), wall = new Wall(songs, show);
const others = new Others(songs, show, say);
const list = new List(songs, { play: (place) => show.play(place), fix: (place, button) => others.open(place, button), again: () => fill() });
const head = new Head(songs, list);
let source = null, wantedSong = null, stop = null;
new Save(songs, () => ({ source, name: byId("listname").firstElementChild.textContent }), say);

function view(name) {
	document.body.dataset.view = name;
	byId("start").hidden = name !== "start";
	byId("room").hidden = byId("listname").hidden = name === "start";
	byId("demo")?.toggleAttribute("hidden", name !== "start");
}

function nameList(name) {
	const told = source.name || name || (TOP_50.test(source.playlist) ? W.top50 : W.playlist);
	byId("listname").firstElementChild.textContent = told;
	countSongs();
}

function countSongs() {
	byId("listname").lastElementChild.textContent = songs.length ? W.songs(songs.length) : "";
}

function open(asked) {
	address.open(asked);
	arrive();
}

function arrive() {
	const asked = address.read();
	stop?.abort();
	closePanel();
	head.close();
	if (!asked.source) {
		source = null;
		if (player.started) player.pause();
		document.title = W.name;
		view("start");
		start.show(null, asked.refused ? { code: asked.refused } : null);
		tellQuota();
		return;
	}
	source = asked.source;
	wantedSong = asked.song;
	songs.clear();
	list.clear();
	show.forget();
	view("room");
	nameList(null);
	wall.hang();
	byId("word").hidden = true;
	player.prepare().catch(() => {});
	fill();
}

const locked = () => document.body.dataset.locked && !hasToken();

async function fill() {
	if (locked()) return refuse({ code: "unauthorized" });
	const mine = (stop = new AbortController());
	head.fill(true);
	try {
		for await (const lines of find(source, mine.signal, nameList)) {
			if (mine !== stop) return;
			songs.take(lines);
		}
		if (mine !== stop) return;
		if (mine.signal.aborted) return head.fill(false, true);
		head.fill(false);
		if (!songs.length) return refuse({ code: "empty" });
		head.word(await tellQuota());
	} catch (problem) {
		if (mine !== stop) return;
		if (mine.signal.aborted) return head.fill(false, true);
		refuse(problem);
	}
}

/** A refusal stands under the field; where songs are already there, they stay, and it is said beside them. */
function refuse(problem) {
	head.fill(false, songs.length > 0);
	if (!problem.code) throw problem;
	if (songs.length) {
		const { title, text } = sentence(source, problem);
		return say(`${title} ${text}`);
	}
	document.title = W.name;
	view("start");
	return start.show(source, problem);
}

async function tellQuota() {
	if (locked()) return null;
	try {
		const told = await askJson("/quota");
		byId("quota").textContent = byId("quota-end").textContent = quota(told);
		return told.searches.limit;
	} catch {
		return null;
	}
}

songs.addEventListener("grown", countSongs);
for (const name of ["grown", "changed"]) {
	songs.addEventListener(name, () => {
		const wanted = songs.all.findIndex((song) => song.position + 1 === wantedSong);
		if (wanted >= 0 && !show.loaded && show.at !== wanted) list.bring(wanted);
		const first = wanted >= 0 ? wanted : order.first() ?? (songs.length ? 0 : null);
		if (show.rests && head.filling) show.step(1);
		else if (show.loaded) now.next();
		else if (first !== null) show.cue(first);
		byId("next-song").disabled = byId("prev-song").disabled = order.first() === null;
	});
}
show.addEventListener("song", () => {
	list.mark(show.loaded ? show.at : null);
	if (show.loaded) address.song(show.song.position);
});
on("stop", () => (head.filling ? stop.abort() : fill()));
on("another", instead(() => {
	address.leave();
	arrive();
}));
addEventListener("popstate", () => address.changed() && arrive());
addEventListener("hashchange", () => takeToken() && !source && arrive());

const pressed = (id, change) => () => {
	const on = byId(id).getAttribute("aria-pressed") !== "true";
	byId(id).setAttribute("aria-pressed", on);
	change(on);
	now.next();
};
const acts = {
	playpause: () => show.toggle(), "next-song": () => show.step(1), "prev-song": () => show.step(-1),
	shuffle: pressed("shuffle", (on) => order.shuffle(on, show.at)), repeat: pressed("repeat", (on) => (order.repeats = on)),
	keysbtn: toggleKeys, theme: () => light(document.documentElement.dataset.theme === "light" ? "dark" : "light"),
};
for (const [id, act] of Object.entries(acts)) on(id, act);

listen({
	" ": acts.playpause, n: acts["next-song"], p: acts["prev-song"], s: acts.shuffle, r: acts.repeat, x: () => others.toggle(), t: () => tv.toggle(),
	"/": () => head.open(), "?": acts.keysbtn, ArrowLeft: () => player.skip(-5), ArrowRight: () => player.skip(5), ArrowUp: () => player.louder(5), ArrowDown: () => player.louder(-5),
	Escape: () => closePanel() || tv.leave() || (head.finding && (head.close(), true)),
});

/** The server reads the cookie, so that the next page comes in the right light at once. */
function light(theme) {
	document.documentElement.dataset.theme = theme;
	byId("theme").textContent = theme === "light" ? W.lightsOff : W.lightsOn;
	document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

const after = sessionStorage.getItem("after-sign-in");
if (after && document.body.dataset.account) history.replaceState(null, "", after);
sessionStorage.removeItem("after-sign-in");
face(byId("find"), "find", W.find, "/");
arrive();
