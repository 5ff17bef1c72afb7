/**
 * The token of a link in a mail, for example `/reset-password#token=…`. It leaves the address bar and the history before
 * anything else runs, and lives in memory only.
 */
import { signal } from "@preact/signals";

interface MailedToken {
  /** The path of the page that the link leads to. The token is for this page only. */
  readonly page: string;
  readonly token: string;
}

const mailed = signal<MailedToken | null>(null);

/** Return an address without its fragment, and the token in the fragment; null without one. */
export function splitToken(address: string): { address: string; token: string | null } {
  const [rest = "", fragment = ""] = address.split("#", 2);
  const token = new URLSearchParams(fragment).get("token");
  return token ? { address: rest, token } : { address, token: null };
}

/** Take the token out of the address bar. `main.tsx` calls it first. A link that opens in this tab only changes the fragment. */
export function startToken(): void {
  takeToken();
  addEventListener("hashchange", takeToken);
}

function takeToken(): void {
  const { address, token } = splitToken(location.href);
  if (token === null) return;
  history.replaceState(history.state, "", address);
  mailed.value = { page: location.pathname, token };
}

/** Return the token that was mailed for the current page, or null. */
export function mailedToken(): string | null {
  return mailed.value?.page === location.pathname ? mailed.value.token : null;
}

/** Forget the token, once it was used. */
export function forgetToken(): void {
  mailed.value = null;
}
