import assert from "node:assert/strict";
import { test } from "node:test";
import { formatMoney, startMoney } from "./format";

test("amounts have the digits of the shop's currency, which browsers do not know for some", () => {
  const money = { amount: 129_950, currency: "HUF" };
  startMoney({ currencyDigits: 2 });
  assert.match(formatMoney(money), /1,299\.50/);
});
