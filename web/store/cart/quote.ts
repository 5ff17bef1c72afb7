/** The price of the cart as the shop quotes it. It is asked for while something shows it, and after each change. */

import { computed, effect, signal } from "@preact/signals";
import type { Schemas } from "bodega-client";
import { shop, storeState } from "../shop";
import { cart } from "./cart";
import { bodyOf } from "./lines";

type Quote = Schemas["Quote"];
type QuoteFields = Schemas["QuoteFields"];

/** How long the cart has to stay the same before it is quoted, in milliseconds. */
const PAUSE = 250;

/** What the checkout adds to the cart: the fulfilment and the tip. Without it, the quote is for as soon as possible. */
export const wishes = signal<Partial<Pick<QuoteFields, "fulfilment" | "tip">>>({});

/** The body of the quote, or null for an empty cart. */
export const quoteFields = computed<QuoteFields | null>(() => {
  const type = storeState.value?.fulfilments[0] ?? "pickup";
  return cart.value.length ? { fulfilment: { type }, ...wishes.value, lines: bodyOf(cart.value) } : null;
});

/** The latest quote. It stays while a newer one is on its way; null: there is none. */
export const quote = signal<Quote | null>(null, { watched, unwatched });

/** `fresh`: the quote is that of the cart. `failed`: `quoteError` says why. */
export const quoteState = signal<"empty" | "loading" | "fresh" | "failed">("empty");
export const quoteError = signal<unknown>(null);

export interface QuotedLine {
  line: Schemas["Line"] | null;
  problems: Schemas["OrderProblem"][];
}

let keys: string[] = [];

/** What the latest quote says about each line of the cart, by the line's key. */
export const quotedLines = computed<ReadonlyMap<string, QuotedLine>>(() => {
  const current = quote.value;
  if (!current) return new Map();
  const entries = keys.map((key, place): [string, QuotedLine] => {
    const line = current.lines.find((one) => one.line === place + 1) ?? null;
    return [key, { line, problems: current.problems.filter(({ pointer }) => pointer.startsWith(`/lines/${place}/`)) }];
  });
  return new Map(entries);
});

let isWatched = false;
let stopWatching: (() => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let request: AbortController | null = null;

function watched(): void {
  isWatched = true;
  // Later, because a component that is being rendered must not change signals.
  queueMicrotask(start);
}

function unwatched(): void {
  isWatched = false;
  stopWatching?.();
  stopWatching = null;
  clearTimeout(timer);
  request?.abort();
}

function start(): void {
  if (stopWatching || !isWatched) return;
  const first = !quote.peek();
  let pause = first ? 0 : PAUSE;
  const stopEffect = effect(() => {
    quoteFields.value;
    schedule(pause);
    pause = PAUSE;
  });
  document.addEventListener("visibilitychange", whenVisible);
  stopWatching = () => {
    stopEffect();
    document.removeEventListener("visibilitychange", whenVisible);
  };
}

function whenVisible(): void {
  if (!document.hidden) schedule(0);
}

function schedule(pause: number): void {
  clearTimeout(timer);
  request?.abort();
  quoteState.value = quoteFields.peek() ? "loading" : "empty";
  timer = setTimeout(requote, pause);
}

/** Ask for a quote now. */
export async function requote(): Promise<void> {
  const fields = quoteFields.peek();
  const asked = cart.peek().map((line) => line.key);
  request?.abort();
  if (!fields) {
    quote.value = null;
    quoteState.value = "empty";
    return;
  }
  const mine = new AbortController();
  request = mine;
  quoteState.value = "loading";
  try {
    const answer = await shop.orders.quote(fields, { signal: mine.signal });
    if (request !== mine) return;
    keys = asked;
    quote.value = answer;
    quoteState.value = "fresh";
  } catch (error) {
    if (request !== mine || mine.signal.aborted) return;
    quoteError.value = error;
    quoteState.value = "failed";
  }
}
