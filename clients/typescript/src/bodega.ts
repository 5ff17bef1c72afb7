/** The client: an object whose methods are the operations of the API. */

import { type Auth, createAuth, type SessionState } from "./auth.ts";
import { OPERATIONS } from "./operations.ts";
import type { Problem } from "./problems.ts";
import { createRequests, type Request, type RequestOptions, type Requests } from "./requests.ts";
import type { FlatMenu, Menu } from "./schema.ts";
import { memorySession, type Session } from "./sessions.ts";
import type { Answer, Call, KeyOptions, Methods, Page, Pages, PublicOptions } from "./types.ts";

/** The options of a client. */
export interface BodegaOptions extends RequestOptions {
  /** How the session is kept. Default: `memorySession()`. */
  readonly session?: Session;
}

type Api = Methods<typeof OPERATIONS>;
type Changed = { id?: string; version?: number; default?: boolean };
type Table = { readonly [name: string]: string | Table };

const REFRESH = "POST /users/refresh public body session safe";

/** The menu, whose type depends on its shape. */
export interface MenuMethods {
  /** Returns the whole menu. `flat` has each item once, `nested` (the default) inside the item that refers to it. */
  get(query: { shape: "flat" }, options?: PublicOptions): Call<FlatMenu>;
  get(query?: { shape?: "nested" }, options?: PublicOptions): Call<Menu>;
}

/**
 * A client of a shop.
 *
 * Calls are rejected with a `Problem`, a `NetworkProblem`, or the reason of the caller's signal, and nothing else.
 * Values can be shared between calls, so do not change them.
 */
export class Bodega {
  declare readonly menu: MenuMethods;
  declare readonly health: Api["health"];
  declare readonly store: Api["store"];
  declare readonly addons: Api["addons"];
  declare readonly customizations: Api["customizations"];
  declare readonly products: Api["products"];
  declare readonly categories: Api["categories"];
  declare readonly orders: Api["orders"];
  /** The session: registration, log-in and log-out, `state`, `onChange` and `restore`. */
  declare readonly auth: SessionState & Api["auth"];
  declare readonly email: Api["email"];
  declare readonly me: Api["me"];
  declare readonly users: Api["users"];
  declare readonly analytics: Api["analytics"];

  constructor({ session = memorySession(), ...options }: BodegaOptions) {
    const requests: Requests = createRequests(options, () => auth);
    const make = (name: string, spec: string) => method(requests, () => auth, name, spec);
    const refresh = make("refresh", REFRESH) as (body?: object) => Promise<unknown>;
    const auth = createAuth(session, {
      refresh: (refreshToken) => refresh(refreshToken ? { refreshToken } : undefined),
      role: async () => (await this.me.get()).role,
      forget: requests.forget,
    });
    Object.assign(this, methods(OPERATIONS, make));
    Object.assign(this, { auth: Object.assign(auth, this.auth) });
  }
}

function methods(table: Table, make: (name: string, spec: string) => unknown): object {
  return Object.fromEntries(
    Object.entries(table).map(([name, spec]) => [
      name,
      typeof spec === "string" ? make(name, spec) : methods(spec, make),
    ]),
  );
}

/** Returns the method of a line of the table. Its arguments are, in this order: target, query, body, options. */
function method(requests: Requests, auth: () => Auth, name: string, spec: string) {
  const words = spec.split(" ");
  const [verb, route] = words as [string, string];
  const [template, hasQuery] = route.split("?") as [string, string?];
  const has = (word: string) => words.includes(word);
  const request = (args: unknown[]): Request => {
    const next = (isTaken: boolean) => (isTaken ? args.shift() : undefined);
    const target = next(/{/.test(route) || has("value"));
    const query = next(hasQuery === "");
    const given = next(has("body") || (/^P/.test(verb) && !has("bare")));
    const { id, version, default: preferred } = (Object(target) === target ? target : { id: target }) as Changed;
    return {
      operation: `${verb} ${template}`,
      verb,
      path: template.replace("{id}", encodeURIComponent(id as string)) + search(query),
      has,
      body: has("token") ? { token: given } : given,
      version,
      match: verb === "GET" || version === undefined ? undefined : `"${version}${preferred ? "-default" : ""}"`,
      options: (args[0] ?? {}) as KeyOptions & PublicOptions,
    };
  };
  const use = async (args: unknown[]): Promise<Answer<unknown>> => {
    const answer = await requests.send(request(args));
    return has("session") ? { ...answer, value: auth().adopt(answer.value) } : answer;
  };
  const send = async (...args: unknown[]): Promise<Answer<unknown>> => {
    const answer = await (has("open") ? auth().alone(() => use(args)) : use(args)).catch((error: Problem) => {
      // The session has ended before it could be ended: the first response was lost, or another tab was faster.
      if (has("end") && /^(unauthorized|session_ended)$/.test(error.code))
        return { ...error, value: undefined, etag: null };
      throw error;
    });
    if (has("end")) auth().end();
    return answer;
  };
  if (name !== "list") return (...args: unknown[]) => call(send(...args));
  return (...args: unknown[]) =>
    pages((cursor) => {
      const [query, ...rest] = args;
      return call(send(...(cursor ? [{ ...Object(query), cursor }, ...rest] : args)) as Promise<Answer<Page<unknown>>>);
    });
}

/** Returns the query as it is sent. Members that are undefined are left out. */
function search(query: unknown): string {
  const given = Object.entries(Object(query)).filter(([, value]) => value !== undefined);
  return given.length ? `?${new URLSearchParams(given as string[][])}` : "";
}

function call<T>(answer: Promise<Answer<T>>): Call<T> {
  const value = answer.then((found) => found.value);
  const withResponse = () => {
    value.catch(() => {}); // the caller handles the rejection of `answer`
    return answer;
  };
  return Object.assign(value, { withResponse });
}

function pages<T>(read: (cursor?: string) => Call<Page<T>>): Pages<T> {
  return {
    page: () => read(),
    async *[Symbol.asyncIterator]() {
      let cursor: string | null | undefined;
      do {
        const page: Page<T> = await read(cursor ?? undefined);
        yield* page.items;
        cursor = page.nextCursor;
      } while (cursor);
    },
  };
}
