/** What is chosen in the product sheet. It obeys the rules of each group while one chooses. Pure functions. */

import type { Selection } from "../cart/lines";
import type { MenuAddon, MenuCustomization, MenuProduct } from "../menu/types";

/** How often each addon is chosen, by the IDs of group and addon. */
export type Chosen = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How a group is shown. A radio button is for one at most, a checkbox for each once, a stepper for more of the same. */
export function controlOf(group: MenuCustomization): "radio" | "checkbox" | "stepper" {
  if (group.maximum <= 1) return "radio";
  return group.maxPerAddon === 1 ? "checkbox" : "stepper";
}

/** Return the groups that offer a choice at all. */
export function groupsOf(product: MenuProduct): MenuCustomization[] {
  return product.customizations.filter((group) => group.maximum > 0 && group.addons.length > 0);
}

export function quantityOf(chosen: Chosen, group: MenuCustomization, addonId: string): number {
  return chosen[group.id]?.[addonId] ?? 0;
}

export function countOf(chosen: Chosen, group: MenuCustomization): number {
  return Object.values(chosen[group.id] ?? {}).reduce((sum, quantity) => sum + quantity, 0);
}

/** Why one more of an addon cannot be chosen. */
export type Obstacle = "soldOut" | "full" | "mostOfThis";

export function obstacleTo(chosen: Chosen, group: MenuCustomization, addon: MenuAddon): Obstacle | null {
  if (!group.inStock || !addon.inStock) return "soldOut";
  const quantity = quantityOf(chosen, group, addon.id);
  if (controlOf(group) === "radio") return null; // another one takes the place of the one that is chosen
  if (quantity >= group.maxPerAddon) return "mostOfThis";
  return countOf(chosen, group) >= group.maximum ? "full" : null;
}

/** Choose an addon this often. Returns the same object if the rules do not allow it. */
export function choose(chosen: Chosen, group: MenuCustomization, addon: MenuAddon, quantity: number): Chosen {
  const before = quantityOf(chosen, group, addon.id);
  if (quantity > before && obstacleTo(chosen, group, addon)) return chosen;
  const others = controlOf(group) === "radio" ? {} : (chosen[group.id] ?? {});
  const room = group.maximum - countOf({ [group.id]: others }, group) + (others[addon.id] ?? 0);
  const allowed = Math.max(0, Math.min(quantity, group.maxPerAddon, Math.max(room, before)));
  const { [addon.id]: _, ...rest } = others;
  return { ...chosen, [group.id]: allowed ? { ...rest, [addon.id]: allowed } : rest };
}

/** Choose nothing of a group. */
export function chooseNone(chosen: Chosen, group: MenuCustomization): Chosen {
  return { ...chosen, [group.id]: {} };
}

/** Return how many more must be chosen of a group. A group that is not required may be left out. */
export function missingOf(chosen: Chosen, group: MenuCustomization): number {
  const count = countOf(chosen, group);
  return count || group.required ? Math.max(0, group.minimum - count) : 0;
}

/** Return what is chosen as the API takes it, in the order of the menu. */
export function selectionsOf(product: MenuProduct, chosen: Chosen): Selection[] {
  return product.customizations.flatMap((group) => {
    const addons = group.addons.flatMap(({ id }) => {
      const quantity = quantityOf(chosen, group, id);
      return quantity ? [{ addonId: id, quantity }] : [];
    });
    return addons.length ? [{ customizationId: group.id, addons }] : [];
  });
}

/** Return what the selections of a line choose, as far as the product still offers it. */
export function chosenOf(product: MenuProduct, selections: readonly Selection[]): Chosen {
  let chosen: Chosen = {};
  for (const { customizationId, addons } of selections) {
    const group = product.customizations.find(({ id }) => id === customizationId);
    for (const { addonId, quantity } of group ? addons : []) {
      const addon = group?.addons.find(({ id }) => id === addonId);
      if (group && addon) chosen = choose(chosen, group, addon, quantity + quantityOf(chosen, group, addonId));
    }
  }
  return chosen;
}

/** Return what is chosen before one has chosen: a required radio group with a single option in stock has no alternative. */
export function preset(product: MenuProduct): Chosen {
  let chosen: Chosen = {};
  for (const group of groupsOf(product)) {
    const [only, ...others] = group.addons.filter((addon) => addon.inStock);
    const isForced = group.required && controlOf(group) === "radio" && only && !others.length;
    if (isForced) chosen = choose(chosen, group, only, 1);
  }
  return chosen;
}
