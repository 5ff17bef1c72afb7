// Figures as texts, in the language of the browser.

let currency = null;

/** Sets the currency of the shop, before the first amount is shown. */
export function useCurrency(code) {
  currency = code;
}

export const shopCurrency = () => currency;

const digits = () => new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
export const major = (minor) => minor / 10 ** digits();
export const money = (minor) => new Intl.NumberFormat(undefined, { style: "currency", currency }).format(major(minor));
export const number = (value) => new Intl.NumberFormat().format(value);
