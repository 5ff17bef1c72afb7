/** Amounts of money: integers in the currency's minor unit. `digits` are the `currencyDigits` of the menu or the store. */

import type { Money } from "./schema.ts";

const formats = new Map<string, Intl.NumberFormat>();

/**
 * Returns an amount as people write it: "$4.50", or "4,50 $" in French. With the shop's `digits`, not the browser's:
 * browsers show some currencies with fewer.
 */
export function formatMoney(
  { amount, currency }: Money,
  digits: number,
  locale?: string,
  display: "symbol" | "narrowSymbol" | "code" | "name" = "symbol",
): string {
  const key = [currency, digits, locale, display].join();
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: display,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(amount / 10 ** digits);
}

/**
 * Reads an amount as people type it: "4.50", "4,5", "$1,234.50", "1 234,50 €". Returns undefined if it is none.
 *
 * Point and comma both separate decimals or thousands. Only "1,234" in a currency with three digits can be read in two
 * ways: it is 1234 if the locale separates thousands so, and 1.234 otherwise.
 */
export function parseMoney(text: string, currency: string, digits: number, locale?: string): Money | undefined {
  const bare = text.replace(/\p{L}+|\p{Sc}|[\s'’]/gu, "");
  const [, whole = "", mark, decimals = ""] = /^([\d.,]*?)(?:([.,])(\d*))?$/.exec(bare) ?? [];
  const isDecimal =
    decimals.length <= digits && !whole.includes(mark ?? " ") && !(decimals.length === 3 && isGroup(mark, locale));
  const [integer, fraction] = isDecimal ? [whole, decimals] : [bare, ""];
  if (!/^(\d+|[1-9]\d{0,2}([.,])(\d{2,3}\2)*\d{3}|)$/.test(integer) || !(integer + fraction)) return;
  const amount = Number(integer.replace(/\D/g, "") + fraction.padEnd(digits, "0"));
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined;
}

/** Returns the sum of amounts. Raises: RangeError if their currencies differ. */
export function addMoney(first: Money, ...others: readonly Money[]): Money {
  let { amount } = first;
  for (const other of others) {
    if (other.currency !== first.currency) throw new RangeError(`${other.currency} is not ${first.currency}.`);
    amount += other.amount;
  }
  return { amount, currency: first.currency };
}

/** Returns whether a locale separates thousands with this mark. */
const isGroup = (mark: string | undefined, locale: string | undefined) =>
  !!locale && new Intl.NumberFormat(locale).format(10_000).includes(mark ?? " ");
