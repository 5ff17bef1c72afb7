import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf } from "bodega-client";
import type { Selection } from "../cart/lines";
import type { MenuAddon, MenuCustomization, MenuProduct } from "../menu/types";
import {
  type Chosen,
  choose,
  chosenOf,
  countOf,
  groupsOf,
  missingOf,
  obstacleTo,
  preset,
  selectionsOf,
} from "./choices";

type Random = (below: number) => number;

/** Numbers that are the same in every run (mulberry32). */
function randomNumbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function addon(id: string, amount = 0, inStock = true): MenuAddon {
  return { id, name: id, description: "", inStock, price: { amount, currency: "CAD" } };
}

function group(fields: Partial<MenuCustomization>): MenuCustomization {
  const defaults = { id: "cus_a", name: "Sauce", description: "", inStock: true, required: false };
  return { ...defaults, minimum: 0, maximum: 1, maxPerAddon: 1, addons: [addon("add_a"), addon("add_b")], ...fields };
}

function product(customizations: MenuCustomization[]): MenuProduct {
  const texts = { id: "prd_a", name: "Bowl", description: "", images: [] };
  const price = { amount: 500, currency: "CAD" };
  return { ...texts, price, spiciness: 0, inStock: true, available: true, fewLeft: false, customizations };
}

/** A group as the API allows it: `minimum` ≤ `maximum` ≤ addons × `maxPerAddon`, and at least one if it is required. */
function randomGroup(random: Random): MenuCustomization {
  const addons = Array.from({ length: 1 + random(4) }, (_, place) =>
    addon(`add_${place}`, random(3) * 50, random(5) > 0),
  );
  const maxPerAddon = 1 + random(3);
  const maximum = random(addons.length * maxPerAddon + 1);
  const minimum = random(maximum + 1);
  return group({
    addons,
    maxPerAddon,
    maximum,
    minimum,
    required: minimum > 0 && random(2) > 0,
    inStock: random(8) > 0,
  });
}

function randomSelections({ id, addons }: MenuCustomization, random: Random): Selection[] {
  const chosen = addons.flatMap((one) => (random(2) ? [{ addonId: one.id, quantity: 1 + random(3) }] : []));
  return chosen.length ? [{ customizationId: id, addons: chosen }] : [];
}

/** Press the controls of the sheet, one press for each piece, as far as it lets one. */
function press(shown: MenuCustomization, wanted: Selection[]): Chosen {
  let chosen: Chosen = {};
  for (const { addonId, quantity } of wanted.flatMap((selection) => selection.addons)) {
    const option = shown.addons.find(({ id }) => id === addonId);
    for (let piece = 1; option && piece <= quantity; piece++) chosen = choose(chosen, shown, option, piece);
  }
  return chosen;
}

test("the sheet accepts exactly the choices that the rules of the API accept", () => {
  const random = randomNumbers(20261130);
  let accepted = 0;
  for (let round = 0; round < 1000; round++) {
    const shown = randomGroup(random);
    const bowl = product([shown]);
    const wanted = randomSelections(shown, random);
    const chosen = press(shown, wanted);
    const isEntered = JSON.stringify(selectionsOf(bowl, chosen)) === JSON.stringify(wanted);
    const isAddable = groupsOf(bowl).every((one) => missingOf(chosen, one) === 0) && isPossible(shown);
    const isRight = problemsOf(bowl, wanted).length === 0;
    assert.equal(isEntered && isAddable, isRight, JSON.stringify({ shown, wanted, chosen }));
    accepted += Number(isRight);
  }
  assert.ok(accepted > 150 && accepted < 850, `${accepted} of 1000`);
});

/** A product that requires a group out of stock is not available: the sheet refuses it for that. */
function isPossible({ required, inStock }: MenuCustomization): boolean {
  return inStock || !required;
}

test("whatever one presses, no rule but a minimum is ever broken", () => {
  const random = randomNumbers(7);
  for (let round = 0; round < 300; round++) {
    const shown = randomGroup(random);
    let chosen: Chosen = {};
    for (let presses = 0; presses < 12; presses++) {
      const option = shown.addons[random(shown.addons.length)];
      if (option) chosen = choose(chosen, shown, option, random(4));
      const codes = problemsOf(product([shown]), selectionsOf(product([shown]), chosen)).map(({ code }) => code);
      const broken = codes.filter((code) => code !== "choice_missing" && isPossible(shown));
      assert.deepEqual(broken, [], JSON.stringify({ shown, chosen }));
    }
  }
});

test("a radio button takes the place of another, and a full group of checkboxes takes no more", () => {
  const one = group({ maximum: 1 });
  const [first, second] = one.addons as [MenuAddon, MenuAddon];
  assert.deepEqual(choose(choose({}, one, first, 1), one, second, 1), { cus_a: { add_b: 1 } });

  const two = group({ maximum: 2, addons: [first, second, addon("add_c")] });
  const full = choose(choose({}, two, first, 1), two, second, 1);
  const third = two.addons[2] as MenuAddon;
  assert.equal(obstacleTo(full, two, third), "full");
  assert.equal(choose(full, two, third, 1), full);
  assert.equal(countOf(choose(full, two, first, 0), two), 1);
});

test("an optional group may be left out, but not be half full", () => {
  const pair = group({ minimum: 2, maximum: 2 });
  assert.equal(missingOf({}, pair), 0);
  assert.equal(missingOf(choose({}, pair, pair.addons[0] as MenuAddon, 1), pair), 1);
});

test("a line of the cart comes back as it was, without what the menu no longer has", () => {
  const sauces = group({ maximum: 3, maxPerAddon: 2 });
  const bowl = product([sauces]);
  const selections = [{ customizationId: "cus_a", addons: [{ addonId: "add_b", quantity: 2 }] }];
  assert.deepEqual(selectionsOf(bowl, chosenOf(bowl, selections)), selections);
  const gone = [{ customizationId: "cus_a", addons: [{ addonId: "add_gone", quantity: 1 }] }];
  assert.deepEqual(selectionsOf(bowl, chosenOf(bowl, gone)), []);
});

test("only a required choice without an alternative is made for the customer", () => {
  const forced = group({ required: true, minimum: 1, addons: [addon("add_a", 0, false), addon("add_b")] });
  assert.deepEqual(preset(product([forced])), { cus_a: { add_b: 1 } });
  assert.deepEqual(preset(product([group({ required: true, minimum: 1 })])), {});
  assert.deepEqual(preset(product([group({ addons: [addon("add_a")] })])), {});
});
