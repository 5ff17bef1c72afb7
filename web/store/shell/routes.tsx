/**
 * The pages of the store. Each screen is a chunk of its own that is loaded when it is needed first, except for the menu.
 * A screen is the default export of its module.
 */
import MenuScreen from "../menu/menu-screen";
import type { Route, Screen } from "./match";

function screen(load: () => Promise<{ default: Screen }>): Route {
  return { load };
}

export const routes: Record<string, Route> = {
  // Menu and cart
  "/": MenuScreen,
  "/p/:name": MenuScreen,
  "/cart": screen(() => import("../cart/cart-screen")),

  // Checkout
  "/checkout": screen(() => import("../checkout/checkout-screen")),

  // Orders
  "/o/:id": screen(() => import("../orders/order-screen")),
  "/orders": screen(() => import("../orders/list-screen")),
  "/orders/track": screen(() => import("../orders/track-screen")),

  // Accounts
  "/login": screen(() => import("../account/signin/log-in-screen")),
  "/register": screen(() => import("../account/signin/register-screen")),
  "/account": screen(() => import("../account/profile/profile-screen")),
  "/account/addresses": screen(() => import("../account/addresses/addresses-screen")),
  "/account/payment-methods": screen(() => import("../account/payment/payment-methods-screen")),
  "/account/points": screen(() => import("../account/points/points-screen")),
  "/account/sessions": screen(() => import("../account/sessions/sessions-screen")),
  "/account/data": screen(() => import("../account/data/data-screen")),

  // Pages that mails link to
  "/forgot-password": screen(() => import("../links/forgot-password-screen")),
  "/reset-password": screen(() => import("../links/reset-password-screen")),
  "/verify-email": screen(() => import("../links/verify-email-screen")),
  "/disown-account": screen(() => import("../links/disown-account-screen")),
  "/restore-email": screen(() => import("../links/restore-email-screen")),
};
