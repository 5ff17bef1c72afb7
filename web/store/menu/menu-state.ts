/** The menu of the shop: loaded once, and updated when the tab comes back to the front. */

import { signal } from "@preact/signals";
import { startMoney } from "../../kit/format";
import { shop } from "../shop";
import { type Catalog, catalogOf } from "./catalog";
import type { FlatMenu } from "./types";

/** The menu; null until it is loaded. It stays if an update fails. */
export const catalog = signal<Catalog | null>(null);

/** Why the latest request for the menu failed, or null. */
export const menuError = signal<unknown>(null);
export const menuBusy = signal(false);

let shown: FlatMenu | null = null;
let isFollowing = false;

/** Load the menu unless it is there, and keep it up to date from now on. */
export function followMenu(): void {
  if (!shown) void loadMenu();
  if (isFollowing) return;
  isFollowing = true;
  document.addEventListener("visibilitychange", () => document.hidden || void loadMenu());
}

/** Ask for the menu. The client sends the `ETag` of its copy, so an unchanged menu costs no body and changes nothing. */
export async function loadMenu(): Promise<void> {
  if (menuBusy.value) return;
  menuBusy.value = true;
  try {
    const menu = (await shop.menu.get({ shape: "flat" }, { fresh: shown !== null })) as FlatMenu;
    startMoney(menu);
    if (menu !== shown) catalog.value = catalogOf(menu);
    shown = menu;
    menuError.value = null;
  } catch (error) {
    menuError.value = error;
  } finally {
    menuBusy.value = false;
  }
}
