/**
 * The pages of the store. Menu and cart are loaded first. Two other parts are loaded when they are needed: each further
 * part would split what they share with the menu into more files, and the menu would wait for all of them.
 */
import MenuScreen from "../menu/menu-screen";
import type { Route } from "./match";

type Ordering = typeof import("../checkout/screens");
type Account = typeof import("../account/screens");

const ordering = (name: keyof Ordering): Route => ({
  load: async () => ({ default: (await import("../checkout/screens"))[name] }),
});
const account = (name: keyof Account): Route => ({
  load: async () => ({ default: (await import("../account/screens"))[name] }),
});

export const routes: Record<string, Route> = {
  "/": MenuScreen,
  "/p/:name": MenuScreen,
  "/cart": { load: async () => ({ default: (await import("../cart/screens")).Cart }) },

  "/checkout": ordering("Checkout"),
  "/o/:id": ordering("Order"),
  "/orders": ordering("OrderList"),
  "/orders/track": ordering("Track"),

  "/login": account("LogIn"),
  "/register": account("Register"),
  "/account": account("Profile"),
  "/account/addresses": account("Addresses"),
  "/account/payment-methods": account("PaymentMethods"),
  "/account/points": account("Points"),
  "/account/sessions": account("Sessions"),
  "/account/data": account("Data"),

  // Pages that mails link to
  "/forgot-password": account("ForgotPassword"),
  "/reset-password": account("ResetPassword"),
  "/verify-email": account("VerifyEmail"),
  "/disown-account": account("DisownAccount"),
  "/restore-email": account("RestoreEmail"),
};
