import assert from "node:assert/strict";
import { test } from "node:test";
import { NetworkProblem, Problem, TimedOut } from "../src/index.ts";
import { begin, problem, type Reply, rejection, startShop } from "./server.ts";

const shop = await startShop();
const order = { lines: [], fulfilment: {}, expectedTotal: {}, payment: {} } as never;
const product = { id: "prd_1", version: 3 };
const busy = problem(503, "storage_unavailable", {}, { "Retry-After": "1" });

test("a call sends method, path, query and body, and returns the value", async () => {
  begin(shop, { body: { items: [], nextCursor: null } }, { status: 201, body: { id: "prd_1" } });
  const client = shop.client();
  await client.products.list({ inStock: true, name: "flat white & more", limit: 10 }).page();
  assert.deepEqual(await client.products.create({ name: "Espresso", price: { amount: 300, currency: "CAD" } }), {
    id: "prd_1",
  });
  assert.deepEqual(shop.log, ["GET /products?inStock=true&name=flat+white+%26+more&limit=10", "POST /products"]);
  assert.deepEqual(shop.received[1]?.body, { name: "Espresso", price: { amount: 300, currency: "CAD" } });
  assert.equal(shop.received[1]?.headers["content-type"], "application/json");
});

test("members of a query that are undefined are not sent, and IDs are one part of the path", async () => {
  begin(shop, { body: {} }, { body: {} });
  const client = shop.client();
  await client.store.slots({ date: undefined } as object);
  await client.products.get("../users/me?x");
  assert.deepEqual(shop.log, ["GET /store/slots", "GET /products/..%2Fusers%2Fme%3Fx"]);
});

test("withResponse returns status, ETag and request ID too", async () => {
  begin(shop, { body: { id: "prd_1" }, headers: { ETag: '"3"', "x-amzn-RequestId": "req-9" } });
  const { value, etag, status, requestId } = await shop.client().products.get("prd_1").withResponse();
  assert.deepEqual([value, etag, status, requestId], [{ id: "prd_1" }, '"3"', 200, "req-9"]);
});

test("a rejected call with withResponse is handled once", async () => {
  begin(shop, problem(404, "not_found"));
  await assert.rejects(shop.client().products.get("prd_1").withResponse(), Problem);
});

test("a response without a body is undefined, and CSV is text", async () => {
  begin(shop, { status: 204 }, { body: "day,orders\n", headers: { "Content-Type": "text/csv; charset=utf-8" } });
  const client = shop.client();
  assert.equal(await client.products.delete("prd_1"), undefined);
  assert.equal(await client.analytics.export(), "day,orders\n");
});

test("a problem has code, status, request ID, members of its code, and the errors of fields", async () => {
  const errors = [{ pointer: "/price/amount", detail: "must be a whole number" }];
  begin(
    shop,
    problem(422, "validation_failed", { errors }),
    problem(409, "price_changed", { quote: { orderable: true } }),
  );
  const client = shop.client();
  const invalid = await rejection(client.orders.quote({} as never));
  assert.ok(invalid instanceof Problem && invalid instanceof Error);
  assert.deepEqual(
    [invalid.code, invalid.status, invalid.requestId, invalid.message],
    ["validation_failed", 422, "req-1", "validation_failed"],
  );
  assert.equal(invalid.at("/price/amount"), "must be a whole number");
  assert.equal(invalid.at("/price"), undefined);
  const changed = await rejection(client.orders.place(order));
  assert.ok(changed instanceof Problem && changed.is("price_changed"));
  assert.equal(changed.body.quote.orderable, true);
  assert.deepEqual(changed.errors, []);
});

for (const [name, body] of [
  ["without a body", undefined],
  ["with a document of another server", { message: "Service Unavailable" }],
  ["with null", null],
] as const) {
  test(`an error ${name} is no response of the shop`, async () => {
    begin(shop, { status: 503, body }, { body: 1 });
    assert.equal(await shop.client().menu.get(), 1);
    begin(shop, { status: 502, body });
    await assert.rejects(shop.client({ retries: 0 }).menu.get(), NetworkProblem);
  });
}

// What is sent again, after the response was lost.
const safe: [string, (client: ReturnType<typeof shop.client>) => Promise<unknown>][] = [
  ["GET", (client) => client.products.get("prd_1")],
  ["PUT", (client) => client.products.setStock("prd_1", { inStock: true })],
  ["PATCH of a version", (client) => client.products.patch(product, { name: "Latte" })],
  ["DELETE", (client) => client.products.delete("prd_1")],
  ["POST with a key", (client) => client.orders.place(order)],
  ["POST that writes nothing", (client) => client.orders.quote({} as never)],
  ["POST that can be repeated as it is", (client) => client.orders.mine.startPayment("ord_1")],
];
for (const [name, call] of safe) {
  test(`${name} is sent again when the response is lost, at most twice`, async () => {
    begin(shop, { lost: "cut" }, { lost: "half", body: "{}" }, { body: { id: "prd_1" } });
    assert.deepEqual(await call(shop.client()), { id: "prd_1" });
    assert.equal(shop.log.length, 3);
    begin(shop, { lost: "cut" }, { lost: "cut" }, { lost: "cut" });
    await assert.rejects(call(shop.client()), NetworkProblem);
    assert.equal(shop.log.length, 3);
  });
}

const unsafe: typeof safe = [
  ["PATCH without a version", (client) => client.products.patch("prd_1", { name: "Latte" })],
  ["POST without a key", (client) => client.auth.logIn({ email: "ada@shop.example", password: "x" })],
  ["a change of the password", (client) => client.auth.changePassword({ currentPassword: "x", newPassword: "y" })],
  ["the use of a token that works once", (client) => client.email.undo("token")],
];
for (const [name, call] of unsafe) {
  test(`${name} is not sent again`, async () => {
    for (const reply of [{ lost: "cut" }, busy] as Reply[]) {
      begin(shop, reply);
      await assert.rejects(call(shop.client()));
      assert.equal(shop.log.length, 1);
    }
  });
}

for (const [status, code, isRepeated] of [
  [429, "too_many_requests", true],
  [502, "bad_gateway", true],
  [503, "storage_unavailable", true],
  [504, "gateway_timeout", true],
  [500, "internal_error", false],
  [409, "in_use", false],
  [404, "not_found", false],
] as const) {
  test(`${status} is ${isRepeated ? "" : "not "}repeated`, async () => {
    begin(shop, problem(status, code), { body: 1 });
    const call = shop.client().menu.get();
    if (isRepeated) assert.equal(await call, 1);
    else await assert.rejects(call, (error) => error instanceof Problem && error.code === code);
    assert.equal(shop.log.length, isRepeated ? 2 : 1);
  });
}

test("the number of retries can be set for a client and for a call", async () => {
  begin(shop, busy, busy);
  await assert.rejects(shop.client({ retries: 0 }).menu.get());
  await assert.rejects(shop.client().menu.get(undefined, { retries: 0 }));
  assert.equal(shop.log.length, 2);
});

test("an Idempotency-Key is new for each call, and the same for its retries", async () => {
  begin(shop, { lost: "cut" }, { status: 201, body: {} }, { status: 201, body: {} }, { status: 201, body: {} });
  const client = shop.client();
  await client.orders.place(order);
  await client.orders.place(order);
  await client.orders.place(order, { key: "press-1" });
  const [first, again, second, own] = shop.received.map(({ headers }) => headers["idempotency-key"]);
  assert.match(first ?? "", /^[0-9a-f-]{36}$/);
  assert.equal(again, first);
  assert.notEqual(second, first);
  assert.equal(own, "press-1");
});

test("a call that is cancelled is rejected with the signal's reason, also between two attempts", async () => {
  const controller = new AbortController();
  const reason = new Error("The page was closed");
  begin(shop, () => {
    controller.abort(reason);
    return { lost: "silent" };
  });
  await assert.rejects(shop.client().menu.get({}, { signal: controller.signal }), reason);
  await assert.rejects(shop.client().menu.get({}, { signal: controller.signal }), reason);
  const later = new AbortController();
  begin(shop, busy);
  const waiting = shop.client({ onResponse: () => setImmediate(() => later.abort(reason)) });
  await assert.rejects(waiting.menu.get({}, { signal: later.signal }), reason);
  assert.equal(shop.log.length, 1);
});

test("a response that does not come in time is TimedOut, after the retries of a safe call", async () => {
  begin(shop, { lost: "silent" }, { lost: "silent" }, { lost: "silent" }, { lost: "silent" });
  await assert.rejects(
    shop.client({ timeout: 20 }).menu.get(),
    (error) => error instanceof TimedOut && error instanceof NetworkProblem,
  );
  assert.equal(shop.log.length, 3);
  await assert.rejects(shop.client().auth.forgotPassword({ email: "ada@shop.example" }, { timeout: 20 }), TimedOut);
  assert.equal(shop.log.length, 4);
});

test("a response that is not the shop's is a NetworkProblem", async () => {
  const hotel = { body: "<html>Log in to the hotel</html>", headers: { "Content-Type": "text/html" } };
  begin(shop, hotel, { ...hotel, status: 502 }, { body: { categories: [] } });
  assert.deepEqual(await shop.client().menu.get(), { categories: [] });
  begin(shop, hotel);
  await assert.rejects(shop.client({ retries: 0 }).menu.get(), NetworkProblem);
});

test("a server that is not there is a NetworkProblem with the cause", async () => {
  begin(shop);
  const found = await rejection(shop.client({ baseUrl: "http://127.0.0.1:1/v1" }).menu.get());
  assert.ok(found instanceof NetworkProblem && found.cause instanceof TypeError);
});

test("304 returns the stored value itself", async () => {
  begin(
    shop,
    { body: { id: "ord_1" }, headers: { ETag: '"1"' } },
    { status: 304, headers: { ETag: '"1"' } },
    { body: { id: "ord_1", n: 2 } },
  );
  const client = shop.client();
  const first = await client.orders.mine.get("ord_1");
  assert.equal(await client.orders.mine.get("ord_1"), first);
  assert.deepEqual(await client.orders.mine.get("ord_1"), { id: "ord_1", n: 2 });
  assert.deepEqual(
    shop.received.map(({ headers }) => headers["if-none-match"]),
    [undefined, '"1"', '"1"'],
  );
});

test("a list is read page by page to the end, with its query", async () => {
  begin(
    shop,
    { body: { items: [1, 2], nextCursor: "a&b" } },
    { body: { items: [], nextCursor: "c" } },
    { body: { items: [3], nextCursor: null } },
  );
  const found: unknown[] = [];
  for await (const user of shop.client().users.list({ order: "newest" })) found.push(user);
  assert.deepEqual(found, [1, 2, 3]);
  assert.deepEqual(shop.log, [
    "GET /users?order=newest",
    "GET /users?order=newest&cursor=a%26b",
    "GET /users?order=newest&cursor=c",
  ]);
});

test("page returns one page, and leaving a list early reads no more", async () => {
  begin(shop, { body: { items: [1], nextCursor: "a" } }, { body: { items: [1, 2], nextCursor: "a" } });
  const client = shop.client();
  assert.deepEqual(await client.orders.mine.list({ limit: 1 }).page(), { items: [1], nextCursor: "a" });
  for await (const _ of client.me.addresses.list({ timeout: 5000 })) break;
  assert.deepEqual(shop.log, ["GET /orders/mine?limit=1", "GET /users/me/addresses"]);
});

test("hooks learn of each attempt, without IDs, queries and bodies", async () => {
  begin(shop, { lost: "cut" }, { body: {}, headers: { "x-amzn-RequestId": "req-2" } });
  const seen: object[] = [];
  const client = shop.client({
    onRequest: (info) => seen.push(info),
    onResponse: ({ milliseconds: _, ...info }) => seen.push(info),
  });
  await client.orders.mine.get("ord_1");
  const operation = "GET /orders/mine/{id}";
  assert.deepEqual(seen, [
    { operation, attempt: 0 },
    { operation, attempt: 0, status: 0, requestId: null },
    { operation, attempt: 1 },
    { operation, attempt: 1, status: 200, requestId: "req-2" },
  ]);
});
