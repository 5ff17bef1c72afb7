import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, type Screen } from "./match";

const menu: Screen = () => null;
const order: Screen = () => null;
const routes = { "/": menu, "/p/:name": menu, "/o/:id": order };

test("a page has the screen of the pattern that fits", () => {
  assert.deepEqual(chosen(routes, "/"), { route: menu, params: {} });
  assert.deepEqual(chosen(routes, "/o/ord_1"), { route: order, params: { id: "ord_1" } });
  assert.deepEqual(chosen(routes, "/p/caf%C3%A9-prd_1"), { route: menu, params: { name: "café-prd_1" } });
});

test("a page that no pattern fits has no screen", () => {
  for (const page of ["/o", "/o/", "/o/a/b", "/x", "/p"]) assert.equal(chosen(routes, page), null, page);
});

test("a part that is not encoded well is taken as it is", () => {
  assert.deepEqual(chosen(routes, "/o/%E0%A4%A")?.params, { id: "%E0%A4%A" });
});
