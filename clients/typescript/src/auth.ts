/** The session of a client: who uses it, and its tokens, which are refreshed by one request at a time. */

import type { Problem } from "./problems.ts";
import type { Role, Session, Tokens } from "./sessions.ts";

/** Who uses the client. "unknown": there may be a session. `restore` finds out. */
export type AuthState = "unknown" | "none" | Role;

/** The session, as pages see it. */
export interface SessionState {
  /** Who uses the client. */
  readonly state: AuthState;
  /** Calls a function when the state changes, in another tab too. Returns a function that ends this. */
  onChange(listener: (state: AuthState) => void): () => void;
  /**
   * Returns the state, and finds it out if it is unknown: the session of an earlier visit, or "none".
   * Raises: NetworkProblem, or Problem if the shop cannot answer at the moment. The state is then still unknown.
   */
  restore(): Promise<AuthState>;
}

/** The session, as requests use it. */
export interface Auth extends SessionState {
  readonly session: Session;
  /** Returns an access token, or undefined if there is no session. Refreshes it if it expires soon. */
  token(): Promise<string | undefined>;
  /**
   * Replaces an access token that is no longer valid. Returns whether there is another one.
   * Raises: Problem with the code `session_ended` if the session has ended.
   */
  refresh(stale: string | undefined): Promise<boolean>;
  /** Does what opens or refreshes the session, after all that came before, in other tabs too. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Uses the tokens of a response. Returns the response without them. */
  adopt(response: unknown): unknown;
  /** Forgets the session. */
  end(): void;
}

/** What the session needs of the client. */
export interface Shop {
  /** Exchanges a refresh token, or the cookie's, for new tokens, which the session adopts. */
  refresh(refreshToken: string | undefined): Promise<unknown>;
  /** Reads the role of the session's user. */
  role(): Promise<Role>;
  /** Forgets what the client has read. */
  forget(): void;
}

/** A response that opens or continues a session. In cookie mode, it has no refresh token. */
interface Opened {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  readonly user?: { readonly role: Role };
}

/** What a tab tells the others: the tokens that follow those with a refresh token. */
interface Message {
  readonly from: string | undefined;
  readonly tokens: Tokens | null;
}

/** A channel. That of Node.js would keep the process running. */
type Channel = BroadcastChannel & { unref?: () => void };

const MARGIN = 60_000; // milliseconds before the expiry from which a token is refreshed

export function createAuth(session: Session, shop: Shop): Auth {
  const { shared } = session;
  const listeners = new Set<(state: AuthState) => void>();
  const state = (): AuthState => {
    const tokens = session.read();
    return tokens === null ? "none" : (tokens?.role ?? "unknown");
  };
  let known = state();
  let refreshing: Promise<boolean> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const tell = () => {
    const now = state();
    if (now === known) return;
    known = now;
    for (const listener of listeners) listener(now);
  };
  const channel: Channel | undefined = shared ? new BroadcastChannel(shared) : undefined;
  if (channel) {
    channel.unref?.();
    channel.onmessage = ({ data: { from, tokens } }: MessageEvent<Message>) => {
      // Tabs share a session by the cookie, or because one is a copy of the other.
      if (session.cookie || (from && from === session.read()?.refreshToken)) session.write(tokens);
      shop.forget();
      tell();
    };
  }
  const write = (tokens: Tokens | null) => {
    const from = session.read()?.refreshToken;
    session.write(tokens);
    channel?.postMessage({ from, tokens } satisfies Message);
    tell();
  };

  const replace = async (stale: string | undefined): Promise<boolean> => {
    const tokens = session.read();
    // Another tab may have refreshed or ended the session while this one waited for it.
    if (tokens?.accessToken !== stale) return tokens !== null;
    if (!session.cookie && !tokens?.refreshToken) return false;
    try {
      await shop.refresh(tokens?.refreshToken);
      return true;
    } catch (error) {
      if (isRefused(error as Problem)) auth.end();
      throw error;
    }
  };

  const auth: Auth = {
    session,
    get state() {
      return state();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    restore: async () => {
      if (state() === "unknown" && (await auth.token())) {
        const role = await shop.role();
        const tokens = session.read();
        if (tokens) write({ ...tokens, role });
      }
      return state();
    },
    token: async () => {
      const tokens = session.read();
      try {
        if (tokens !== null && (tokens?.expiresAt ?? 0) - Date.now() < MARGIN) await auth.refresh(tokens?.accessToken);
      } catch (error) {
        // There was no session before, so none has ended.
        if (tokens || !isRefused(error as Problem)) throw error;
      }
      return session.read()?.accessToken;
    },
    refresh: (stale) => {
      refreshing ??= auth
        .alone(() => replace(stale))
        .finally(() => {
          refreshing = undefined;
        });
      return refreshing;
    },
    alone: (work) => {
      const locks = shared && globalThis.navigator?.locks;
      const turn = last.then(() => (locks ? locks.request(shared, work) : work()) as ReturnType<typeof work>);
      last = turn.catch(() => {});
      return turn;
    },
    adopt: (response) => {
      if (!response) return;
      const { accessToken, refreshToken, expiresIn, ...rest } = response as Opened;
      if (rest.user) auth.end(); // of another user, whose data may be on the page
      const role = rest.user?.role ?? session.read()?.role;
      write({ accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000, role });
      return rest;
    },
    end: () => {
      shop.forget();
      write(null);
    },
  };
  return auth;
}

/** Returns whether the shop has refused to refresh: not a lost response, a rate limit or an error of the shop. */
const isRefused = ({ status }: Problem) => status > 0 && status < 429;
