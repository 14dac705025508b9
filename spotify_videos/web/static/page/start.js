// The start page: one field for a link or songs, a file that is opened or dropped, the Top 50, and the account's own lists.
import { byId, instead, make, on } from "./build.js";
import { askJson, dropTokens, isAdmin, sendJson, useToken } from "./caller.js";
import { linked, own } from "./address.js";
import { sentence } from "./refusal.js";
import { sleeve } from "./sleeve.js";
import { W } from "./words.js";

const LARGEST = 2 * 1024 * 1024;
const SONG = /\S\s+[-–—―−]\s+\S|\S\t+\S/;
const HEADER = /^(?=.*(title|track|song|name))(?=.*artist).*[,;\t]/i;

function understand(text) {
	const lines = text.trim().split(/\r?\n/).filter((line) => line.trim());
	if (lines.length > 1 && HEADER.test(lines[0])) return own(text, "text/csv", W.pasted);
	if (lines.length > 1 || SONG.test(lines[0] ?? "")) return own(text, "text/plain", W.pasted);
	return linked(text);
}

/** A file's text, as spreadsheets write it: UTF-16 with its mark, UTF-8, or what Windows had before. */
function decode(bytes) {
	try {
		return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch {
		const mark = new Uint8Array(bytes)[0];
		return new TextDecoder({ 0xff: "utf-16le", 0xfe: "utf-16be" }[mark] ?? "windows-1252").decode(bytes);
	}
}

const withNames = (text) => text.split(/`([^`]+)`/).map((part, i) => (i % 2 ? make("code", {}, part) : part));

export class Start {
	/** `open(source)` opens a list. */
	constructor(open) {
		this.open = open;
		const submit = instead(() => byId("ask").requestSubmit());
		on("ask", instead(() => this.open(understand(byId("playlist").value))), "submit");
		on("playlist", (event) => event.key === "Enter" && !event.shiftKey && !event.isComposing && submit(event), "keydown");
		on("top50", instead(() => this.open(linked("top50"))));
		on("file", ({ target }) => target.files[0] && this.#read(target.files[0]), "change");
		on("signin", () => this.#signIn());
		this.#catchFiles();
	}

	show(source = null, problem = null) {
		const field = byId("playlist");
		// What somebody typed stays as it was typed.
		if (source && linked(field.value).playlist !== source.playlist) field.value = source.playlist ?? (source.text?.length < 20000 ? source.text : "");
		byId("ask").classList.toggle("refused", Boolean(problem));
		byId("refusal").hidden = !problem;
		byId("shelf").hidden = Boolean(problem);
		byId("signin").hidden = !isAdmin() || !document.body.dataset.signIn;
		if (problem) this.#refuse(source ?? {}, problem);
		else this.#lists();
	}

	#refuse(source, problem) {
		const { title, text, steps } = sentence(source, problem), box = byId("refusal");
		const acts = { top50: [W.playTop50, () => this.open(linked("top50"))], paste: [W.pasteSongs, () => this.#paste()], again: [W.again, () => this.open(source)], signIn: [W.signIn, () => this.#signIn()] };
		const rows = steps.map(({ what, how, act }, i) => make("li", {}, make("div", {}, make("b", {}, what), make("span", {}, how)),
			make("button", { class: i ? "pill plain" : "go", onclick: acts[act][1] }, acts[act][0])));
		box.replaceChildren(...[make("h2", {}, title), make("p", {}, withNames(text)), rows.length && make("ul", { class: "steps" }, rows), problem.code === "unauthorized" && this.#token(source)].filter(Boolean));
		byId("ask").classList.toggle("refused", steps.length > 0);
	}

	#token(source) {
		dropTokens();
		const field = make("input", { type: "password", name: "token", autocomplete: "off", "aria-label": W.token, required: true });
		const send = instead(() => {
			useToken(field.value.trim());
			this.open(source);
		});
		return make("form", { class: "paste", onsubmit: send }, make("div", {}, field, make("button", { class: "pill plain", type: "submit" }, W.goOn)));
	}

	#paste() {
		byId("playlist").value = "";
		byId("playlist").focus();
	}

	async #read(file) {
		const type = /\.csv$|csv$/i.test(`${file.type} ${file.name}`) ? "text/csv" : "text/plain";
		byId("file").value = "";
		if (file.size > LARGEST) return this.show({ text: "", type }, { code: "request_entity_too_large" });
		return this.open(own(decode(await file.arrayBuffer()), type, file.name.replace(/\.\w+$/, "") || W.pasted));
	}

	#catchFiles() {
		const hint = byId("drop-hint"), carries = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files") && document.body.dataset.view === "start";
		const over = (on) => {
			document.body.classList.toggle("dropping", on);
			hint.textContent = on ? W.drop : "";
		};
		const lit = instead(() => over(true));
		const dropped = instead(({ dataTransfer: { files } }) => {
			over(false);
			if (files[0]) this.#read(files[0]);
		});
		addEventListener("dragover", (event) => carries(event) && lit(event));
		addEventListener("dragleave", (event) => event.relatedTarget || over(false));
		addEventListener("drop", (event) => carries(event) && dropped(event));
	}

	async #signIn() {
		if (document.body.dataset.account) {
			await sendJson("/spotify/logout", "POST", {}).catch(() => {});
			location.assign("/");
			return;
		}
		try {
			const { url } = await (await sendJson("/spotify/login", "POST", {})).json();
			sessionStorage.setItem("after-sign-in", location.pathname + location.search);
			location.assign(url);
		} catch (problem) {
			this.show({ playlist: byId("playlist").value }, problem);
		}
	}

	async #lists() {
		const { account } = document.body.dataset;
		byId("signin").textContent = account ? W.signOut : W.signIn;
		if (!account || !isAdmin() || this.lists) return;
		this.lists = await askJson("/playlists").catch(() => null);
		if (!this.lists?.length) return;
		byId("shelf").querySelector("p").textContent = W.yours;
		byId("sleeves").replaceWith(make("ul", { class: "mine" }, this.lists.map((one) => this.#list(one))));
	}

	#list({ id, name, total }) {
		const drawn = [0, 1, 2, 3].map((i) => sleeve({ title: name, artists: [String(i)] }));
		return make("li", {}, make("a", { href: `/?playlist=${id}` }, make("span", { class: "four", "aria-hidden": "true" }, drawn), make("b", { dir: "auto" }, name), total != null && make("small", {}, W.songs(total))));
	}
}
