/** The rules of the menu: what a choice costs, and what is wrong with it. They are those of `POST /orders/quote`. */

import type { FlatMenu, Menu, MenuCustomization, MenuProduct, Money, SelectionFields } from "./schema.ts";

/** The addons that are chosen from one customization, as in the body of a quote. */
export type Selection = SelectionFields;

/** What is wrong with a choice. `pointer` is a place in the line of a quote. */
export interface ChoiceProblem {
  readonly code: "not_available" | "choice_not_offered" | "choice_missing" | "choice_too_many";
  readonly pointer: string;
  readonly productId?: string;
  readonly customizationId?: string;
  readonly addonId?: string;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Returns the price of one piece of a product with the chosen addons. */
export function priceOf(product: MenuProduct, selections: readonly Selection[] = []): Money {
  let { amount } = product.price;
  for (const { customizationId, addons = [] } of selections) {
    const offered = find(product.customizations, customizationId)?.addons ?? [];
    for (const { addonId, quantity = 1 } of addons) amount += (find(offered, addonId)?.price.amount ?? 0) * quantity;
  }
  return { ...product.price, amount };
}

/**
 * Returns what is wrong with a choice, in the order in which a quote lists it. Empty: the product can be ordered so.
 *
 * The menu does not know how many pieces are left. Only a quote compares the stock.
 */
export function problemsOf(product: MenuProduct, selections: readonly Selection[] = []): ChoiceProblem[] {
  const problems: ChoiceProblem[] = [];
  if (!product.inStock) problems.push({ code: "not_available", pointer: "/productId", productId: product.id });
  const named = new Set<string>();
  selections.forEach((selection, place) => {
    const { customizationId } = selection;
    const pointer = `/selections/${place}`;
    const customization = find(product.customizations, customizationId);
    if (customization && !named.has(customizationId))
      problems.push(...problemsOfSelection(customization, selection, pointer));
    else problems.push({ code: "choice_not_offered", pointer: `${pointer}/customizationId`, customizationId });
    named.add(customizationId);
  });
  for (const { id: customizationId, required, inStock, minimum } of product.customizations) {
    if (!required || named.has(customizationId)) continue;
    if (inStock) problems.push({ code: "choice_missing", pointer: "/selections", customizationId, minimum });
    else problems.push({ code: "not_available", pointer: "/productId", customizationId });
  }
  return problems;
}

function problemsOfSelection(group: MenuCustomization, { addons = [] }: Selection, at: string): ChoiceProblem[] {
  const { id: customizationId, required, minimum, maximum, maxPerAddon } = group;
  if (!group.inStock && (addons.length || required)) {
    return [{ code: "not_available", pointer: `${at}/customizationId`, customizationId }];
  }
  const problems: ChoiceProblem[] = [];
  const named = new Set<string>();
  let chosen = 0;
  addons.forEach(({ addonId, quantity = 1 }, place) => {
    const pointer = `${at}/addons/${place}`;
    const both = { customizationId, addonId };
    const addon = find(group.addons, addonId);
    if (!addon || named.has(addonId))
      problems.push({ code: "choice_not_offered", pointer: `${pointer}/addonId`, ...both });
    else if (!addon.inStock) problems.push({ code: "not_available", pointer: `${pointer}/addonId`, ...both });
    else if (quantity > maxPerAddon) {
      problems.push({ code: "choice_too_many", pointer: `${pointer}/quantity`, ...both, maximum: maxPerAddon });
    }
    named.add(addonId);
    chosen += addon ? quantity : 0;
  });
  const pointer = `${at}/addons`;
  if (chosen < minimum && (chosen || required))
    problems.push({ code: "choice_missing", pointer, customizationId, minimum });
  else if (chosen > maximum) problems.push({ code: "choice_too_many", pointer, customizationId, maximum });
  return problems;
}

/** Returns the flat shape of a nested menu: each item once, with the IDs of what it refers to. */
export function flatten({ categories, ...shop }: Menu): FlatMenu {
  const nested = categories.flatMap((category) => category.products);
  const groups = nested.flatMap((product) => product.customizations);
  return {
    ...shop,
    categories: categories.map(({ products, ...category }) => ({ ...category, productIds: ids(products) })),
    products: once(nested).map(({ customizations, ...product }) => ({
      ...product,
      customizationIds: ids(customizations),
    })),
    customizations: once(groups).map(({ addons, ...group }) => ({ ...group, addonIds: ids(addons) })),
    addons: once(groups.flatMap((group) => group.addons)),
  };
}

/** Returns the nested shape of a flat menu: each item inside the item that refers to it. Shared items are one object. */
export function nest({ categories, products, customizations, addons, ...shop }: FlatMenu): Menu {
  const addon = pick(addons);
  const customization = pick(customizations.map(({ addonIds, ...rest }) => ({ ...rest, addons: addon(addonIds) })));
  const product = pick(
    products.map(({ customizationIds, ...rest }) => ({ ...rest, customizations: customization(customizationIds) })),
  );
  return {
    ...shop,
    categories: categories.map(({ productIds, ...rest }) => ({ ...rest, products: product(productIds) })),
  };
}

type Item = { readonly id: string };

const find = <T extends Item>(items: readonly T[], id: string) => items.find((item) => item.id === id);
const ids = (items: readonly Item[]) => items.map((item) => item.id);

/** Returns each item once, in the order of the IDs: the oldest first. */
const once = <T extends Item>(items: readonly T[]): T[] =>
  [...new Map(items.map((item) => [item.id, item])).values()].sort((one, other) => (one.id < other.id ? -1 : 1));

function pick<T extends Item>(items: readonly T[]): (wanted: readonly string[]) => T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  return (wanted) => wanted.flatMap((id) => byId.get(id) ?? []);
}
