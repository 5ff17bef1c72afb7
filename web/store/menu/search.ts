/** Search and filters of the menu. Pure functions. */

import type { Catalog, Section } from "./catalog";
import type { MenuProduct } from "./types";

const ASCII = /^[\t-~]*$/;

/** Return a text without accents, case, width and ligatures, so that `creme` finds `Crème`. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/ß/g, "ss")
    .replace(/ø/g, "o");
}

export interface Filter {
  words: string;
  inStock: boolean;
  notSpicy: boolean;
}

export const NO_FILTER: Filter = { words: "", inStock: false, notSpicy: false };

/** The searched texts of products, folded once per menu. */
const folded = new WeakMap<Catalog, Map<string, string>>();

/** Return the searched text of each product. The first call for a menu folds all of them. */
export function textsOf(catalog: Catalog): Map<string, string> {
  const known = folded.get(catalog);
  if (known) return known;
  const texts = new Map<string, string>();
  for (const product of catalog.products.values())
    texts.set(product.id, fold(`${product.name} ${product.description}`));
  for (const section of catalog.sections) {
    const name = fold(section.name);
    for (const { id } of section.products) texts.set(id, `${texts.get(id)} ${name}`);
  }
  folded.set(catalog, texts);
  return texts;
}

/** Return the sections with the products that match. Every word has to be in a product's name, description or category. */
export function filtered(catalog: Catalog, filter: Filter): Section[] {
  const words = fold(filter.words).split(/\s+/).filter(Boolean);
  if (!words.length && !filter.inStock && !filter.notSpicy) return catalog.sections;
  const texts = words.length ? textsOf(catalog) : null;
  const matches = (product: MenuProduct) =>
    (!filter.inStock || product.available) &&
    (!filter.notSpicy || product.spiciness === 0) &&
    words.every((word) => texts?.get(product.id)?.includes(word));
  return catalog.sections
    .map((section) => ({ ...section, products: section.products.filter(matches) }))
    .filter((section) => section.products.length);
}

/** Return the number of products in sections. A product in two sections counts once. */
export function countProducts(sections: readonly Section[]): number {
  return new Set(sections.flatMap((section) => section.products.map((product) => product.id))).size;
}

/** Return which filters make a difference in this menu. */
export function usefulFilters(catalog: Catalog): { inStock: boolean; notSpicy: boolean } {
  const products = [...catalog.products.values()];
  const some = (test: (product: MenuProduct) => boolean) => products.some(test) && !products.every(test);
  return { inStock: some((product) => product.available), notSpicy: some((product) => product.spiciness === 0) };
}
