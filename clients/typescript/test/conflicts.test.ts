import assert from "node:assert/strict";
import { test } from "node:test";
import { Problem, VersionConflict } from "../src/index.ts";
import { begin, problem, rejection, type Step, startShop } from "./server.ts";

const shop = await startShop();
const product = { id: "prd_1", version: 3 };

test("If-Match names the version of the value, and of a default address that too", async () => {
  begin(shop, ...Array<Step>(6).fill({ body: {} }));
  const client = shop.client();
  await client.products.patch(product, { name: "Latte" });
  await client.products.delete({ id: "prd_1", version: 4 });
  await client.store.patch({ version: 0 }, { leadMinutes: 5 });
  await client.me.addresses.delete({ id: "adr_1", version: 2, default: true } as { id: string; version: number });
  await client.products.delete("prd_1");
  await client.products.get(product as never);
  assert.deepEqual(
    shop.received.map(({ headers }) => headers["if-match"]),
    ['"3"', '"4"', '"0"', '"2-default"', undefined, undefined],
  );
  assert.deepEqual(shop.log.slice(0, 3), ["PATCH /products/prd_1", "DELETE /products/prd_1", "PATCH /store"]);
});

const conflict = problem(412, "version_conflict");

test("a change that was written although its response was lost is a success", async () => {
  const written = {
    id: "prd_1",
    version: 4,
    name: "Latte",
    price: { currency: "CAD", amount: 500 },
    images: ["a"],
    quantity: null,
  };
  begin(shop, { lost: "cut" }, conflict, { body: written, headers: { ETag: '"4"' } });
  const fields = { name: "Latte", price: { amount: 500 }, images: ["a"], quantity: null };
  const { value, etag } = await shop.client().products.patch(product, fields).withResponse();
  assert.deepEqual([value, etag], [written, '"4"']);
  assert.deepEqual(shop.log, ["PATCH /products/prd_1", "PATCH /products/prd_1", "GET /products/prd_1"]);
});

for (const [name, current] of [
  ["another name", { version: 4, name: "Mocha" }],
  ["a longer list", { version: 4, name: "Latte", images: ["a", "b"] }],
  ["a shorter list", { version: 4, name: "Latte", images: [] }],
] as const) {
  test(`a change that meets somebody else's after a lost response is a conflict: ${name}`, async () => {
    begin(shop, { lost: "cut" }, conflict, { body: current }, { body: current });
    const found = await rejection(shop.client().products.patch(product, { name: "Latte", images: ["a"] }));
    assert.ok(found instanceof VersionConflict && found instanceof Problem);
    assert.deepEqual(await found.current(), current);
  });
}

test("null in a patch is written if the field has an empty default, and otherwise a conflict", async () => {
  const reset = { description: null, images: null, quantity: null };
  const current = { version: 4, description: "", images: [], quantity: null };
  begin(shop, { lost: "cut" }, conflict, { body: current });
  assert.deepEqual(await shop.client().products.patch(product, reset), current);

  for (const other of [{ description: "Hot" }, { images: ["a"] }, { quantity: 0 }]) {
    begin(shop, { lost: "cut" }, conflict, { body: { ...current, ...other } });
    assert.ok((await rejection(shop.client().products.patch(product, reset))) instanceof VersionConflict);
  }
});

test("a PUT is only taken for written if nothing else has changed the value", async () => {
  const fields = { name: "Latte", price: { amount: 500, currency: "CAD" } };
  begin(shop, { lost: "cut" }, conflict, { body: { ...fields, version: 5 } }, { lost: "cut" }, conflict, {
    body: { ...fields, version: 4 },
  });
  await assert.rejects(shop.client().products.replace(product, fields), VersionConflict);
  assert.equal((await shop.client().products.replace(product, fields)).version, 4);
});

test("a conflict at the first attempt is not examined", async () => {
  begin(shop, conflict, { body: { version: 7 } });
  const found = await rejection(shop.client().products.patch(product, { name: "Latte" }));
  assert.ok(found instanceof VersionConflict);
  assert.equal(shop.log.length, 1);
  assert.deepEqual(await found.current(), { version: 7 });
});

for (const [path, change] of [
  ["/orders/ord_1", (client) => client.orders.setStatus({ id: "ord_1", version: 1 }, { status: "ready" } as never)],
  ["/products/prd_1", (client) => client.products.setStock(product, { inStock: true })],
  ["/users/usr_1", (client) => client.users.setRole({ id: "usr_1", version: 1 }, { role: "staff" })],
  ["/store/settings", (client) => client.store.patch({ version: 1 }, { leadMinutes: 5 })],
] as [string, (client: ReturnType<typeof shop.client>) => Promise<unknown>][]) {
  test(`the current value of a conflict is read from ${path}`, async () => {
    begin(shop, conflict, { body: {} });
    const found = await rejection(change(shop.client()));
    assert.ok(found instanceof VersionConflict);
    await found.current();
    assert.equal(shop.log[1], `GET ${path}`);
  });
}

test("a DELETE that was executed although its response was lost is a success", async () => {
  begin(shop, { lost: "cut" }, problem(404, "not_found"), problem(404, "not_found"));
  assert.equal(await shop.client().products.delete("prd_1"), undefined);
  await assert.rejects(shop.client().products.delete("prd_1"), Problem);
});
