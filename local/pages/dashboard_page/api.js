// A client of the public API: log-in, token renewal, and errors as readable texts.

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
  if (!answer.ok) throw await problem(answer);
  const { user, ...tokens } = await answer.json();
  keep(tokens);
  if (user.role !== "admin") {
    await logOut();
    throw new Problem("This page needs an admin's account. Ask an admin for the role, or run: make admin EMAIL=…");
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

/** Calls a route below the API's stage and returns the answer. Throws Problem. */
export async function call(path, options) {
  let answer = await send(path, options);
  if (answer.status === 401 && (await renew())) answer = await send(path, options);
  if (answer.status === 401) {
    forget();
    throw new Problem("Your session has ended. Log in again.", { signedOut: true });
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
    throw new Problem("The shop does not answer. Start it with `make run`.");
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
