// Asks the service. Tokens live in this tab alone; a problem is thrown.

const kept = (name) => sessionStorage.getItem(name);

/** Take the admin's token out of the address, where it came in the fragment, which browsers never send. */
export function takeToken() {
	const token = new URLSearchParams(location.hash.slice(1)).get("admin");
	if (!token) return false;
	sessionStorage.setItem("admin", token);
	history.replaceState(history.state, "", location.pathname + location.search);
	return true;
}
export const isAdmin = () => Boolean(kept("admin"));
export const hasToken = () => Boolean(kept("admin") ?? kept("token"));
export const useToken = (token) => sessionStorage.setItem("token", token);
export const dropTokens = () => ["admin", "token"].forEach((name) => sessionStorage.removeItem(name));

/** What the service refused: `code` is the contract's, or `offline` where nothing answered. */
export class Problem extends Error {
	constructor(told) {
		super(told.detail);
		Object.assign(this, told);
	}
}

/** The answer to a request; throws a Problem for every answer that is none. */
export async function ask(path, { method = "GET", body, type, signal } = {}) {
	const token = kept("admin") ?? kept("token"), headers = {};
	if (token) headers.Authorization = `Bearer ${token}`;
	if (type) headers["Content-Type"] = type;
	let response;
	try {
		response = await fetch(path, { method, body, headers, signal });
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new Problem({ code: "offline" });
	}
	if (response.ok) return response;
	const told = await response.json().catch(() => ({}));
	throw new Problem({ code: "internal_error", ...told, retryAfter: response.headers.get("Retry-After") });
}

export const askJson = async (path, options) => (await ask(path, options)).json();

export const sendJson = (path, method, body) => ask(path, { method, body: JSON.stringify(body), type: "application/json" });
