/**
 * The pages of the store. Each screen is a chunk of its own that is loaded when it is needed first, except for the menu.
 * A screen is the default export of its module.
 */
import lazy from "preact-iso/lazy";
import MenuScreen from "../menu/menu-screen";
import type { Screen } from "./router";

function screen(load: () => Promise<{ default: Screen }>): Screen {
  return lazy(load) as Screen;
}

export const routes: Record<string, Screen> = {
  // Menu and cart
  "/": MenuScreen,
  "/p/:name": MenuScreen,
  "/cart": screen(() => import("../cart/cart-screen")),

  // Checkout

  // Orders
  "/o/:id": screen(() => import("../orders/order-screen")),
  "/orders": screen(() => import("../orders/list-screen")),
  "/orders/track": screen(() => import("../orders/track-screen")),

  // Accounts

  // Pages that mails link to
};
