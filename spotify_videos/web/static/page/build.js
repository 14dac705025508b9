// Builds what is seen. Text is always text: nothing here, or anywhere on this page, reads a string as HTML.

export const byId = (id) => document.getElementById(id);
export const on = (id, act, event = "click") => byId(id).addEventListener(event, act);

/** Act in place of what the browser would do. */
export const instead = (act) => (event) => {
	event.preventDefault();
	act(event);
};

export function make(tag, properties = {}, ...children) {
	const element = Object.assign(document.createElement(tag), tag === "button" && { type: "button" });
	for (const [name, value] of Object.entries(properties)) {
		if (name === "class") element.className = value;
		else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else if (value === true) element.setAttribute(name, "");
		else if (value !== false && value != null) element.setAttribute(name, value);
	}
	element.append(...children.flat().filter((child) => child != null && child !== false));
	return element;
}

/** A drawing of the sprite. All are decoration: the words stand in the label of the button around it. */
export function icon(name) {
	const [drawing, use] = ["svg", "use"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
	use.setAttribute("href", `#i-${name}`);
	drawing.setAttribute("aria-hidden", "true");
	drawing.append(use);
	return drawing;
}

export function face(button, name, label, key) {
	button.replaceChildren(icon(name));
	button.setAttribute("aria-label", label);
	button.title = key ? `${label} (${key})` : label;
}

export function away(href, ...children) {
	return make("a", { href, target: "_blank", rel: "noopener" }, ...children);
}

export const searchAddress = (song) => `https://www.youtube.com/results?search_query=${encodeURIComponent(`${song.artists.join(" ")} ${song.title}`)}`;

export function beat(properties = {}) {
	return make("span", { class: "beat", ...properties }, make("b"), make("b"), make("b"));
}

/** An address from elsewhere, where it leads where we mean it to; else null. */
export function safe(address, ...hosts) {
	const url = URL.canParse(address ?? "") ? new URL(address) : null;
	return url?.protocol === "https:" && hosts.includes(url.hostname) ? url.href : null;
}
