import assert from "node:assert/strict";
import { test } from "node:test";
import document from "../../../docs/openapi.json" with { type: "json" };
import { COUNTRIES, countryOf, namedCountries, needsCity } from "./addresses/countries";
import { dialable } from "./phone";
import { merge } from "./profile/merge";
import { device } from "./sessions/device";
import { comeback, withComeback } from "./signin/comeback";

const address = document.components.schemas.AddressFields.properties;

test("the countries are those of the API document", () => {
  assert.deepEqual([...COUNTRIES].sort(), [...address.country.enum].sort());
});

test("a city is required where the API document requires it", () => {
  const listed = address.city.description.match(/\b[A-Z]{2}\b/g) ?? [];
  assert.ok(listed.length > 5);
  assert.deepEqual(
    COUNTRIES.filter((code) => !needsCity(code)),
    listed,
  );
});

test("countries have names in the language, in its order", () => {
  const names = namedCountries("fr").map(({ name }) => name);
  assert.ok(names.indexOf("Émirats arabes unis") < names.indexOf("Finlande"));
  assert.equal(namedCountries("en").find(({ code }) => code === "CA")?.name, "Canada");
});

test("the country of the shop's locale is preselected", () => {
  assert.equal(countryOf("en-CA"), "CA");
  assert.equal(countryOf("fr"), "FR");
});

for (const [typed, sent] of [
  ["+1 (514) 555-0123", "+15145550123"],
  ["0044 20.7946.0958", "+442079460958"],
  ["+33\u00a01\u201123", "+33123"],
  ["514 555 0123", "5145550123"],
  ["  ", null],
] as const) {
  test(`the telephone number "${typed}" is sent as ${sent}`, () => assert.equal(dialable(typed), sent));
}

for (const path of [
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "evil",
  "/\t/evil.example",
  "javascript:x",
  "/a\\b",
  "",
]) {
  test(`a log-in does not lead to ${JSON.stringify(path)}`, () => {
    assert.equal(comeback(`?${new URLSearchParams({ next: path })}`, "/account"), "/account");
    assert.equal(withComeback("/login", path), "/login");
  });
}

test("a log-in leads back to the page that asked for it", () => {
  const link = withComeback("/login", "/checkout?slot=2#tip");
  assert.equal(comeback(new URL(link, "http://shop.example").search, "/account"), "/checkout?slot=2#tip");
});

const BASE = { first: "Ada", last: "Lovelace", phone: "" };

test("changes of different fields are merged", () => {
  const merged = merge(BASE, { ...BASE, phone: "+1514" }, { ...BASE, first: "Augusta" });
  assert.deepEqual(merged, { changes: { first: "Augusta" }, elsewhere: ["phone"], conflicts: [] });
});

test("changes of one field are a conflict, unless they are the same", () => {
  const merged = merge(BASE, { ...BASE, first: "A.", last: "King" }, { ...BASE, first: "Augusta", last: "King" });
  assert.deepEqual(merged, {
    changes: {},
    elsewhere: [],
    conflicts: [{ name: "first", theirs: "A.", mine: "Augusta" }],
  });
});

for (const [userAgent, browser, system] of [
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    "Safari",
    "iPhone",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) CriOS/147.0 Mobile/15E148 Safari/604.1",
    "Chrome",
    "iPhone",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537 (KHTML, like Gecko) Chrome/147.0 Safari/537 Edg/147.0",
    "Edge",
    "Windows",
  ],
  ["Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0", "Firefox", "Android"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 (KHTML, like Gecko) HeadlessChrome/147.0 Safari/537",
    "Chrome",
    "Linux",
  ],
  ["curl/8.5.0", "", ""],
] as const) {
  test(`"${browser}" on "${system}" is recognised`, () => assert.deepEqual(device(userAgent), { browser, system }));
}

test("a session without a user agent has no names", () => assert.deepEqual(device(null), { browser: "", system: "" }));
