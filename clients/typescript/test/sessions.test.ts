import assert from "node:assert/strict";
import { test } from "node:test";
import { type AuthState, memorySession, NetworkProblem, Problem, storedSession, tokenSession } from "../src/index.ts";
import { begin, customer, problem, startShop, tokens } from "./server.ts";
import { storage } from "./tabs.ts";

const shop = await startShop();
const credentials = { email: "ada@shop.example", password: "a long password" };
const unauthorized = problem(401, "unauthorized");
const ended = problem(403, "session_ended");
const me = { body: { id: "usr_1", role: "customer" } };
const opened = { body: tokens("1", customer) };
const expiring = { body: tokens("1", { ...customer, expiresIn: 59 }) };

const authorization = () => shop.received.map(({ headers }) => headers.authorization);

test("a log-in returns the user without tokens, and calls use its access token", async () => {
  begin(shop, opened, me, { body: {} });
  const client = shop.client();
  assert.equal(client.auth.state, "none");
  assert.deepEqual(await client.auth.logIn(credentials), customer);
  assert.equal(client.auth.state, "customer");
  await client.me.get();
  await client.menu.get();
  assert.deepEqual(authorization(), [undefined, "Bearer access-1", undefined]);
});

test("a public call sends the token with fresh only", async () => {
  begin(shop, opened, { body: {} });
  const client = shop.client();
  await client.auth.logIn(credentials);
  await client.products.get("prd_1", { fresh: true });
  assert.equal(authorization()[1], "Bearer access-1");
});

test("a token is refreshed 60 seconds before it expires, once for all calls of the tab", async () => {
  begin(shop, expiring, { body: tokens("2") }, me, me, me);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await Promise.all([client.me.get(), client.me.get(), client.me.get()]);
  assert.deepEqual(shop.log, [
    "POST /users/login",
    "POST /users/refresh",
    "GET /users/me",
    "GET /users/me",
    "GET /users/me",
  ]);
  assert.deepEqual(shop.received[1]?.body, { refreshToken: "rt_1" });
  assert.deepEqual(authorization().slice(2), ["Bearer access-2", "Bearer access-2", "Bearer access-2"]);
  assert.equal(client.auth.state, "customer");
});

test("after a 401, a token is refreshed once and the call is repeated, also one that is not safe", async () => {
  begin(shop, opened, unauthorized, { body: tokens("2") }, { status: 202 });
  const client = shop.client();
  await client.auth.logIn(credentials);
  await client.me.changeEmail({ email: "new@shop.example", password: "x" });
  assert.deepEqual(shop.log.slice(1), ["POST /users/me/email", "POST /users/refresh", "POST /users/me/email"]);
  assert.deepEqual(shop.received[3]?.body, { email: "new@shop.example", password: "x" });
});

test("calls that get a 401 together share one refresh", async () => {
  begin(shop, opened, unauthorized, unauthorized, { body: tokens("2") }, me, me);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await Promise.all([client.me.get(), client.me.get()]);
  assert.equal(shop.log.filter((line) => line === "POST /users/refresh").length, 1);
});

test("a second 401 is the problem of the call", async () => {
  begin(shop, opened, unauthorized, { body: tokens("2") }, unauthorized);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await assert.rejects(client.me.get(), (error) => error instanceof Problem && error.code === "unauthorized");
  assert.equal(shop.log.length, 4);
});

test("a refresh whose response is lost is sent again, with the same token", async () => {
  begin(shop, expiring, { lost: "cut" }, { body: tokens("2") }, me);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await client.me.get();
  assert.deepEqual(
    shop.received.slice(1, 3).map(({ body }) => body),
    [{ refreshToken: "rt_1" }, { refreshToken: "rt_1" }],
  );
});

test("a refresh without a response ends no session: the next call tries again", async () => {
  begin(shop, expiring, { lost: "cut" }, { lost: "cut" }, { lost: "cut" }, { body: tokens("2") }, me);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await assert.rejects(client.me.get(), NetworkProblem);
  assert.equal(client.auth.state, "customer");
  await client.me.get();
  assert.equal(authorization().at(-1), "Bearer access-2");
});

test("a rate limit of the refresh ends no session", async () => {
  begin(shop, expiring, problem(429, "too_many_requests", {}, { "Retry-After": "60" }));
  const client = shop.client();
  await client.auth.logIn(credentials);
  await assert.rejects(client.me.get(), (error) => error instanceof Problem && error.retryAfter === 60);
  assert.equal(client.auth.state, "customer");
});

test("a session that has ended is told to the call and to listeners, and later calls are not authorized", async () => {
  begin(shop, opened, unauthorized, ended, unauthorized);
  const client = shop.client();
  await client.auth.logIn(credentials);
  const states: AuthState[] = [];
  const stop = client.auth.onChange((state) => states.push(state));
  await assert.rejects(client.me.get(), (error) => error instanceof Problem && error.code === "session_ended");
  assert.equal(client.auth.state, "none");
  await assert.rejects(client.me.get(), (error) => error instanceof Problem && error.code === "unauthorized");
  assert.equal(authorization().at(-1), undefined);
  assert.deepEqual(states, ["none"]);
  stop();
  shop.script.push(opened);
  await client.auth.logIn(credentials);
  assert.deepEqual(states, ["none"]);
});

test("a log-out ends the session, also if it has ended before; without a response it does not", async () => {
  begin(shop, opened, { lost: "cut" }, { status: 204 }, opened, unauthorized, ended);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await assert.rejects(client.auth.logOut({ everywhere: true }), NetworkProblem);
  assert.equal(client.auth.state, "customer");
  await client.auth.logOut();
  assert.equal(client.auth.state, "none");
  await client.auth.logIn(credentials);
  await client.auth.logOut();
  assert.equal(client.auth.state, "none");
  assert.deepEqual(shop.received[1]?.body, { everywhere: true });
});

test("an erasure whose response is lost succeeds, although the tokens are invalid by then", async () => {
  begin(shop, opened, { lost: "cut" }, unauthorized, ended);
  const client = shop.client();
  await client.auth.logIn(credentials);
  assert.equal(await client.me.erase({ password: "a long password" }), undefined);
  assert.equal(client.auth.state, "none");
});

test("a new password and a reset continue with the session of their response", async () => {
  begin(shop, opened, { body: tokens("2") }, me, { body: tokens("3", { ...customer, removed: ["phone"] }) }, me, {
    status: 204,
  });
  const client = shop.client();
  await client.auth.logIn(credentials);
  await client.auth.changePassword({ currentPassword: "x", newPassword: "y" });
  await client.me.get();
  assert.deepEqual(await client.auth.resetPassword({ token: "t", newPassword: "y" }), {
    ...customer,
    removed: ["phone"],
  });
  await client.me.get();
  assert.equal(await client.auth.resetPassword({ token: "t", newPassword: "y" }), undefined);
  assert.equal(client.auth.state, "customer");
  assert.deepEqual([authorization()[2], authorization()[4]], ["Bearer access-2", "Bearer access-3"]);
});

test("what one user has read is not returned to another one", async () => {
  const versioned = { ...me, headers: { ETag: '"1"' } };
  begin(shop, opened, versioned, { status: 204 }, { body: tokens("2", customer) }, versioned);
  const client = shop.client();
  await client.auth.logIn(credentials);
  await client.me.get();
  await client.auth.logOut();
  await client.auth.logIn(credentials);
  await client.me.get();
  assert.equal(shop.received.at(-1)?.headers["if-none-match"], undefined);
});

test("a response that arrives after the user has changed is not stored for the next one", async () => {
  const client = shop.client();
  begin(
    shop,
    opened,
    async () => {
      await client.auth.logIn(credentials);
      return { ...me, headers: { ETag: '"1"' } };
    },
    { body: tokens("2", customer) },
    me,
  );
  await client.auth.logIn(credentials);
  await client.me.get();
  await client.me.get();
  assert.equal(shop.received.at(-1)?.headers["if-none-match"], undefined);
});

test("a memory session needs no shared state: another client has its own", async () => {
  begin(shop, opened);
  const [one, other] = [shop.client({ session: memorySession() }), shop.client()];
  await one.auth.logIn(credentials);
  assert.equal(other.auth.state, "none");
});

test("a token session uses the caller's token, and a 401 is the problem of the call", async () => {
  begin(shop, me, me, unauthorized);
  let token = "first";
  const client = shop.client({ session: tokenSession(() => token) });
  assert.equal(client.auth.state, "unknown");
  assert.equal(await client.auth.restore(), "customer");
  token = "second";
  await client.me.get();
  await assert.rejects(client.me.get(), Problem);
  assert.deepEqual(authorization(), ["Bearer first", "Bearer second", "Bearer second"]);
});

test("a stored session is continued after a reload, without a request", async () => {
  begin(shop, opened, me);
  const tab = storage();
  await shop.client({ session: storedSession(tab) }).auth.logIn(credentials);
  const reloaded = shop.client({ session: storedSession(tab) });
  assert.equal(await reloaded.auth.restore(), "customer");
  await reloaded.me.get();
  assert.deepEqual(authorization(), [undefined, "Bearer access-1"]);
});

test("a storage that has something else has no session", () => {
  const tab = storage();
  tab.setItem("bodega", "{broken");
  assert.equal(shop.client({ session: storedSession(tab) }).auth.state, "none");
});
