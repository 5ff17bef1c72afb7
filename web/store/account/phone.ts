/**
 * Return a telephone number as the API takes it: E.164 without separators. "+1 (514) 555-0123" and "00 1 514 555 0123"
 * are "+15145550123". A number without a country's code stays as it is typed, and the API says what is missing.
 */
export function dialable(typed: string): string | null {
  const digits = typed.replace(/[\s().\-/\u2010-\u2015\u00a0]/g, "");
  return digits === "" ? null : digits.replace(/^00/, "+");
}
