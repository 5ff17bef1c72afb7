/**
 * The script of product sheet and cart. The menu does not wait for it: the browser loads it when it has nothing else to do,
 * or when a customer opens a product before.
 */
import { part } from "../../kit/part";

export const sheetPart = part(() => import("../cart/screens"));

/** Load the script when the browser is idle. Safari does not tell when that is. */
export function loadSheetLater(): void {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(sheetPart.load);
  else setTimeout(sheetPart.load, 1_000);
}
