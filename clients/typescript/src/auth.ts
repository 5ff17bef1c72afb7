/** The session of a client: who uses it, and its tokens, which are refreshed by one request at a time. */

import { Problem } from "./problems.ts";
import type { Role, Session, Tokens } from "./sessions.ts";

/** Who uses the client. "unknown": there may be a session. `restore` finds out. */
export type AuthState = "unknown" | "none" | Role;

/** A response that opens or continues a session. In cookie mode, it has no refresh token. */
interface Opened {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  readonly user?: { readonly role: Role };
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

interface Message {
  readonly from: string | undefined;
  readonly tokens: Tokens | null;
}

const MARGIN = 60_000; // milliseconds before the expiry from which a token is refreshed

/** The session of a client. */
export class Auth {
  readonly session: Session;
  readonly #shop: Shop;
  readonly #listeners = new Set<(state: AuthState) => void>();
  readonly #channel: BroadcastChannel | undefined;
  #known: AuthState;
  #refreshing: Promise<boolean> | undefined;

  constructor(session: Session, shop: Shop) {
    this.session = session;
    this.#shop = shop;
    this.#known = this.state;
    if (session.shared && typeof BroadcastChannel !== "undefined") {
      this.#channel = new BroadcastChannel(`bodega-${session.shared}`);
      this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
    }
  }

  /** Who uses the client. */
  get state(): AuthState {
    const tokens = this.session.read();
    return tokens === null ? "none" : (tokens?.role ?? "unknown");
  }

  /** Calls a function when the state changes, in another tab too. Returns a function that ends this. */
  onChange(listener: (state: AuthState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Returns the state, and finds it out if it is unknown: with the session of an earlier visit, or "none".
   * Raises: NetworkProblem, or Problem if the shop cannot answer at the moment. The state is then still unknown.
   */
  async restore(): Promise<AuthState> {
    if (this.state === "unknown" && (await this.token())) {
      const role = await this.#shop.role();
      const tokens = this.session.read();
      if (tokens) this.#write({ ...tokens, role });
      else if (this.session.token) return role;
    }
    return this.state;
  }

  /** Returns an access token, or undefined if there is no session. Refreshes it if it expires soon. */
  async token(): Promise<string | undefined> {
    if (this.session.token) return this.session.token();
    const tokens = this.session.read();
    if (tokens === undefined) await this.refresh(undefined).catch(ignoreEnd);
    else if (tokens && tokens.expiresAt - Date.now() < MARGIN) await this.refresh(tokens.accessToken);
    return this.session.read()?.accessToken;
  }

  /**
   * Replaces an access token that is no longer valid. Returns whether there is another one.
   * Raises: Problem with the code `session_ended` if the session has ended.
   */
  refresh(stale: string | undefined): Promise<boolean> {
    this.#refreshing ??= this.#alone(() => this.#refresh(stale)).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Uses the tokens of a response. Returns the response without them. */
  adopt(response: unknown): unknown {
    if (!response) return response;
    const { accessToken, refreshToken, expiresIn, ...rest } = response as Opened;
    if (rest.user) this.#shop.forget();
    const role = rest.user?.role ?? this.session.read()?.role;
    this.#write({ accessToken, refreshToken, expiresAt: Date.now() + expiresIn * 1000, role });
    return rest;
  }

  /** Forgets the session. */
  end(): void {
    this.#shop.forget();
    this.#write(null);
  }

  async #refresh(stale: string | undefined): Promise<boolean> {
    const tokens = this.session.read();
    // Another tab may have refreshed or ended the session while this one waited for it.
    if (this.session.token || tokens === null) return false;
    if (tokens?.accessToken === stale) {
      try {
        await this.#shop.refresh(tokens?.refreshToken);
      } catch (error) {
        if (error instanceof Problem && error.status < 429) this.end();
        throw error;
      }
    }
    return true;
  }

  /** Runs a function while no other tab runs one. */
  #alone(work: () => Promise<boolean>): Promise<boolean> {
    const { shared } = this.session;
    const locks = shared ? globalThis.navigator?.locks : undefined;
    return locks ? (locks.request(`bodega-${shared}`, work) as Promise<boolean>) : work();
  }

  #write(tokens: Tokens | null): void {
    const from = this.session.read()?.refreshToken;
    this.session.write(tokens);
    this.#channel?.postMessage({ from, tokens } satisfies Message);
    this.#tell();
  }

  /** Takes over what another tab did, if it did so with the same session: the cookie's, or that of a copied tab. */
  #hear({ from, tokens }: Message): void {
    if (this.session.cookie || (from && from === this.session.read()?.refreshToken)) this.session.write(tokens);
    this.#shop.forget();
    this.#tell();
  }

  #tell(): void {
    const { state } = this;
    if (state === this.#known) return;
    this.#known = state;
    for (const listener of this.#listeners) listener(state);
  }
}

function ignoreEnd(error: unknown): void {
  if (!(error instanceof Problem && error.status < 429)) throw error;
}
