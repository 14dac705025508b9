// YouTube's IFrame player: the only one on the page, made at the first play and kept for good.
import { byId, make } from "./build.js";

const { player: YOUTUBES, standIn: STAND_IN } = document.body.dataset;
const KNOCK = "https://www.youtube.com/embed/M7lc1UVf-VE?enablejsapi=1";

export const STATE = { ended: 0, playing: 1, paused: 2, buffering: 3 };

let loading, real;

/** Does YouTube's player answer here? A frame that cannot be loaded says nothing, and no console complains of it. */
function youtubeAnswers() {
	return new Promise((tell) => {
		const frame = make("iframe", { src: `${KNOCK}&origin=${encodeURIComponent(location.origin)}`, class: "away", tabindex: "-1", "aria-hidden": "true", title: "" });
		const end = (answer) => {
			removeEventListener("message", hear);
			frame.remove();
			tell(answer);
		};
		const hear = (event) => event.source === frame.contentWindow && event.origin === "https://www.youtube.com" && end(true);
		addEventListener("message", hear);
		frame.addEventListener("load", () => {
			frame.contentWindow.postMessage(JSON.stringify({ event: "listening", id: 1, channel: "widget" }), "*");
			setTimeout(end, 1500, false);
		});
		setTimeout(end, 5000, false);
		document.body.append(frame);
	});
}

/** Is it YouTube's own player? Only the demo has a stand-in, for where YouTube cannot be reached. */
export function isReal() {
	return (real ??= STAND_IN && !window.YT ? youtubeAnswers() : Promise.resolve(true));
}

function script(address) {
	return new Promise((done, fail) => {
		const element = make("script", { src: address });
		element.addEventListener("error", fail);
		window.onYouTubeIframeAPIReady = done;
		setTimeout(fail, 15000, new Error("no player"));
		document.head.append(element);
	});
}

async function load() {
	if (window.YT?.Player) return;
	await script((await isReal()) ? YOUTUBES : STAND_IN);
}

/** Tells "state" (`detail`: one of STATE), "broken" (`detail`: YouTube's error number), "blocked" where the browser wants a press first. */
export class Player extends EventTarget {
	#youtube = null;
	#ready = null;
	#wanted = null;
	state = null;

	get started() {
		return this.#ready !== null;
	}

	prepare() {
		loading ??= load();
		loading.catch(() => (loading = null));
		return loading;
	}

	/** Play a video, the first one in a new player. Throws where YouTube's script does not come. */
	async play(id) {
		this.#wanted = id;
		if (this.#youtube) {
			this.#youtube.loadVideoById(id);
			return;
		}
		this.#ready ??= this.#make();
		try {
			await this.#ready;
		} catch (error) {
			this.#ready = null;
			throw error;
		}
	}

	async #make() {
		await this.prepare();
		const first = this.#wanted;
		const place = make("div", { id: "youtube" });
		byId("player").replaceChildren(place);
		await new Promise((done) => {
			new window.YT.Player(place, {
				width: "100%", height: "100%", videoId: first,
				playerVars: { autoplay: 1, playsinline: 1, rel: 0, enablejsapi: 1, origin: location.origin },
				events: {
					onReady: ({ target }) => {
						this.#youtube = target;
						if (this.#wanted !== first) target.loadVideoById(this.#wanted);
						done();
					},
					onStateChange: ({ data }) => this.#tell("state", (this.state = data)),
					onError: ({ data }) => this.#tell("broken", data),
					onAutoplayBlocked: () => {
						this.#tell("state", (this.state = STATE.paused));
						this.#tell("blocked");
					},
				},
			});
		});
	}

	#tell(name, detail) {
		this.dispatchEvent(new CustomEvent(name, { detail }));
	}

	get playing() {
		return this.state === STATE.playing || this.state === STATE.buffering;
	}

	cue(id) {
		this.#wanted = id;
		this.#youtube?.cueVideoById(id);
	}

	toggle() {
		this.playing ? this.#youtube?.pauseVideo() : this.#youtube?.playVideo();
	}

	pause() {
		this.#youtube?.pauseVideo();
	}

	skip(seconds) {
		this.#youtube?.seekTo(Math.max(0, this.#youtube.getCurrentTime() + seconds), true);
	}

	louder(by) {
		this.#youtube?.setVolume(Math.max(0, Math.min(100, this.#youtube.getVolume() + by)));
	}
}
