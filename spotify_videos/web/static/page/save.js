// Take the list away: as a link, on YouTube, or as a file.
import { byId, make, on } from "./build.js";
import { file } from "./stream.js";
import { W } from "./words.js";

// What youtube.com/watch_videos takes.
const A_LINK = 50;

function download(blob, name) {
	const link = make("a", { href: URL.createObjectURL(blob), download: name });
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

export class Save {
	constructor(songs, state, say) {
		Object.assign(this, { songs, state, say });
		on("savemenu", (event) => event.newState === "open" && this.#draw(), "beforetoggle");
		on("copy", () => this.#copy());
		on("files", ({ target }) => target.closest("button") && this.#file(target.closest("button").dataset.format));
	}

	#draw() {
		const { source } = this.state(), ids = this.songs.videos(), links = [];
		for (let from = 0; from < ids.length; from += A_LINK) {
			const part = ids.slice(from, from + A_LINK);
			const href = `https://www.youtube.com/watch_videos?video_ids=${part.join(",")}`;
			links.push(make("li", {}, make("a", { href, target: "_blank", rel: "noopener" }, W.onYouTube, make("small", {}, W.range(from + 1, from + part.length)))));
		}
		byId("copy").hidden = source.playlist == null;
		byId("on-youtube").replaceChildren(...links);
	}

	async #copy() {
		byId("savemenu").hidePopover();
		try {
			await navigator.clipboard.writeText(location.href);
			this.say(W.copied);
		} catch {
			this.say(W.cannotCopy);
		}
	}

	async #file(format) {
		byId("savemenu").hidePopover();
		const { source, name } = this.state();
		try {
			const response = await file(source, format);
			download(await response.blob(), `${name.replace(/[\\/:*?"<>|\p{C}]/gu, "-")}.${format}`);
		} catch (problem) {
			this.say(problem.detail || W.cannotSave);
		}
	}
}
