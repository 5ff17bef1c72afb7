import assert from "node:assert/strict";
import { test } from "node:test";
import { addMoney, formatMoney, parseMoney } from "../src/index.ts";

const spaces = (text: string) => text.replace(/\s/g, " ");

for (const [amount, currency, digits, locale, text] of [
  [450, "CAD", 2, "en-CA", "$4.50"],
  [450, "CAD", 2, "fr-CA", "4,50 $"],
  [123456789, "EUR", 2, "fr-FR", "1 234 567,89 €"],
  [1299, "JPY", 0, "en", "¥1,299"],
  [1299, "KWD", 3, "en", "KWD 1.299"],
  [1299, "HUF", 2, "en", "HUF 12.99"], // browsers show the forint without decimals
  [-75, "CAD", 2, "en-CA", "-$0.75"],
  [500_000_000_000, "IDR", 2, "en", "IDR 5,000,000,000.00"],
] as const) {
  test(`${amount} ${currency} is ${text} in ${locale}`, () => {
    assert.equal(spaces(formatMoney({ amount, currency }, digits, locale)), text);
  });
}

test("a currency can be shown by its narrow symbol", () => {
  assert.equal(formatMoney({ amount: 450, currency: "CAD" }, 2, "en-US"), "CA$4.50");
  assert.equal(formatMoney({ amount: 450, currency: "CAD" }, 2, "en-US", "narrowSymbol"), "$4.50");
});

for (const [text, digits, amount] of [
  ["4.50", 2, 450],
  ["4,50", 2, 450],
  ["4,5", 2, 450],
  ["4", 2, 400],
  ["4.", 2, 400],
  [".5", 2, 50],
  ["0", 2, 0],
  ["  4,50 $ ", 2, 450],
  ["CA$ 4.50", 2, 450],
  ["1,234.50", 2, 123450],
  ["1 234,50 €", 2, 123450],
  ["1\u202f234,50", 2, 123450],
  ["1.234,50", 2, 123450],
  ["1’234.50", 2, 123450],
  ["1,234,567", 2, 123456700],
  ["1,23,456.50", 2, 12345650],
  ["1,234", 2, 123400],
  ["1,234", 0, 1234],
  ["1234", 0, 1234],
  ["1.234", 3, 1234],
  ["1,234.567", 3, 1234567],
  ["0.505", 3, 505],
  ["", 2, undefined],
  [".", 2, undefined],
  ["abc", 2, undefined],
  ["-4", 2, undefined],
  ["4.505", 0, 4505],
  ["0.505", 2, undefined],
  ["12,5", 0, undefined],
  ["1,23,4", 2, undefined],
  ["1,2345", 2, undefined],
  ["1.2.3", 2, undefined],
  ["4.50.", 2, undefined],
  ["1,234,56", 2, undefined],
  ["1.234,567.89", 2, undefined],
  ["4:50", 2, undefined],
  ["99999999999999999", 2, undefined],
] as const) {
  test(`${JSON.stringify(text)} with ${digits} digits is ${amount ?? "no amount"}`, () => {
    assert.deepEqual(parseMoney(text, "CAD", digits), amount === undefined ? undefined : { amount, currency: "CAD" });
  });
}

test("with three digits, the locale decides whether a mark separates thousands", () => {
  assert.equal(parseMoney("1,234", "KWD", 3, "en")?.amount, 1_234_000);
  assert.equal(parseMoney("1,234", "KWD", 3, "fr")?.amount, 1234);
  assert.equal(parseMoney("1.234", "KWD", 3, "en")?.amount, 1234);
});

test("what is formatted is parsed to the same amount", () => {
  for (const locale of ["en-CA", "fr-CA", "fr-FR", "de-CH", "en-IN"]) {
    for (const [digits, currency] of [
      [0, "JPY"],
      [2, "CAD"],
      [3, "KWD"],
    ] as const) {
      for (const amount of [0, 5, 50, 999, 1000, 123456, 98765432]) {
        const money = { amount, currency };
        assert.deepEqual(
          parseMoney(formatMoney(money, digits, locale), currency, digits, locale),
          money,
          `${amount} ${currency} ${locale}`,
        );
      }
    }
  }
});

test("amounts of one currency are added", () => {
  const cad = (amount: number) => ({ amount, currency: "CAD" });
  assert.deepEqual(addMoney(cad(450), cad(75), cad(-25)), cad(500));
  assert.deepEqual(addMoney(cad(450)), cad(450));
  assert.throws(() => addMoney(cad(450), { amount: 1, currency: "EUR" }), RangeError);
});
