import assert from "node:assert/strict";
import { test } from "node:test";
import { daysFromToday, formatMoney, formatTime, startFormats } from "./format";
import { chooseLanguage, messages, startLanguage } from "./i18n";
import { fieldErrors, problemText, Refusal } from "./problem";
import { pseudo } from "./pseudo";

const stored = new Map<string, string>();

/** What the modules need of a browser. */
function browser(search: string, languages: string[]): { lang: string } {
  const documentElement = { lang: "" };
  const globals = {
    document: { documentElement },
    location: { search },
    navigator: { languages, onLine: true },
    localStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
    },
  };
  for (const [name, value] of Object.entries(globals))
    Object.defineProperty(globalThis, name, { value, configurable: true });
  return documentElement;
}

const text = messages({
  en: { hello: "Hello, {name}", left: { one: "{count} left", other: "{count} left of {all}" } },
  fr: { hello: "Bonjour {name}", left: { one: "{count} restant", other: "{count} restants sur {all}" } },
});

test("the language is that of the address, the chosen one, the browser's, or the shop's, if the shop offers it", async () => {
  for (const [search, chosen, languages, offered, expected] of [
    ["", null, ["fr-CA", "en"], ["en", "fr"], "fr"],
    ["", null, ["de"], ["en", "fr"], "en"],
    ["", "fr", ["en"], ["en", "fr"], "fr"],
    ["?lang=en", "fr", ["fr"], ["en", "fr"], "en"],
    ["", "fr", ["fr"], ["en"], "en"],
    ["?lang=de", null, ["fr"], ["fr"], "fr"],
  ] as const) {
    stored.clear();
    if (chosen) stored.set("bodega.language", chosen);
    const html = browser(search, [...languages]);
    await startLanguage("en-CA", offered);
    assert.equal(html.lang, expected, `${search} ${chosen} ${languages} ${offered}`);
  }
});

test("a text has its parameters, and the form of its count in the language", async () => {
  browser("", ["en"]);
  await startLanguage("en-CA", ["en", "fr"]);
  assert.equal(text.hello({ name: "Ada" }), "Hello, Ada");
  assert.equal(text.left({ count: 0, all: 5 }), "0 left of 5");
  await chooseLanguage("fr");
  assert.equal(text.left({ count: 0, all: 5 }), "0 restant");
  assert.equal(text.left({ count: 1234, all: 5 }).replace(/\s/, " "), "1 234 restants sur 5");
  assert.equal(stored.get("bodega.language"), "fr");
});

test("the pseudo-language is longer, and keeps the parameters", async () => {
  stored.clear();
  browser("?lang=xx", ["en"]);
  await startLanguage("en-CA", ["en"]);
  assert.match(text.hello({ name: "Ada" }), /^⟦Hé.*, Ada.* ~⟧$/);
  assert.ok(pseudo("Add to cart").length >= "Add to cart".length * 1.4);
});

test("amounts, times and days are those of the language and of the shop's currency and time zone", async () => {
  stored.clear();
  browser("", ["fr"]);
  startFormats("America/Toronto");
  await startLanguage("en-CA", ["en", "fr"]);
  const spaces = /[\u00a0\u202f]/g;
  assert.equal(formatMoney({ amount: 450, currency: "CAD" }).replace(spaces, " "), "4,50 $");
  assert.equal(formatMoney({ amount: 450, currency: "JPY" }).replace(spaces, " "), "450 ¥");
  assert.equal(formatTime("2026-11-30T17:30:00.000Z").replace(spaces, " "), "12 h 30");
  await chooseLanguage("en");
  assert.equal(formatMoney({ amount: 450, currency: "CAD" }), "$4.50");
  const lateEvening = new Date("2026-12-01T04:30:00Z"); // 23:30 on 30 November in Toronto
  assert.equal(daysFromToday("2026-12-01T05:30:00Z", lateEvening), 1);
  assert.equal(daysFromToday("2026-12-01T04:59:00Z", lateEvening), 0);
});

test("a refusal has a text for the form and for its fields", () => {
  const refusal = new Refusal("", { "/email": "Taken." });
  assert.deepEqual([...fieldErrors(refusal)], [["/email", "Taken."]]);
  assert.equal(problemText(refusal), "Taken.");
  assert.equal(problemText(new Refusal("No.")), "No.");
});
