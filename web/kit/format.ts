/** Amounts, dates and times, in the customer's language and in the shop's currency and time zone. */
import { signal } from "@preact/signals";
import { formatMoney as formatAmount } from "bodega-client";
import { locale } from "./i18n";

export interface Money {
  /** In minor units: 450 is 4.50. */
  amount: number;
  currency: string;
}

let timeZone = "UTC";

/** Set the time zone of the shop. Call it once, before anything is shown. */
export function startFormats(zone: string): void {
  timeZone = zone;
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<Format extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => Format): Format {
  const name = `${locale()} ${key}`;
  const known = cache.get(name) as Format | undefined;
  const format = known ?? make();
  cache.set(name, format);
  return format;
}

/**
 * The digits of the currency's minor unit, from the menu or the store. Until one of them is here, the browser's are used,
 * which has fewer for some currencies.
 */
const digits = signal<number | undefined>(undefined);

/** Set the digits of the shop's currency. Amounts that are shown already change. */
export function startMoney({ currencyDigits }: { currencyDigits: number }): void {
  digits.value = currencyDigits;
}

/** Return an amount as a customer reads it: `$4.50`, `4,50 $`. */
export function formatMoney({ amount, currency }: Money): string {
  return formatAmount({ amount, currency }, digits.value ?? digitsOf(currency), locale(), "narrowSymbol");
}

function digitsOf(currency: string): number {
  const format = cached(currency, () => new Intl.NumberFormat("en", { style: "currency", currency }));
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Return the time of day, for example `2:30 p.m.`. */
export function formatTime(at: string | Date): string {
  return formatDate(at, { hour: "numeric", minute: "2-digit" });
}

/** Return the day of the week and the date, for example `Friday, December 4`. */
export function formatDay(at: string | Date): string {
  return formatDate(at, { weekday: "long", month: "long", day: "numeric" });
}

/** Return how many days from today a time is, in the time zone of the shop: 0 is today, 1 tomorrow. */
export function daysFromToday(at: string | Date, now: Date = new Date()): number {
  const day = (moment: Date) => Date.parse(new Intl.DateTimeFormat("en-CA", { timeZone }).format(moment));
  return Math.round((day(new Date(at)) - day(now)) / 86_400_000);
}

/** Return a date by the options of `Intl.DateTimeFormat`. */
export function formatDate(at: string | Date, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  return cached(key, () => new Intl.DateTimeFormat(locale(), { timeZone, ...options })).format(new Date(at));
}
