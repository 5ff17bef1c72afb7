// What a card says of the money of its order, and what a cancellation does with it.

import { money } from "/shared/numbers.js";

const COUNTER = { cash: "Paid in cash", terminal: "Paid at the card terminal" };

/** Returns whether the order has to be paid at the counter. */
export function isUnpaid({ payment }) {
  return payment.status === "due" || payment.status === "failed";
}

export function paymentText({ payment, status, totals }) {
  const texts = {
    due: `Unpaid: ${money(totals.total.amount)}`,
    failed: `Card refused, unpaid: ${money(totals.total.amount)}`,
    authorized: status === "placed" ? "Card authorized, not charged yet" : "The card is being charged",
    paid: COUNTER[payment.tender] ?? (payment.method === "card" ? "Paid by card" : "Paid"),
    partially_refunded: "Paid, partly refunded",
    refunded: "Refunded",
    none: "Nothing to pay",
  };
  return texts[payment.status] ?? "";
}

/** Returns what a cancellation does with the money of an open order. What is ready has been made, so its money stays. */
export function cancellationText({ payment, status }) {
  const isReady = status === "ready";
  if (isUnpaid({ payment })) return "Nothing was paid.";
  if (payment.status === "authorized") return isReady ? "The card is charged. Only an admin can refund it." : "The card is not charged.";
  if (payment.status !== "paid" && payment.status !== "partially_refunded") return "";
  if (isReady) return "The payment stays with the shop. Only an admin can refund it.";
  const rest = payment.amount.amount - (payment.refunded?.amount ?? 0);
  if (rest === 0) return "The payment is refunded already.";
  const left = money(rest);
  return payment.method === "card" && payment.tender === null ? `${left} returns to the card.` : `Return ${left} at the counter.`;
}
