/** How a call becomes requests: tokens, conditions, keys, time-outs, retries, and what a lost response means. */

import type { Auth } from "./auth.ts";
import { NetworkProblem, Problem, type ProblemBody, TimedOut, VersionConflict } from "./problems.ts";
import type { Answer, KeyOptions, PublicOptions } from "./types.ts";

const RETRIED = [0, 429, 502, 503, 504]; // 0: no response
const LONGEST_WAIT = 20; // seconds of Retry-After

/** What hooks learn about a request. There are no bodies and no IDs in it. */
export interface RequestInfo {
  /** As in the API document: `PATCH /users/me`. The same for a request that reads the current value after a conflict. */
  readonly operation: string;
  /** 0 for the first request of a call. */
  readonly attempt: number;
}

export interface ResponseInfo extends RequestInfo {
  /** 0 if there was no response. */
  readonly status: number;
  /** The ID of the request in the shop's logs. */
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
  /** Returns whether the operation has this word in the table. */
  readonly has: (word: string) => boolean;
  readonly body?: unknown;
  /** The version that is to be changed, and its ETag. */
  readonly version?: number | undefined;
  readonly match?: string | undefined;
  readonly options: KeyOptions & PublicOptions;
}

export interface Requests {
  /** Sends a call until it has an answer. Raises: Problem, NetworkProblem, or the reason of the caller's signal. */
  send(request: Request): Promise<Answer<unknown>>;
  /** Forgets what was read, because somebody else uses the client now. */
  forget(): void;
}

export function createRequests(options: RequestOptions, auth: () => Auth): Requests {
  const { baseUrl, onRequest, onResponse, fetch: send = fetch } = options;
  /** The last answer of each path. A 304 is answered with it. */
  let answers = new Map<string, Answer<unknown>>();

  async function sendUntilAnswered(request: Request): Promise<Answer<unknown>> {
    const { verb, has, match, options: own } = request;
    const headers: Record<string, string> = {};
    if (request.body) headers["Content-Type"] = "application/json";
    if (match) headers["If-Match"] = match;
    if (has("key")) headers["Idempotency-Key"] = own.key ?? crypto.randomUUID();
    const cookie = has("session") && auth().session.cookie;
    if (cookie) headers["X-Bodega-Session"] = cookie;
    const isSafe = has("key") || has("safe") || (verb === "PATCH" ? match : verb !== "POST" && !has("once"));
    const retries = isSafe ? (own.retries ?? options.retries ?? 2) : 0;
    let refreshed = false;
    for (let attempt = 0; ; attempt++) {
      const token = has("public") && !own.fresh ? undefined : await auth().token();
      if (token) headers.Authorization = `Bearer ${token}`;
      try {
        return await sendOnce(request, headers, attempt);
      } catch (error) {
        const { status, retryAfter = 0 } = error as Problem;
        if (status === 401 && token && !refreshed && (await auth().refresh(token))) {
          refreshed = true;
          attempt--;
        } else if (attempt >= retries || retryAfter > LONGEST_WAIT || !RETRIED.includes(status)) throw error;
        else await pause(retryAfter * 1000 || Math.random() * 250 * 2 ** attempt, own.signal);
      }
    }
  }

  async function sendOnce(
    request: Request,
    headers: Record<string, string>,
    attempt: number,
  ): Promise<Answer<unknown>> {
    const { verb, path } = request;
    const known = answers; // another user's answers replace it while this request is under way
    const last = verb === "GET" && known.get(path);
    const found = await exchange(
      request,
      last ? { ...headers, "If-None-Match": last.etag as string } : headers,
      attempt,
    );
    const { status, etag, value, retryAfter } = found;
    if (status < 300) {
      if (verb === "GET" && etag) known.set(path, found);
      return found;
    }
    if (status === 304 && last) return { ...found, value: last.value };
    // If an attempt before this one was executed, the error can be its result.
    if (attempt && verb === "DELETE" && status === 404) return { ...found, value: undefined };
    const problem = value as ProblemBody;
    if (problem.code !== "version_conflict") throw new Problem(problem, retryAfter);
    const current = () => sendUntilAnswered(readOf(request));
    if (attempt && request.body) {
      const now = await current();
      if (isWritten(request, now.value)) return now;
    }
    throw new VersionConflict(problem, async <T>() => (await current()).value as T);
  }

  /** Sends one request, and reads the whole response. Raises: NetworkProblem, or the reason of the caller's signal. */
  async function exchange(
    { operation, verb, path, body, options: own }: Request,
    headers: Record<string, string>,
    attempt: number,
  ) {
    const late = AbortSignal.timeout(own.timeout ?? options.timeout ?? 10_000);
    const signal = AbortSignal.any([own.signal ?? late, late]);
    const began = Date.now();
    let status = 0;
    let requestId: string | null = null;
    onRequest?.({ operation, attempt });
    try {
      const response = await send(baseUrl + path, {
        method: verb,
        headers,
        signal,
        cache: own.fresh ? "no-cache" : "default",
        body: JSON.stringify(body),
      });
      const header = (name: string) => response.headers.get(name);
      const text = await response.text();
      // Other servers on the way, as a hotel's log-in page, do not respond with JSON.
      const value: unknown = /csv/.test(header("Content-Type") as string) ? text : text ? JSON.parse(text) : undefined;
      status = response.status;
      requestId = header("x-amzn-RequestId");
      // Nor do all that use JSON send the shop's problems.
      if (status >= 400 && !(value as ProblemBody).code) throw response;
      return { value, etag: header("ETag"), status, requestId, retryAfter: Number(header("Retry-After")) || undefined };
    } catch (cause) {
      own.signal?.throwIfAborted();
      throw new (late.aborted ? TimedOut : NetworkProblem)("No response", { cause });
    } finally {
      onResponse?.({ operation, attempt, status, requestId, milliseconds: Date.now() - began });
    }
  }

  return {
    send: sendUntilAnswered,
    forget: () => {
      answers = new Map();
    },
  };
}

/** Returns the request that reads what a request changes. */
function readOf({ operation, path, options }: Request): Request {
  const resource = path.replace(/\/(stock|status|role)$/, "").replace(/^\/store$/, "$&/settings");
  return { operation, verb: "GET", path: resource, has: () => false, options };
}

/** A part of a body. Texts and numbers are read like objects without members. */
type Json = { readonly [name: string]: Json } | null | undefined;

/** Returns whether a value is what a change of the version before it wrote. */
function isWritten({ verb, body, version = 0 }: Request, value: unknown): boolean {
  // A PUT also resets fields that it does not name, so nothing else may have changed the value.
  return (
    (verb === "PATCH" || (value as { version?: number }).version === version + 1) &&
    contains(value as Json, body as Json)
  );
}

function contains(value: Json, part: Json): boolean {
  // Null resets a field to its default. It is taken for written if that is null, an empty text or an empty list.
  if (Object(part) !== part) return [value].join() === [part].join();
  // The length is that of lists. Objects have none.
  return (
    value?.length === part?.length && Object.keys(part as object).every((name) => contains(value?.[name], part?.[name]))
  );
}

/** Waits, or less if the call is cancelled: the next attempt then fails at once. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    signal?.addEventListener("abort", resolve);
  });
}
