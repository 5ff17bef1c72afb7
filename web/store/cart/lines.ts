/** The lines of a cart: what they are, how they are stored, and the limits of the API. Pure functions. */

import type { Money } from "../menu/types";

export interface Choice {
  addonId: string;
  quantity: number;
}

export interface Selection {
  customizationId: string;
  addons: Choice[];
}

/** What a customer wants to buy, as in the body of a quote. */
export interface LineFields {
  productId: string;
  quantity: number;
  selections: Selection[];
  note: string | null;
}

/** A line of the cart. `seen` is the name and the price of one piece that the customer saw when they added it. */
export interface CartLine extends LineFields {
  key: string;
  seen: { name: string; unit: Money } | null;
}

/** The limits of `POST /orders/quote` and `POST /orders`. */
export const LIMITS = { lines: 50, pieces: 100, allPieces: 1000, addons: 50, allAddons: 200, note: 200 } as const;

export type Limit = keyof typeof LIMITS;

/** Return the limit of the API that these lines exceed, or null. */
export function exceeded(lines: readonly LineFields[]): Limit | null {
  const entries = lines.map(addonEntries);
  if (lines.length > LIMITS.lines) return "lines";
  if (lines.some((line) => line.quantity > LIMITS.pieces)) return "pieces";
  if (sum(lines.map((line) => line.quantity)) > LIMITS.allPieces) return "allPieces";
  if (entries.some((count) => count > LIMITS.addons)) return "addons";
  if (sum(entries) > LIMITS.allAddons) return "allAddons";
  if (lines.some((line) => [...(line.note ?? "")].length > LIMITS.note)) return "note";
  return null;
}

/** Return how many entries a line counts for in the API's limits of addons. */
function addonEntries(line: LineFields): number {
  return sum(line.selections.map((selection) => selection.addons.length || 1));
}

/** Return the lines as the body of a quote or an order has them. */
export function bodyOf(lines: readonly LineFields[]): LineFields[] {
  return lines.map(({ productId, quantity, selections, note }) => ({ productId, quantity, selections, note }));
}

/** Return the lines with one more. A line for the same thing at the same price gets its pieces instead. */
export function withLine(lines: readonly CartLine[], added: CartLine): CartLine[] {
  const same = lines.find((line) => isSame(line, added) && line.quantity + added.quantity <= LIMITS.pieces);
  if (!same) return [...lines, added];
  return lines.map((line) => (line === same ? { ...line, quantity: line.quantity + added.quantity } : line));
}

/** Return the lines without the pieces of an ordered line. */
export function withoutLine(lines: readonly CartLine[], ordered: LineFields): readonly CartLine[] {
  const content = ({ productId, selections, note }: LineFields) => JSON.stringify([productId, selections, note]);
  const same = lines.find((line) => content(line) === content(ordered));
  return lines.flatMap((line) => {
    if (line !== same) return [line];
    return line.quantity > ordered.quantity ? [{ ...line, quantity: line.quantity - ordered.quantity }] : [];
  });
}

function isSame(one: CartLine, other: CartLine): boolean {
  const content = ({ productId, selections, note, seen }: CartLine) =>
    JSON.stringify([productId, selections, note, seen?.unit.amount, seen?.unit.currency]);
  return content(one) === content(other);
}

/** The version of the stored form. Raise it when the form changes, and let `parse` read the older one too. */
const VERSION = 1;

export function stored(lines: readonly CartLine[]): string {
  return JSON.stringify({ version: VERSION, lines });
}

/** Return the lines of a stored cart of any version. Lines that cannot be read are left out. */
export function parse(text: string | null): CartLine[] {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    const lines = Array.isArray(value) ? value : field(value, "lines");
    return Array.isArray(lines) ? lines.flatMap(lineOf).slice(0, LIMITS.lines) : [];
  } catch {
    return [];
  }
}

function lineOf(value: unknown, place: number): CartLine[] {
  const productId = field(value, "productId");
  if (!isId(productId, "prd")) return [];
  const selections = field(value, "selections");
  const key = field(value, "key");
  const note = field(value, "note");
  return [
    {
      key: typeof key === "string" && key ? key : `${place}-${productId}`,
      productId,
      quantity: pieces(field(value, "quantity")),
      selections: Array.isArray(selections) ? selections.flatMap(selectionOf) : [],
      note: typeof note === "string" && note ? [...note].slice(0, LIMITS.note).join("") : null,
      seen: seenOf(field(value, "seen")),
    },
  ];
}

function selectionOf(value: unknown): Selection[] {
  const customizationId = field(value, "customizationId");
  const addons = field(value, "addons");
  if (!isId(customizationId, "cus") || !Array.isArray(addons)) return [];
  return [{ customizationId, addons: addons.flatMap(choiceOf) }];
}

function choiceOf(value: unknown): Choice[] {
  const addonId = field(value, "addonId");
  return isId(addonId, "add") ? [{ addonId, quantity: pieces(field(value, "quantity")) }] : [];
}

function seenOf(value: unknown): CartLine["seen"] {
  const name = field(value, "name");
  const amount = field(field(value, "unit"), "amount");
  const currency = field(field(value, "unit"), "currency");
  if (typeof name !== "string" || !Number.isSafeInteger(amount) || typeof currency !== "string") return null;
  return { name, unit: { amount: amount as number, currency } };
}

function pieces(value: unknown): number {
  return Number.isSafeInteger(value) ? Math.min(Math.max(value as number, 1), LIMITS.pieces) : 1;
}

function isId(value: unknown, kind: string): value is string {
  return typeof value === "string" && new RegExp(`^${kind}_\\w+$`).test(value);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
