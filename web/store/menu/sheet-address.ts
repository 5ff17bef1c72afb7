/**
 * The address of the product sheet, `/p/<name>-<id>`. The sheet lies over the menu, which stays as it is: opening it adds an
 * entry to the history, and going back closes it.
 */
import { signal } from "@preact/signals";
import { base, href } from "../base";
import { productIdOf, productPath } from "./catalog";
import type { MenuProduct } from "./types";

interface OpenSheet {
  productId: string;
  /** The key of the cart's line to change. */
  line: string | null;
}

/** The sheet of the current address; null: none. */
export const openSheet = signal<OpenSheet | null>(null);

addEventListener("popstate", readAddress);

/** Set `openSheet` from the address bar. */
export function readAddress(): void {
  const productId = productIdOf(location.pathname.slice(base.length));
  openSheet.value = productId ? { productId, line: new URLSearchParams(location.search).get("line") } : null;
}

/** Open the sheet of a product over the menu. */
export function openProduct(product: Pick<MenuProduct, "id" | "name">): void {
  history.pushState({ sheet: true }, "", href(productPath(product)));
  readAddress();
}

/** Close the sheet: go back, or to the menu if the sheet was the first page. */
export function closeSheet(): void {
  if (history.state?.sheet) return history.back();
  history.replaceState(null, "", href("/"));
  readAddress();
}
