// Figures as texts, in the language of the browser.

let currency = null;
let digits = 2;
let format = null;

/**
 * Sets the currency of the shop, and the digits of its minor unit, before the first amount is shown. The API states the
 * digits, because browsers show some currencies with other digits than ISO 4217 has: HUF and IDR, for example.
 */
export function useCurrency(code, minorDigits) {
  currency = code;
  digits = minorDigits;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  format = new Intl.NumberFormat(undefined, { style: "currency", currency, ...options });
}

export const shopCurrency = () => currency;

/** Returns an amount as a decimal text, without rounding: 1299 with 2 digits is "12.99". */
export function decimal(minor) {
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  const split = text.length - digits;
  return `${minor < 0 ? "-" : ""}${text.slice(0, split)}${digits ? `.${text.slice(split)}` : ""}`;
}

/** Returns a typed amount in minor units, or null when the text is not an amount: "13,5" with 2 digits is 1350. */
export function minor(text) {
  const found = /^(\d{1,9})(?:[.,](\d*))?$/.exec(text.trim());
  if (!found || (found[2] ?? "").length > digits) return null;
  return Number(found[1] + (found[2] ?? "").padEnd(digits, "0"));
}

export const major = (minor) => Number(decimal(minor));
export const money = (minor) => format.format(decimal(minor));
export const number = (value) => new Intl.NumberFormat().format(value);
