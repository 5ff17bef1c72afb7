/** Tells the customer that the order has moved on: in the title of the page, to screen readers, and by vibration. */
import type { TrackedOrder } from "bodega-client";
import { announce } from "../../kit/announce";
import { usePageTitle } from "../shell/router";
import { text } from "./messages";
import { statusSentence } from "./status";

type Moving = Pick<TrackedOrder, "status"> & { fulfilment: Pick<TrackedOrder["fulfilment"], "type"> };

/** Tell about a new status. */
export function tell(before: Moving, now: Moving): void {
  if (before.status === now.status) return;
  announce(statusSentence(now.status, now.fulfilment.type));
  if (now.status === "ready") navigator.vibrate?.([300, 150, 300]);
}

export function OrderTitle({ order: { number, status } }: { order: Pick<TrackedOrder, "number" | "status"> }) {
  usePageTitle(status === "ready" ? text.readyTitle({ number }) : text.numberedTitle({ number }));
  return <h1>{text.numberedTitle({ number })}</h1>;
}
