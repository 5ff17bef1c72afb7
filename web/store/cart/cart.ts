/**
 * The cart of this browser. It survives a reload, and all tabs of the shop share it.
 *
 * `cart` has the lines as a quote takes them. A line also remembers the price that the customer saw, to compare it with the
 * quote; no price is ever sent. The functions that add or change a line return the limit of the API that keeps them from it,
 * or null.
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { addMoney } from "bodega-client";
import { recall, remember } from "../../kit/storage";
import type { Money } from "../menu/types";
import { type CartLine, exceeded, type Limit, type LineFields, parse, stored, withLine, withoutLine } from "./lines";

export type { CartLine, Limit, LineFields } from "./lines";

const KEY = "bodega.cart";

const lines = signal<readonly CartLine[]>(parse(recall(KEY)));
let written: string | null = null;

addEventListener("storage", (event) => {
  if (event.key === KEY) lines.value = parse(event.newValue);
});

export const cart: ReadonlySignal<readonly CartLine[]> = lines;

/** The number of pieces in the cart. */
export const cartCount = computed(() => lines.value.reduce((sum, line) => sum + line.quantity, 0));

/** The sum of the prices that the customer saw, without taxes; null if a line has none. The quote has the real total. */
export const cartTotal = computed<Money | null>(() => {
  const amounts = lines.value.map(
    ({ seen, quantity }) => seen && { ...seen.unit, amount: seen.unit.amount * quantity },
  );
  const [first, ...rest] = amounts.filter((amount) => amount !== null);
  return first && amounts.every((amount) => amount?.currency === first.currency) ? addMoney(first, ...rest) : null;
});

/** Add a line. If the cart has a line for the same thing, its quantity grows instead. */
export function addLine(line: LineFields, seen: CartLine["seen"]): Limit | null {
  return change((current) => withLine(current, { ...line, seen, key: newKey() }));
}

/** Return the limit that adding this line would exceed, or null. Nothing changes. */
export function limitFor(line: LineFields, replaced?: string): Limit | null {
  const others = lines.value.filter((one) => one.key !== replaced);
  return exceeded(withLine(others, { ...line, seen: null, key: "" }));
}

/** Change fields of a line, for example its quantity. */
export function changeLine(key: string, fields: Partial<Omit<CartLine, "key">>): Limit | null {
  return change((current) => current.map((line) => (line.key === key ? { ...line, ...fields } : line)));
}

/** Add a copy of a line below it, to be changed. */
export function duplicateLine(key: string): Limit | null {
  return change((current) =>
    current.flatMap((line) => (line.key === key ? [line, { ...line, key: newKey() }] : [line])),
  );
}

/** Remove a line. Returns a function that puts it back in its place. */
export function removeLine(key: string): () => Limit | null {
  const place = lines.value.findIndex((line) => line.key === key);
  const removed = lines.value[place];
  write(latest().filter((line) => line.key !== key));
  return () => (removed ? change((current) => current.toSpliced(place, 0, removed)) : null);
}

/** Remove what was ordered. What another tab has added since stays. */
export function removeOrdered(ordered: readonly LineFields[]): void {
  write(ordered.reduce(withoutLine, latest()));
}

function change(edit: (current: readonly CartLine[]) => CartLine[]): Limit | null {
  const next = edit(latest());
  const limit = exceeded(next);
  if (!limit) write(next);
  return limit;
}

/** Return the stored lines: another tab can have written them before its event came. Without storage, those of this page. */
function latest(): readonly CartLine[] {
  const text = recall(KEY);
  return text === null || text === written ? lines.value : parse(text);
}

function write(next: readonly CartLine[]): void {
  written = stored(next);
  remember(KEY, written);
  lines.value = next;
}

function newKey(): string {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 10);
}
