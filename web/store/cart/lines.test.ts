import assert from "node:assert/strict";
import { test } from "node:test";
import { type CartLine, exceeded, LIMITS, type LineFields, parse, stored, withLine, withoutLine } from "./lines";

function line(fields: Partial<CartLine> = {}): CartLine {
  const seen = { name: "Flat white", unit: { amount: 475, currency: "CAD" } };
  return { key: "k1", productId: "prd_a", quantity: 1, selections: [], note: null, seen, ...fields };
}

function withAddons(count: number): LineFields {
  const addons = Array.from({ length: count }, (_, place) => ({ addonId: `add_${place}`, quantity: 1 }));
  return line({ selections: [{ customizationId: "cus_a", addons }] });
}

test("a stored cart is read as it was written", () => {
  const lines = [line(), line({ key: "k2", note: "hot", quantity: 3, seen: null })];
  assert.deepEqual(parse(stored(lines)), lines);
});

test("ordered pieces leave the cart, and what was added since stays", () => {
  const later = line({ key: "k2", note: "hot" });
  const lines = [line({ quantity: 3 }), later];
  assert.deepEqual(withoutLine(lines, line({ quantity: 2 })), [line({ quantity: 1 }), later]);
  assert.deepEqual(withoutLine(lines, line({ quantity: 3 })), [later]);
  assert.deepEqual(withoutLine(lines, line({ productId: "prd_b" })), lines);
});

test("an older cart keeps what can be read: lines without a key, a price, a quantity or a note", () => {
  const selections = [
    { customizationId: "cus_a", addons: [{ addonId: "add_a" }] },
    { customizationId: 7, addons: [] },
  ];
  const [read, ...others] = parse(JSON.stringify([{ productId: "prd_a", selections }, { productId: 5 }, null, "x"]));
  assert.deepEqual(others, []);
  assert.equal(read?.productId, "prd_a");
  assert.deepEqual([read?.quantity, read?.note, read?.seen], [1, null, null]);
  assert.deepEqual(read?.selections, [{ customizationId: "cus_a", addons: [{ addonId: "add_a", quantity: 1 }] }]);
  assert.ok(read?.key);
});

for (const text of [null, "", "{", "7", '{"version":9}', '{"lines":{}}', '{"lines":[[]]}']) {
  test(`a stored cart that cannot be read is empty: ${text}`, () => assert.deepEqual(parse(text), []));
}

test("a stored cart cannot break the limits of a line", () => {
  const wild = [
    { productId: "prd_a", quantity: 1e9, note: "é".repeat(300) },
    { productId: "prd_b", quantity: -4 },
  ];
  const lines = parse(JSON.stringify({ version: 1, lines: wild }));
  assert.deepEqual(
    lines.map(({ quantity }) => quantity),
    [LIMITS.pieces, 1],
  );
  assert.equal(lines[0]?.note?.length, LIMITS.note);
});

test("the same thing again grows the line, until the line is full", () => {
  assert.deepEqual(withLine([line()], line({ key: "k2", quantity: 2 })), [line({ quantity: 3 })]);
  const full = line({ quantity: LIMITS.pieces });
  assert.equal(withLine([full], line({ key: "k2" })).length, 2);
});

test("another note, choice or price makes another line", () => {
  const others = [
    line({ key: "k2", note: "hot" }),
    line({ key: "k2", seen: { name: "Flat white", unit: { amount: 500, currency: "CAD" } } }),
    line({ key: "k2", selections: [{ customizationId: "cus_a", addons: [{ addonId: "add_a", quantity: 1 }] }] }),
  ];
  for (const other of others) assert.equal(withLine([line()], other).length, 2);
});

test("each limit of the API is known before the API refuses the cart", () => {
  const many = (count: number, one: LineFields = line()) => Array.from({ length: count }, () => one);
  assert.equal(exceeded([]), null);
  assert.equal(exceeded(many(LIMITS.lines)), null);
  assert.equal(exceeded(many(LIMITS.lines + 1)), "lines");
  assert.equal(exceeded([line({ quantity: LIMITS.pieces + 1 })]), "pieces");
  assert.equal(exceeded(many(10, line({ quantity: 100 }))), null);
  assert.equal(exceeded(many(11, line({ quantity: 100 }))), "allPieces");
  assert.equal(exceeded([withAddons(LIMITS.addons)]), null);
  assert.equal(exceeded([withAddons(LIMITS.addons + 1)]), "addons");
  assert.equal(exceeded(many(4, withAddons(50))), null);
  assert.equal(exceeded(many(5, withAddons(50))), "allAddons");
  assert.equal(exceeded([line({ note: "😀".repeat(LIMITS.note) })]), null);
  assert.equal(exceeded([line({ note: "x".repeat(LIMITS.note + 1) })]), "note");
});
