/** Where the storefront is served: `/shop` in the local stack, `/` on a host of its own. `<html data-base>` says it. */

const path = document.documentElement.dataset.base ?? "/";

/** The base without a slash at its end: `/shop`, or empty. */
export const base = path === "/" ? "" : path;

/** Return the address of a page of the store: `href("/cart")` is `/shop/cart`. */
export function href(page: string): string {
  return base + page || "/";
}
