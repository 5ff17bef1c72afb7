import assert from "node:assert/strict";
import { test } from "node:test";
import { catalogOf, excerpt, lowestPrice, productIdOf, productPath, slugOf, soldOutReason } from "./catalog";
import { chunksOf } from "./chunks";
import { countProducts, filtered, fold, NO_FILTER, usefulFilters } from "./search";
import type { FlatMenu, MenuAddon, MenuCustomization, MenuProduct } from "./types";

function addon(amount: number, inStock = true): MenuAddon {
  return { id: `add_${amount}`, name: `${amount}`, description: "", inStock, price: { amount, currency: "CAD" } };
}

function group(addons: MenuAddon[], fields: Partial<MenuCustomization> = {}): MenuCustomization {
  const texts = { id: "cus_a", name: "Size", description: "", inStock: true };
  return { ...texts, required: true, minimum: 1, maximum: 1, maxPerAddon: 1, addons, ...fields };
}

function product(customizations: MenuCustomization[] = [], fields: Partial<MenuProduct> = {}): MenuProduct {
  const texts = { id: "prd_a", name: "Latte", description: "", images: [], spiciness: 0, inStock: true };
  const price = { amount: 500, currency: "CAD" };
  return { ...texts, price, available: true, fewLeft: false, customizations, ...fields };
}

function menuOf(categories: Record<string, string[]>, spicy: string[] = []): FlatMenu {
  const names = [...new Set(Object.values(categories).flat())];
  return {
    shop: "Bodega",
    currency: "CAD",
    currencyDigits: 2,
    categories: Object.entries(categories).map(([name, products]) => {
      const productIds = products.map((one) => `prd_${one}`);
      return { id: `cat_${name}`, name, description: "", inStock: true, productIds };
    }),
    products: names.map((name) => {
      const { customizations: _, ...fields } = product([], {
        id: `prd_${name}`,
        name,
        spiciness: spicy.includes(name) ? 2 : 0,
      });
      return { ...fields, customizationIds: [] };
    }),
    customizations: [],
    addons: [],
  };
}

function found(menu: FlatMenu, words: string): string[] {
  const sections = filtered(catalogOf(menu), { ...NO_FILTER, words });
  return sections.flatMap((section) => section.products.map(({ name }) => name));
}

test("a product is found by its words in any order, without accents and case", () => {
  const menu = menuOf({ Desserts: ["Crème brûlée", "Œuf à la neige"], Cafés: ["Café crème"] });
  assert.deepEqual(found(menu, "brulee creme"), ["Crème brûlée"]);
  assert.deepEqual(found(menu, "CREME"), ["Crème brûlée", "Café crème"]);
  assert.deepEqual(found(menu, "oeuf"), ["Œuf à la neige"]);
  assert.deepEqual(found(menu, "dessert neige"), ["Œuf à la neige"]);
  assert.deepEqual(found(menu, "tea"), []);
  assert.equal(found(menu, "   ").length, 3);
});

test("a fold of a text has no accents, and no case", () => {
  assert.equal(fold("ﬁsh ＆ Straße, Ångström, Smørrebrød"), "fish & strasse, angstrom, smorrebrod");
});

test("a filter is offered only if it makes a difference", () => {
  assert.deepEqual(usefulFilters(catalogOf(menuOf({ All: ["a", "b"] }))), { inStock: false, notSpicy: false });
  const spicy = catalogOf(menuOf({ All: ["a", "b"] }, ["a"]));
  assert.deepEqual(usefulFilters(spicy), { inStock: false, notSpicy: true });
  assert.equal(countProducts(filtered(spicy, { ...NO_FILTER, notSpicy: true })), 1);
});

test("a product in two categories counts once", () => {
  assert.equal(countProducts(catalogOf(menuOf({ One: ["a", "b"], Two: ["a"] })).sections), 2);
});

test("categories have addresses of their own, and those without products are left out", () => {
  const { sections } = catalogOf(
    menuOf({ "Hot drinks": ["a"], "Hot  drinks!": ["b"], Empty: [], 茶: ["c"], "!!": ["d"] }),
  );
  assert.deepEqual(
    sections.map(({ slug }) => slug),
    ["hot-drinks", "hot-drinks-2", "茶", "cat_!!"],
  );
});

test("the address of a product has its name, and is found by its ID alone", () => {
  assert.equal(productPath(product([], { name: "Jalapeño & cheddar loaf" })), "/p/jalapeno-cheddar-loaf-prd_a");
  assert.equal(productPath(product([], { name: "!" })), "/p/prd_a");
  assert.equal(slugOf("抹茶 Latte"), "抹茶-latte");
  for (const path of ["/p/latte-prd_a", "/p/an-old-name-prd_a", "/p/prd_a", "/p/prd_a/"])
    assert.equal(productIdOf(path), "prd_a");
  for (const path of ["/", "/p/", "/p/latte", "/p/prd_", "/cart"]) assert.equal(productIdOf(path), null);
});

test("the lowest price has the cheapest of what must be chosen", () => {
  const cases: [MenuCustomization[], number, boolean][] = [
    [[], 500, false],
    [[group([addon(0), addon(75)])], 500, true],
    [[group([addon(50), addon(75)])], 550, true],
    [[group([addon(50, false), addon(75)])], 575, false],
    [[group([addon(50)])], 550, false],
    [[group([addon(0)])], 500, false],
    [[group([addon(50), addon(75)], { required: false, minimum: 0 })], 500, false],
    [[group([addon(50), addon(75)], { minimum: 3, maximum: 3, maxPerAddon: 2 })], 675, true],
    [[group([addon(50)], { minimum: 2, maximum: 3, maxPerAddon: 3 })], 600, true],
    [[group([addon(50)]), group([addon(20), addon(30)], { id: "cus_b" })], 570, true],
  ];
  for (const [groups, amount, from] of cases) {
    assert.deepEqual(
      lowestPrice(product(groups)),
      { amount: { amount, currency: "CAD" }, from },
      JSON.stringify(groups),
    );
  }
});

test("a product that cannot be ordered has a reason", () => {
  const gone = { available: false };
  assert.equal(soldOutReason(product()), null);
  assert.equal(soldOutReason(product([], { ...gone, inStock: false })), "product");
  assert.equal(soldOutReason(product([group([addon(0, false)])], gone)), "option");
  assert.equal(soldOutReason(product([group([addon(0)], { inStock: false })], gone)), "option");
  assert.equal(soldOutReason(product([group([addon(0)])], gone)), "category");
});

test("chunks have all products in order", () => {
  const items = Array.from({ length: 30 }, (_, place) => place);
  assert.deepEqual(
    chunksOf(items).map((chunk) => chunk.length),
    [12, 12, 6],
  );
  assert.deepEqual(chunksOf(items).flat(), items);
});

test("a card shows the beginning of a long description", () => {
  assert.equal(excerpt("Short."), "Short.");
  const long = "A twisted bun with freshly ground cardamom, pearl sugar, and a crust that crackles when it is warm.";
  assert.equal(excerpt(long), "A twisted bun with freshly ground cardamom, pearl sugar, and a crust that…");
  assert.equal(excerpt("x".repeat(90)), `${"x".repeat(80)}…`);
});
