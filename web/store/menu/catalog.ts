/** The menu in the form that the pages read: products with their options, in sections. Pure functions. */

import { nest } from "bodega-client";
import { fold } from "./search";
import type { FlatMenu, MenuAddon, MenuCustomization, MenuProduct, Money } from "./types";

export interface Section {
  id: string;
  /** The fragment of the section's address: `coffee`. */
  slug: string;
  name: string;
  description: string;
  products: MenuProduct[];
}

export interface Catalog {
  sections: Section[];
  products: ReadonlyMap<string, MenuProduct>;
}

/** Return the menu in sections. Categories without products are left out. */
export function catalogOf(menu: FlatMenu): Catalog {
  const slugs = new Set<string>();
  const sections = nest(menu).categories.map(({ id, name, description, products }) => {
    return { id, slug: unused(slugOf(name) || id, slugs), name, description, products };
  });
  const products = sections.flatMap((section) => section.products.map((product) => [product.id, product] as const));
  return { sections: sections.filter((section) => section.products.length), products: new Map(products) };
}

function unused(slug: string, taken: Set<string>): string {
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = `${slug}-${number}`;
  taken.add(free);
  return free;
}

/** Return a name as part of an address: `creme-brulee`. Letters of all scripts stay. */
export function slugOf(name: string): string {
  return fold(name)
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** Return the path of a product: `/p/flat-white-prd_…`. */
export function productPath(product: Pick<MenuProduct, "id" | "name">): string {
  return `/p/${[slugOf(product.name), product.id].filter(Boolean).join("-")}`;
}

/** Return the ID in a product's path, or null. The name may be missing or an old one. */
export function productIdOf(path: string): string | null {
  return /^\/p\/(?:.*-)?(prd_\w+)\/?$/.exec(path)?.[1] ?? null;
}

/** How many characters of a description a card shows. */
const EXCERPT = 80;

/** Return the beginning of a description, cut between two words. */
export function excerpt(description: string): string {
  if (description.length <= EXCERPT) return description;
  return `${description.slice(0, EXCERPT).replace(/[\s,;:.]*\s\S*$/, "")}…`;
}

export interface Price {
  amount: Money;
  /** Whether a choice that the customer must make can cost more. */
  from: boolean;
}

/** Return the lowest price at which a product can be ordered, with the cheapest options that it requires. */
export function lowestPrice(product: MenuProduct): Price {
  const required = product.customizations.filter((group) => group.required && group.minimum > 0);
  const extra = required.reduce((sum, group) => sum + cheapest(group), 0);
  return {
    amount: { ...product.price, amount: product.price.amount + extra },
    from: required.some((group) =>
      group.addons.some((addon) => addon.inStock && addon.price.amount > 0 && canCostMore(group)),
    ),
  };
}

/** Return the price of the cheapest choice that meets the minimum of a group. */
function cheapest(group: MenuCustomization): number {
  const prices = offered(group)
    .flatMap((addon) => Array<number>(Math.min(group.maxPerAddon, group.minimum)).fill(addon.price.amount))
    .sort((one, other) => one - other);
  return prices.slice(0, group.minimum).reduce((sum, price) => sum + price, 0);
}

/** Return whether a group has a choice that costs more than its cheapest one. */
function canCostMore(group: MenuCustomization): boolean {
  const prices = new Set(offered(group).map((addon) => addon.price.amount));
  return prices.size > 1 || group.maximum > group.minimum;
}

function offered(group: MenuCustomization): MenuAddon[] {
  const inStock = group.addons.filter((addon) => addon.inStock);
  return inStock.length ? inStock : group.addons;
}

/** Why a product cannot be ordered: by itself, because of an option, or because its categories are not served now. */
export type SoldOut = "product" | "option" | "category";

export function soldOutReason(product: MenuProduct): SoldOut | null {
  if (product.available) return null;
  if (!product.inStock) return "product";
  return product.customizations.some(isShort) ? "option" : "category";
}

/** Return whether a required group has too few options in stock. */
function isShort(group: MenuCustomization): boolean {
  const possible = group.addons.filter((addon) => addon.inStock).length * group.maxPerAddon;
  return group.required && (!group.inStock || possible < group.minimum);
}
