// Single keys, as on YouTube where it has them, and the switch that turns them off.
import { byId } from "./build.js";
import { closePanel, openPanel, showPanel } from "./panel.js";

const FIELDS = "input:not([type=checkbox]), textarea";
const PRESSED_BY_SPACE = "button, a, summary, input, label";

const inUse = () => localStorage.getItem("keys") !== "off";
byId("use-keys").checked = inUse();
byId("use-keys").addEventListener("change", ({ target }) => localStorage.setItem("keys", target.checked ? "on" : "off"));

export const toggleKeys = () => (openPanel() === "keys" ? closePanel() : showPanel("keys", byId("keysbtn")));

export function listen(acts) {
	document.addEventListener("keydown", (event) => {
		const { key, target } = event;
		if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.body.dataset.view === "start") return;
		if (key === "Escape") {
			if (acts.Escape()) event.preventDefault();
			return;
		}
		if (!inUse() || target.matches(FIELDS) || (key === " " && target.closest(PRESSED_BY_SPACE)) || (target === byId("rows") && key.startsWith("Arrow"))) return;
		const act = acts[key.length === 1 ? key.toLowerCase() : key];
		if (!act || (event.repeat && !key.startsWith("Arrow"))) return;
		event.preventDefault();
		act();
	});
}
