// A client of the public API: log-in, token renewal, and errors as readable texts.

export const API = document.querySelector("meta[name=api]").content;
const KEY = "refreshToken";
let accessToken = null;
let accounts = null;

export class Problem extends Error {
  /**
   * `signedOut`: the session has ended. `isInput`: another try needs another input. `status`, `code`: those of the
   * answer, 0 and null without an answer. `retryAfter`: the seconds that the answer asks to wait, or null.
   */
  constructor(message, { signedOut = false, isInput = false, status = 0, code = null, retryAfter = null } = {}) {
    super(message);
    Object.assign(this, { signedOut, isInput, status, code, retryAfter });
  }
}

/** Sets the `roles` that may use the page, and the texts for an account without one and for one that lost it. */
export function useAccounts({ roles, withoutRole, lostRole }) {
  accounts = { roles, withoutRole, lostRole };
}

export async function logIn(email, password) {
  const answer = await send("/users/login", { method: "POST", body: { email, password } });
  if (!answer.ok) throw await problem(answer);
  const { user, ...tokens } = await answer.json();
  keep(tokens);
  if (!accounts.roles.includes(user.role)) {
    await logOut();
    throw new Problem(accounts.withoutRole);
  }
}

export async function logOut() {
  const ended = send("/users/logout", { method: "POST", body: {} });
  forget(); // before the answer, so that no pending call renews the session
  await ended.catch(() => {});
}

/** Returns whether this tab is logged in. The access token is only in memory, so a reload renews it. */
export async function resume() {
  return accessToken !== null || (await renew());
}

/**
 * Calls a route below the API's stage and returns the answer, also a 304. Throws Problem.
 * `options`: `method`, `body` (sent as JSON), `headers`, and `seconds` to wait for the answer.
 */
export async function call(path, options) {
  let answer = await send(path, options);
  if ((await hasEnded(answer)) && (await renew())) answer = await send(path, options);
  if (await hasEnded(answer)) throw signedOut("Your session has ended. Log in again.");
  if (answer.status === 403) throw signedOut(accounts.lostRole);
  if (!answer.ok && answer.status !== 304) throw await problem(answer);
  return answer;
}

/** Returns whether an answer says that the access token or its session has ended. */
async function hasEnded(answer) {
  if (answer.status !== 403) return answer.status === 401;
  const { code } = await answer.clone().json().catch(() => ({}));
  return code === "session_ended";
}

function signedOut(message) {
  forget();
  return new Problem(message, { signedOut: true });
}

async function send(path, { method = "GET", body, headers: more = {}, seconds } = {}) {
  const headers = { Accept: "application/json", ...more };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (accessToken !== null) headers.Authorization = `Bearer ${accessToken}`;
  const signal = seconds && AbortSignal.timeout(seconds * 1000);
  try {
    return await fetch(API + path, { method, headers, body: body && JSON.stringify(body), cache: "no-store", signal });
  } catch {
    throw new Problem("The shop does not answer. Start it with `make run` and try again.");
  }
}

// A refresh token works only once, so all calls with an expired access token wait for one renewal.
let renewal = null;

function renew() {
  renewal ??= renewOnce().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function renewOnce() {
  const refreshToken = sessionStorage.getItem(KEY);
  if (refreshToken === null) return false;
  accessToken = null;
  const answer = await send("/users/refresh", { method: "POST", body: { refreshToken } });
  if (answer.status >= 500 || answer.status === 429) throw await problem(answer); // the session may still be valid
  if (!answer.ok) return false;
  keep(await answer.json());
  return true;
}

function keep(tokens) {
  accessToken = tokens.accessToken;
  sessionStorage.setItem(KEY, tokens.refreshToken);
}

function forget() {
  accessToken = null;
  sessionStorage.removeItem(KEY);
}

/** Returns the Problem of an answer that is not a success. */
export async function problem(answer) {
  const { code, detail, errors = [] } = await answer.json().catch(() => ({}));
  const rules = errors.map((error) => `${error.parameter ?? error.pointer ?? error.header}: ${error.detail}`);
  const wait = answer.status === 429 || code === "payment_in_progress" ? [`Wait ${duration(answer.headers.get("Retry-After"))}.`] : [];
  const hint = code === "invalid_credentials" ? ["Check both and try again."] : [];
  const text = [detail ?? `The shop answered ${answer.status}. Try again in a moment.`, ...rules, ...hint, ...wait].join(" ");
  return new Problem(text, { status: answer.status, code, retryAfter: Number(answer.headers.get("Retry-After")) || null });
}

function duration(seconds) {
  if (!(seconds > 0)) return "a moment";
  return seconds < 120 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}
