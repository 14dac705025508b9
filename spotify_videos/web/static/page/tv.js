// TV mode: the whole screen for the picture, a band for the words; the pointer hides and the screen stays awake.
import { byId, on } from "./build.js";
import { closePanel } from "./panel.js";
import { W } from "./words.js";

const STILL = 3000;

export class Tv {
	#sleep = null;
	#lock = null;

	constructor() {
		for (const id of ["tv", "tv-top"]) on(id, () => this.toggle());
		document.addEventListener("fullscreenchange", () => document.fullscreenElement || this.leave());
		document.addEventListener("visibilitychange", () => this.on && document.visibilityState === "visible" && this.#awake());
		for (const name of ["pointermove", "pointerdown", "keydown", "focusin"]) document.addEventListener(name, () => this.on && this.#stir(), { passive: true });
	}

	get on() {
		return document.body.dataset.view === "tv";
	}

	toggle() {
		this.on ? this.leave() : this.enter();
	}

	enter() {
		closePanel();
		document.body.dataset.view = "tv";
		byId("tv").querySelector("span").textContent = W.leaveTv;
		// Where a browser refuses, the mode fills its window instead.
		document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
		this.#awake();
		this.#stir();
		byId("playpause").focus({ preventScroll: true });
	}

	leave() {
		if (!this.on) return false;
		document.body.dataset.view = "room";
		document.body.classList.remove("still");
		clearTimeout(this.#sleep);
		byId("tv").querySelector("span").textContent = W.tv;
		this.#lock?.release().catch(() => {});
		this.#lock = null;
		if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
		return true;
	}

	#stir() {
		document.body.classList.remove("still");
		clearTimeout(this.#sleep);
		this.#sleep = setTimeout(() => document.body.classList.add("still"), STILL);
	}

	async #awake() {
		this.#lock = await navigator.wakeLock?.request("screen").catch(() => null);
	}
}
