import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type AuthState,
  cookieSession,
  memorySession,
  NetworkProblem,
  Problem,
  type Session,
  storedSession,
} from "../src/index.ts";
import { begin, customer, problem, type Step, startShop, tokens } from "./server.ts";
import { lend, lendLocks, storage, until } from "./tabs.ts";

const shop = await startShop();
const credentials = { email: "ada@shop.example", password: "a long password" };
const unauthorized = problem(401, "unauthorized");
const ended = problem(403, "session_ended");
const me = { body: { id: "usr_1", role: "customer" } };
const expiring = { body: tokens("1", { ...customer, expiresIn: 59 }) };

const authorization = () => shop.received.map(({ headers }) => headers.authorization);

test("two tabs with one storage refresh once, under a lock", async (t) => {
  lendLocks(t);
  begin(shop, expiring, { body: tokens("2") }, me, me);
  const both = storage();
  const [one, other] = [shop.client({ session: storedSession(both) }), shop.client({ session: storedSession(both) })];
  await one.auth.logIn(credentials);
  await Promise.all([one.me.get(), other.me.get()]);
  assert.deepEqual(shop.log, ["POST /users/login", "POST /users/refresh", "GET /users/me", "GET /users/me"]);
});

test("a copied tab takes over the next tokens of the session, and its end; another session does not", async () => {
  const [original, foreign] = [storage(), storage()];
  begin(shop, expiring, { body: tokens("9", customer) });
  const one = shop.client({ session: storedSession(original) });
  await one.auth.logIn(credentials);
  const copied = storage();
  copied.setItem("bodega", original.getItem("bodega") ?? "");
  const other = shop.client({ session: storedSession(copied) });
  const stranger = shop.client({ session: storedSession(foreign) });
  await stranger.auth.logIn(credentials);
  shop.script.push({ body: tokens("2") }, me, { status: 204 });
  await one.me.get();
  await until(() => copied.texts.includes("rt_2"));
  const states: AuthState[] = [];
  other.auth.onChange((state) => states.push(state));
  await one.auth.logOut();
  await until(() => states.length > 0);
  assert.deepEqual([other.auth.state, stranger.auth.state], ["none", "customer"]);
  assert.match(foreign.texts, /rt_9/);
});

/** A shop in cookie mode: responses have no refresh token. */
const cookieTokens = (name: string, more: object = {}) => ({
  body: { ...tokens(name, more), refreshToken: undefined },
});

test("in cookie mode, requests of the session name the cookie and send no refresh token", async () => {
  begin(
    shop,
    cookieTokens("1", { ...customer, expiresIn: 59 }),
    cookieTokens("2"),
    me,
    { status: 204 },
    cookieTokens("3", customer),
    { status: 204 },
  );
  const client = shop.client({ session: cookieSession("store") });
  await client.auth.logIn(credentials);
  await client.me.get();
  await client.auth.logOut();
  await client.auth.openGuest();
  await client.me.erase();
  assert.deepEqual(shop.log, [
    "POST /users/login",
    "POST /users/refresh",
    "GET /users/me",
    "POST /users/logout",
    "POST /users/guests",
    "DELETE /users/me",
  ]);
  assert.deepEqual(
    shop.received.map(({ headers }) => headers["x-bodega-session"]),
    ["store", "store", undefined, "store", "store", "store"],
  );
  assert.equal(shop.received[1]?.body, undefined);
  assert.equal(shop.received[1]?.headers.authorization, undefined);
});

test("in cookie mode, restore finds the session of an earlier visit", async () => {
  begin(shop, cookieTokens("1"), me);
  const client = shop.client({ session: cookieSession("store") });
  const states: AuthState[] = [];
  client.auth.onChange((state) => states.push(state));
  assert.equal(client.auth.state, "unknown");
  assert.equal(await client.auth.restore(), "customer");
  assert.equal(await client.auth.restore(), "customer");
  assert.deepEqual(states, ["customer"]);
  assert.deepEqual(shop.log, ["POST /users/refresh", "GET /users/me"]);
});

test("in cookie mode, a visitor without a session is none, and a call of theirs is unauthorized", async () => {
  begin(shop, ended, unauthorized);
  const client = shop.client({ session: cookieSession("store") });
  await assert.rejects(client.me.get(), (error) => error instanceof Problem && error.code === "unauthorized");
  assert.equal(await client.auth.restore(), "none");
  assert.equal(shop.log.length, 2);
});

test("in cookie mode, a browser that has had no session asks for none, until a log-in", async (t) => {
  const noted = storage();
  lend(t, "localStorage", noted);
  begin(shop, cookieTokens("1", customer), { status: 204 });
  const visit = () => shop.client({ session: cookieSession("store") });
  assert.equal(await visit().auth.restore(), "none");
  assert.deepEqual(shop.log, []);
  const client = visit();
  await client.auth.logIn(credentials);
  assert.equal(visit().auth.state, "unknown");
  assert.doesNotMatch(noted.texts, /access|rt_/);
  await client.auth.logOut();
  assert.equal(visit().auth.state, "none");
});

test("in cookie mode, the state stays unknown while the shop does not respond", async () => {
  begin(shop, { lost: "cut" }, { lost: "cut" }, { lost: "cut" });
  const client = shop.client({ session: cookieSession("store") });
  await assert.rejects(client.auth.restore(), NetworkProblem);
  assert.equal(client.auth.state, "unknown");
});

test("in cookie mode, tabs share the access token, and hear of a log-in and a log-out", async (t) => {
  lendLocks(t);
  begin(shop, cookieTokens("1", customer), me, { status: 204 });
  const [one, other] = [
    shop.client({ session: cookieSession("store") }),
    shop.client({ session: cookieSession("store") }),
  ];
  const console_ = shop.client({ session: cookieSession("console") });
  await one.auth.logIn(credentials);
  await until(() => other.auth.state === "customer");
  await other.me.get();
  await other.auth.logOut();
  await until(() => one.auth.state === "none");
  assert.deepEqual(shop.log, ["POST /users/login", "GET /users/me", "POST /users/logout"]);
  assert.equal(authorization()[1], "Bearer access-1");
  assert.equal(console_.auth.state, "unknown");
});

test("in cookie mode, tabs hear that another customer has logged in, without a log-out before", async () => {
  begin(shop, cookieTokens("1", customer), cookieTokens("2", { user: { id: "usr_2", role: "customer" } }), me);
  const [one, other] = [cookieSession("store"), cookieSession("store")].map((session) => shop.client({ session }));
  assert.ok(one && other);
  await one.auth.logIn(credentials);
  await until(() => other.auth.state === "customer");
  const heard: [AuthState[], AuthState[]] = [[], []];
  one.auth.onChange((state) => heard[0].push(state));
  other.auth.onChange((state) => heard[1].push(state));
  await one.auth.logIn(credentials);
  await until(() => heard[1].length === 2);
  assert.deepEqual(heard, [
    ["none", "customer"],
    ["none", "customer"],
  ]);
  await other.me.get();
  assert.equal(authorization().at(-1), "Bearer access-2");
});

test("in cookie mode, two tabs that open together refresh one after the other", async (t) => {
  lendLocks(t);
  let open = 0;
  const refresh = async () => {
    assert.equal(++open, 1, "two refreshes at once");
    await new Promise((resolve) => setImmediate(resolve));
    open--;
    return cookieTokens("1");
  };
  begin(shop, refresh, (request) => (request.path === "/users/refresh" ? refresh() : me), me, me);
  const sessions: Session[] = [cookieSession("store"), cookieSession("store")];
  const states = await Promise.all(sessions.map((session) => shop.client({ session }).auth.restore()));
  assert.deepEqual(states, ["customer", "customer"]);
});

test("in cookie mode, no token is in a message that leaves memory, nor in what a page can list", async () => {
  begin(shop, cookieTokens("1", customer));
  const client = shop.client({ session: cookieSession("store") });
  await client.auth.logIn(credentials);
  assert.doesNotMatch(JSON.stringify(client), /access-1/);
});

test("a log-in waits for a refresh that is under way, so the session before does not replace it", async (t) => {
  for (const session of [() => cookieSession("store"), () => storedSession(storage()), memorySession]) {
    if (session !== memorySession) lendLocks(t);
    let answerRefresh = () => {};
    const guest = { ...tokens("1", { user: { id: "usr_2", role: "guest" }, expiresIn: 59 }) };
    const late = new Promise<void>((resolve) => {
      answerRefresh = resolve;
    });
    const either: Step = ({ verb }) => (verb === "GET" ? me : { body: tokens("3", customer) });
    begin(shop, { body: guest }, async () => late.then(() => ({ body: tokens("2") })), either, either);
    const client = shop.client({ session: session() });
    await client.auth.openGuest();
    const read = client.me.get();
    await until(() => shop.log.length === 2);
    const opened = client.auth.logIn(credentials);
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(shop.log.length, 2);
    answerRefresh();
    await Promise.all([read, opened]);
    shop.script.push(me);
    await client.me.get();
    assert.deepEqual([client.auth.state, authorization().at(-1)], ["customer", "Bearer access-3"]);
  }
});

test("in cookie mode, a tab's log-in waits for another tab's refresh", async (t) => {
  lendLocks(t);
  let open = 0;
  const alone = (body: object) => async () => {
    assert.equal(++open, 1, "two requests of the session at once");
    await new Promise((resolve) => setImmediate(resolve));
    open--;
    return { body };
  };
  const one = shop.client({ session: cookieSession("store") });
  const other = shop.client({ session: cookieSession("store") });
  const answer: Step = ({ verb, path }) => {
    if (verb === "GET") return me;
    return alone({ accessToken: path, expiresIn: 900, ...(path === "/users/login" ? customer : {}) })();
  };
  begin(shop, answer, answer, answer);
  await Promise.all([one.auth.restore(), other.auth.logIn(credentials)]);
  assert.equal(shop.received.filter(({ verb }) => verb === "POST").length, 2);
});
