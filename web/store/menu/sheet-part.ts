/**
 * The script of product sheet and cart. The menu does not wait for it: the browser loads it when it has nothing else to do,
 * or when a customer opens a product before.
 */
import { signal } from "@preact/signals";

/** The script; null until it is loaded, "failed" if it cannot be loaded. A browser tries again after a reload only. */
export const sheetPart = signal<typeof import("../cart/screens") | "failed" | null>(null);

let started = false;

export function loadSheetPart(): void {
  if (started) return;
  started = true;
  import("../cart/screens").then(
    (part) => {
      sheetPart.value = part;
    },
    () => {
      sheetPart.value = "failed";
    },
  );
}

/** Load the script when the browser is idle. Safari does not tell when that is. */
export function loadSheetPartLater(): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(loadSheetPart);
  else setTimeout(loadSheetPart, 1_000);
}
