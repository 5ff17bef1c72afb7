import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { OrderFields } from "bodega-client";
import { answered, attemptFor, unanswered } from "./attempt";

const HOUR = 3_600_000;

function order(note: string): OrderFields {
  const total = { amount: 518, currency: "CAD" };
  return { lines: [], fulfilment: { type: "pickup" }, expectedTotal: total, payment: { method: "counter" }, note };
}

beforeEach(() => answered());

test("the same order keeps its key until the shop has answered", () => {
  const first = attemptFor(order("one"), "usr_1");
  assert.equal(attemptFor(order("one"), "usr_1").key, first.key);
  assert.equal(unanswered()?.key, first.key);
  answered();
  assert.equal(unanswered(), null);
  assert.notEqual(attemptFor(order("one"), "usr_1").key, first.key);
});

test("a changed order gets another key", () => {
  const first = attemptFor(order("one"), "usr_1");
  assert.notEqual(attemptFor(order("two"), "usr_1").key, first.key);
});

test("another user's order gets another key, because the shop would place it again", () => {
  const first = attemptFor(order("one"), "usr_1");
  assert.notEqual(attemptFor(order("one"), "usr_2").key, first.key);
});

test("an attempt that is older than the shop remembers keys is forgotten", () => {
  const now = Date.now();
  const first = attemptFor(order("one"), "usr_1", now);
  assert.equal(unanswered(now + 22 * HOUR)?.key, first.key);
  assert.equal(unanswered(now + 24 * HOUR), null);
  assert.notEqual(attemptFor(order("one"), "usr_1", now + 24 * HOUR).key, first.key);
});
