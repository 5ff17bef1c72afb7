/** How a call becomes requests: tokens, conditions, keys, time-outs, retries, and what a lost response means. */

import type { Auth } from "./auth.ts";
import { NetworkProblem, Problem, type ProblemBody, TimedOut, VersionConflict } from "./problems.ts";
import type { Answer, KeyOptions } from "./types.ts";

const RETRIED = [429, 502, 503, 504];
const LONGEST_WAIT = 20; // seconds of Retry-After

/** What hooks learn about a request. There are no bodies and no IDs in it. */
export interface RequestInfo {
  /** As in the API document: `GET /orders/mine/{id}`. */
  readonly operation: string;
  /** 0 for the first request of a call. */
  readonly attempt: number;
}

export interface ResponseInfo extends RequestInfo {
  /** 0 if there was no response. */
  readonly status: number;
  readonly requestId: string | null;
  readonly milliseconds: number;
}

/** The options of a client that its requests need. */
export interface RequestOptions {
  /** The address of the API: `/v1` on the shop's own origin, or `https://…/v1`. */
  readonly baseUrl: string;
  /** Milliseconds that one attempt may take. Default: 10,000. */
  readonly timeout?: number;
  /** How often a safe call is sent again. Default: 2. */
  readonly retries?: number;
  /** Called before each request. */
  readonly onRequest?: (info: RequestInfo) => void;
  /** Called after each response, and after a request without one. */
  readonly onResponse?: (info: ResponseInfo) => void;
  /** Another `fetch`. */
  readonly fetch?: typeof fetch;
}

/** One call of an operation. */
export interface Request {
  readonly operation: string;
  readonly verb: string;
  /** The path with its ID and query. */
  readonly path: string;
  readonly has: (word: string) => boolean;
  readonly body?: unknown;
  /** The value that a change is made to. */
  readonly version?: number | undefined;
  readonly match?: string | undefined;
  readonly options: KeyOptions;
}

type Stored = Pick<Answer<unknown>, "value" | "etag">;

/** Sends calls. */
export class Requests {
  readonly #options: RequestOptions;
  readonly #auth: () => Auth;
  /** The last response of each path, by path: a 304 is answered with it. */
  #stored = new Map<string, Stored>();

  constructor(options: RequestOptions, auth: () => Auth) {
    this.#options = options;
    this.#auth = auth;
  }

  /** Forgets all responses, because somebody else uses the client now. */
  forget(): void {
    this.#stored = new Map();
  }

  /** Sends a call until it has an answer. Raises: Problem, NetworkProblem, or the reason of the caller's signal. */
  async send(request: Request): Promise<Answer<unknown>> {
    const { verb, has, options, match } = request;
    const headers: Record<string, string> = {};
    if (request.body !== undefined) headers["Content-Type"] = "application/json";
    if (match) headers["If-Match"] = match;
    if (has("key")) headers["Idempotency-Key"] = options.key ?? crypto.randomUUID();
    const cookie = has("session") && this.#auth().session.cookie;
    if (cookie) headers["X-Bodega-Session"] = cookie;
    const safe =
      !has("once") && (verb === "GET" || verb === "PUT" || verb === "DELETE" || has("key") || has("repeat") || !!(match && verb === "PATCH"));
    const retries = safe ? (options.retries ?? this.#options.retries ?? 2) : 0;
    let refreshed = false;
    for (let attempt = 0; ; attempt++) {
      const token = has("public") && !options.fresh ? undefined : await this.#auth().token();
      if (token) headers["Authorization"] = `Bearer ${token}`;
      let wait = Math.random() * 250 * 2 ** attempt;
      try {
        return await this.#attempt(request, headers, attempt);
      } catch (error) {
        if (error instanceof Problem) {
          if (error.status === 401 && token && !refreshed) {
            refreshed = true;
            if (await this.#auth().refresh(token)) {
              attempt--;
              continue;
            }
          }
          if (!RETRIED.includes(error.status) || (error.retryAfter ?? 0) > LONGEST_WAIT) throw error;
          wait = (error.retryAfter ?? 0) * 1000 || wait;
        } else if (!(error instanceof NetworkProblem)) throw error;
        if (attempt >= retries) throw error;
      }
      await pause(wait, options.signal);
    }
  }

  async #attempt(request: Request, headers: Record<string, string>, attempt: number): Promise<Answer<unknown>> {
    const { verb, path, operation } = request;
    const stored = this.#stored;
    const known = verb === "GET" ? stored.get(path) : undefined;
    const sent = known?.etag ? { ...headers, "If-None-Match": known.etag } : headers;
    const { response, text } = await this.#fetch(request, sent, { operation, attempt });
    const answer = (value: unknown): Answer<unknown> => ({
      value,
      etag: response.headers.get("ETag"),
      status: response.status,
      requestId: response.headers.get("x-amzn-RequestId"),
    });
    if (response.status === 304) return answer(known?.value);
    const value = parse(text, response);
    if (response.ok) {
      const found = answer(value);
      if (verb === "GET" && found.etag) stored.set(path, found);
      return found;
    }
    return this.#rejected(request, value, response, attempt, answer);
  }

  /** Handles an error. If an attempt before this one may have been executed, the error can be its result. */
  async #rejected(
    request: Request,
    body: unknown,
    response: Response,
    attempt: number,
    answer: (value: unknown) => Answer<unknown>,
  ): Promise<Answer<unknown>> {
    const { verb } = request;
    if (attempt && verb === "DELETE" && response.status === 404) return answer(undefined);
    const problem = body as ProblemBody;
    if (problem.code !== "version_conflict") throw new Problem(problem, Number(response.headers.get("Retry-After")) || undefined);
    const current = () => this.send(readOf(request));
    if (attempt && verb !== "DELETE" && request.body) {
      const found = await current();
      if (isWritten(request, found.value)) return found;
    }
    throw new VersionConflict(problem, async <T>() => (await current()).value as T);
  }

  async #fetch({ verb, path, body, options }: Request, headers: Record<string, string>, info: RequestInfo) {
    const { baseUrl, timeout, onRequest, onResponse, fetch: send = fetch } = this.#options;
    const late = AbortSignal.timeout(options.timeout ?? timeout ?? 10_000);
    const signal = options.signal ? AbortSignal.any([options.signal, late]) : late;
    const began = performance.now();
    let response: Response | undefined;
    onRequest?.(info);
    try {
      response = await send(baseUrl + path, { method: verb, headers, signal, body: JSON.stringify(body) ?? null });
      return { response, text: await response.text() };
    } catch (cause) {
      response = undefined;
      options.signal?.throwIfAborted();
      throw late.aborted ? new TimedOut("The shop did not respond in time.", { cause }) : noResponse(cause);
    } finally {
      const { status = 0, headers: got } = response ?? {};
      onResponse?.({ ...info, status, requestId: got?.get("x-amzn-RequestId") ?? null, milliseconds: performance.now() - began });
    }
  }
}

const noResponse = (cause: unknown) => new NetworkProblem("There is no response from the shop.", { cause });

/** Returns the value of a body. Other servers on the way, as a hotel's log-in page, do not respond with JSON. */
function parse(text: string, response: Response): unknown {
  if (!text || response.headers.get("Content-Type")?.startsWith("text/csv")) return text || undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw noResponse(cause);
  }
}

/** Returns the request that reads what a request changes. */
function readOf({ path, options }: Request): Request {
  const resource = path.replace(/\/(stock|status|role|default)$/, "").replace(/^\/store$/, "/store/settings");
  return { operation: `GET ${resource}`, verb: "GET", path: resource, has: () => false, options };
}

/** Returns whether a value is what a change of the version before it wrote. */
function isWritten({ verb, body, version }: Request, value: unknown): boolean {
  // A PUT also resets fields that it does not name, so nothing else may have changed the value.
  const next = verb === "PATCH" || (value as { version?: number }).version === (version ?? 0) + 1;
  return next && contains(value, body);
}

function contains(value: unknown, part: unknown): boolean {
  if (typeof part !== "object" || part === null || typeof value !== "object" || value === null) return value === part;
  if (Array.isArray(part) && part.length !== (value as unknown[]).length) return false;
  return Object.entries(part).every(([name, field]) => contains((value as Record<string, unknown>)[name], field));
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop);
  });
}
