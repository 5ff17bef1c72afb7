/** Where the tokens of a session are kept. */

import type { Schemas } from "./types.ts";

/** Whose session it is. */
export type Role = Schemas["User"]["role"];

/** The tokens of a session. In cookie mode there is no refresh token: it is in a cookie that no script can read. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** When the access token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  readonly role?: Role | undefined;
}

/** How a client keeps its session. Use one of the functions below. */
export interface Session {
  /** The name of the session's cookie, if the refresh token is in a cookie. */
  readonly cookie?: string;
  /** The name of the lock and the channel by which tabs share the session. Without one, they do not. */
  readonly shared?: string;
  /** Returns the tokens, null if there is no session, or undefined if that is unknown. */
  read(): Tokens | null | undefined;
  write(tokens: Tokens | null): void;
}

/** Keeps the session in memory: it ends with the page. */
export const memorySession = (): Session => inMemory(null);

/**
 * Keeps the refresh token in a cookie that scripts cannot read, and the access token in memory. For pages on the shop's
 * own origin. Tabs share the session. `localStorage` has a mark, no token, while there is a session: without one, a
 * page needs no request to learn that there is none.
 */
export function cookieSession(cookie: "store" | "console"): Session {
  const shared = `bodega-${cookie}`;
  const memory = inMemory(isMarked(shared) ? undefined : null);
  return {
    cookie,
    shared,
    read: memory.read,
    write: (tokens) => {
      memory.write(tokens);
      isMarked(shared, tokens ? "1" : "");
    },
  };
}

/** Keeps the tokens in a storage: `sessionStorage` for the time of a tab, `localStorage` for longer. */
export function storedSession(storage: Pick<Storage, "getItem" | "setItem">, key = "bodega"): Session {
  return {
    shared: key,
    read: () => {
      try {
        return JSON.parse(storage.getItem(key) as string) as Tokens | null;
      } catch {
        return null; // somebody else has written there
      }
    },
    write: (tokens) => storage.setItem(key, JSON.stringify(tokens)),
  };
}

/** Uses a token that the caller gets and renews, for scripts. It is not refreshed. */
export function tokenSession(token: () => string): Session {
  let role: Role | undefined;
  return {
    read: () => ({ accessToken: token(), expiresAt: Number.POSITIVE_INFINITY, role }),
    write: (tokens) => {
      role = tokens?.role;
    },
  };
}

function inMemory(tokens: Tokens | null | undefined): Session {
  return {
    read: () => tokens,
    write: (next) => {
      tokens = next;
    },
  };
}

/**
 * Returns whether pages of this origin have noted that there is a session. `value` notes it, or with "" the opposite.
 * True if the browser has no storage: the shop is asked then.
 */
function isMarked(mark: string, value?: string): boolean {
  try {
    if (value !== undefined) localStorage.setItem(mark, value);
    return !!localStorage.getItem(mark);
  } catch {
    return true;
  }
}
