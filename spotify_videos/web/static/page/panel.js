// A panel takes the column's place, and the focus; closed, it gives both back.
import { byId } from "./build.js";

let open = null;

export function showPanel(id, opener) {
	closePanel();
	byId(id).hidden = false;
	byId("side").hidden = true;
	document.body.classList.add("panel");
	if (opener?.id) opener.setAttribute("aria-expanded", "true");
	open = { id, opener };
	byId(`${id}-title`).focus({ preventScroll: true });
}

export const openPanel = () => open?.id ?? null;

export function closePanel() {
	if (!open) return false;
	const { id, opener } = open;
	open = null;
	byId(id).hidden = true;
	byId("side").hidden = false;
	document.body.classList.remove("panel");
	if (opener?.id) opener.setAttribute("aria-expanded", "false");
	(opener?.isConnected && opener.checkVisibility() ? opener : byId("fix-now")).focus({ preventScroll: true });
	return true;
}

for (const button of document.querySelectorAll(".close")) button.addEventListener("click", closePanel);
