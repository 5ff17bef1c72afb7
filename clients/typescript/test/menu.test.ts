/** The rules of the menu. The shop's own tests check the same table of cases: test_menu_rules_of_the_client.py. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { type ChoiceProblem, flatten, nest, priceOf, problemsOf, type Schemas, type Selection } from "../src/index.ts";

interface Table {
  readonly products: readonly Schemas["MenuProduct"][];
  readonly cases: readonly {
    readonly name: string;
    readonly product: string;
    readonly selections: readonly Selection[];
    /** Null if a quote leaves the line out. */
    readonly unit: number | null;
    readonly problems: readonly ChoiceProblem[];
  }[];
  readonly menus: readonly { readonly nested: Schemas["Menu"]; readonly flat: Schemas["FlatMenu"] }[];
}

// The tests are started in the folder of the project.
const table = JSON.parse(readFileSync("clients/typescript/test/menu-rules.json", "utf8")) as Table;

test("each case has the problems of a quote", () => {
  for (const { name, product, selections, problems } of table.cases) {
    assert.deepEqual(problemsOf(find(product), selections), problems, name);
  }
});

test("each line that has a price in a quote has the same here", () => {
  const priced = table.cases.filter(({ unit }) => unit !== null);
  assert.ok(priced.length > 50);
  for (const { name, product, selections, unit } of priced) {
    assert.deepEqual(priceOf(find(product), selections), { amount: unit, currency: "CAD" }, name);
  }
});

test("a choice that is not offered costs nothing", () => {
  const latte = find("latte");
  assert.deepEqual(
    priceOf(latte, [{ customizationId: "milk", addons: [{ addonId: "gone", quantity: 2 }] }]),
    latte.price,
  );
  assert.deepEqual(
    priceOf(latte, [{ customizationId: "gone", addons: [{ addonId: "oat", quantity: 1 }] }]),
    latte.price,
  );
  assert.deepEqual(priceOf(latte), latte.price);
});

test("a menu is flattened and nested as the shop does it", () => {
  for (const { nested, flat } of table.menus) {
    assert.deepEqual(flatten(nested), flat);
    assert.deepEqual(nest(flat), nested);
  }
});

test("a nested menu shares its items", () => {
  const [menu] = table.menus;
  assert.ok(menu);
  const products = nest(menu.flat).categories.flatMap((category) => category.products);
  assert.equal(products[1], products[2]);
  assert.equal(products[0]?.customizations[1], products[1]?.customizations[0]);
});

function find(id: string): Schemas["MenuProduct"] {
  const found = table.products.find((product) => product.id === id);
  assert.ok(found);
  return found;
}
