/** The statuses of an order in words, and what can be done in each. */
import type { OwnOrder, TrackedOrder } from "bodega-client";
import type { IconName } from "../../kit/icon";
import { text } from "./messages";

export type Status = OwnOrder["status"];
export type Reason = NonNullable<OwnOrder["cancelReason"]>;
type FulfilmentType = TrackedOrder["fulfilment"]["type"];

/** The steps of an order that goes well. */
export const STEPS: readonly Status[] = ["placed", "accepted", "preparing", "ready", "completed"];

export const ICONS: Record<Status, IconName> = {
  pending: "card",
  placed: "receipt",
  accepted: "check",
  preparing: "pan",
  ready: "bell",
  completed: "bag",
  canceled: "close",
  expired: "clock",
};

/** Return the name of a status for lists and steps. */
export function statusName(status: Status, fulfilment: FulfilmentType): string {
  if (status === "completed") return fulfilment === "pickup" ? text.collected() : text.served();
  return text[status]();
}

/** Return what a status means for the customer. */
export function statusSentence(status: Status, fulfilment: FulfilmentType): string {
  if (status === "ready") return fulfilment === "pickup" ? text.readyForPickup() : text.readyForTable();
  const sentences = {
    pending: text.pendingSentence,
    placed: text.placedSentence,
    accepted: text.acceptedSentence,
    preparing: text.preparingSentence,
    completed: text.completedSentence,
    canceled: text.canceledSentence,
    expired: text.expiredSentence,
  };
  return sentences[status]();
}

/** Return why an order was canceled. */
export function reasonSentence(reason: Reason): string {
  return {
    out_of_stock: text.becauseOutOfStock,
    closing: text.becauseClosing,
    customer: text.becauseCustomer,
    other: text.becauseOther,
    not_accepted: text.becauseNotAccepted,
    replaced: text.becauseReplaced,
  }[reason]();
}

/** Return whether the order is still on its way to the customer. */
export function isOpen(status: Status): boolean {
  return status === "placed" || status === "accepted" || status === "preparing" || status === "ready";
}

/** Return whether the customer can cancel the order. The shop returns cash itself, so a paid order at the counter stays. */
export function canCancel({ status, cancelUntil, payment }: OwnOrder): boolean {
  if (payment.method === "counter" && payment.status === "paid") return false;
  return status === "pending" || status === "placed" || (status === "accepted" && cancelUntil === "preparing");
}
