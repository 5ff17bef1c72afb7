/**
 * The address of the product sheet, `/p/<name>-<id>`. The sheet lies over the menu, which stays as it is: opening it adds an
 * entry to the history, and going back closes it.
 */
import { signal } from "@preact/signals";
import type { TargetedMouseEvent } from "preact";
import { base, href } from "../base";
import { navigate } from "../shell/router";
import { productIdOf } from "./catalog";

interface OpenSheet {
  productId: string;
  /** The key of the cart's line to change. */
  line: string | null;
}

/** The sheet of the current address; null: none. */
export const openSheet = signal<OpenSheet | null>(null);

const FIRST_PAGE = location.href;

addEventListener("popstate", readAddress);

/** Set `openSheet` from the address bar. */
function readAddress(): void {
  const productId = productIdOf(location.pathname.slice(base.length));
  openSheet.value = productId ? { productId, line: new URLSearchParams(location.search).get("line") } : null;
}

/** Open the sheet of a product's link over the menu. The router knows nothing of it, so the menu is not rendered again. */
export function openFromLink(event: TargetedMouseEvent<HTMLAnchorElement>): void {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  history.pushState({ sheet: true }, "", event.currentTarget.href);
  readAddress();
}

/** Read the address of a menu that appears. If it is not the first page, closing its sheet goes back to the one before. */
export function enterMenu(): void {
  readAddress();
  if (openSheet.value && location.href !== FIRST_PAGE) history.replaceState({ sheet: true }, "");
}

/**
 * Close the sheet: go back. If the sheet was the first page, go to the menu, or to the cart whose line it changes. Going back
 * takes a moment, so a second press finds the sheet closed and goes nowhere.
 */
export function closeSheet(): void {
  const closed = openSheet.value;
  if (!closed) return;
  openSheet.value = null;
  if (history.state?.sheet) history.back();
  else if (closed.line) navigate("/cart", { replace: true });
  else history.replaceState(null, "", href("/"));
}
