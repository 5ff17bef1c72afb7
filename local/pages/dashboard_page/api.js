// The public API, as an admin's page uses it: a log-in, tokens that are renewed, and answers or problems in words.

const API = document.querySelector("meta[name=api]").content;
const KEY = "refreshToken";
let accessToken = null;

export class Problem extends Error {
  constructor(message, { signedOut = false } = {}) {
    super(message);
    this.signedOut = signedOut;
  }
}

export async function logIn(email, password) {
  const answer = await send("/users/login", { method: "POST", body: { email, password } });
  if (answer.status === 401) throw new Problem("Email and password do not match.");
  if (!answer.ok) throw await problem(answer);
  const { user, ...tokens } = await answer.json();
  keep(tokens);
  if (user.role !== "admin") {
    await logOut();
    throw new Problem("This needs an admin's account. An admin can make yours one, or run: make admin EMAIL=…");
  }
}

export async function logOut() {
  const ended = send("/users/logout", { method: "POST", body: {} });
  forget(); // at once: nothing that is still under way renews what is about to end
  await ended.catch(() => {});
}

/** Whether a log-in of this tab goes on. The access token is in memory only, so that a reload renews it. */
export async function resume() {
  return accessToken !== null || (await renew());
}

/** The answer of a route below the API's stage. Throws Problem. */
export async function call(path, options) {
  let answer = await send(path, options);
  if (answer.status === 401 && (await renew())) answer = await send(path, options);
  if (answer.status === 401) {
    forget();
    throw new Problem("The log-in has ended. Log in again.", { signedOut: true });
  }
  if (!answer.ok) throw await problem(answer);
  return answer;
}

async function send(path, { method = "GET", body } = {}) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (accessToken !== null) headers.Authorization = `Bearer ${accessToken}`;
  try {
    return await fetch(API + path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
  } catch {
    throw new Problem("The shop does not answer. Is it open? `make run` opens it.");
  }
}

// A refresh token works once: all calls that find theirs ended wait for one renewal.
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

async function problem(answer) {
  const { detail, errors = [] } = await answer.json().catch(() => ({}));
  const rules = errors.map((error) => `${error.parameter ?? error.pointer ?? error.header}: ${error.detail}`);
  return new Problem([detail ?? `The shop answered ${answer.status}. Try again in a moment.`, ...rules].join(" "));
}
