/** The payment of an order: what the page shows now, and what happens next. */
import { signal } from "@preact/signals";
import { type OwnOrder, Problem, type StartedPayment } from "bodega-client";
import { href } from "../base";
import { shop } from "../shop";
import { text } from "./messages";
import type { Elements, Stripe, StripeError } from "./stripe";

export type Step =
  | { name: "loading" }
  | { name: "card"; order: OwnOrder; payment: StartedPayment }
  | { name: "bank" }
  | { name: "over" }
  | { name: "unavailable"; seconds: number }
  | { name: "notPayable" }
  | { name: "missing" }
  | { name: "failed"; problem: unknown };

/** How long the page waits before it asks again whether the bank has answered, in milliseconds. */
const PAUSE = 3_000;
const RETRY_AFTER = 10; // seconds
const LONGEST = 2 ** 31 - 1; // milliseconds that a timer can wait

export const step = signal<Step>({ name: "loading" });

/** Why the last try did not pay. */
export const declined = signal<string | null>(null);

/** As it is in the address: an ID has only letters, digits and an underscore. */
export const orderId = location.pathname.split("/").at(-1) ?? "";
export const orderPage = href(`/o/${encodeURIComponent(orderId)}`);

let isConfirming = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Open the page. A bank with a page of its own leads back here with the payment's facts in the query. */
export function open(): void {
  const returned = new URLSearchParams(location.search);
  if (returned.has("payment_intent")) history.replaceState(null, "", location.pathname);
  if (returned.get("redirect_status") === "failed") declined.value = text.declined();
  void run(() => (returned.has("payment_intent") ? settle() : start()));
}

/** Start the payment, or go on with the one that is live. */
export function start(): Promise<void> {
  return run(async () => {
    const order = await shop.orders.mine.get(orderId);
    if (order.status !== "pending") return leave();
    const payment = await shop.orders.mine.startPayment(orderId);
    if (payment.status === "authorized" || payment.status === "captured") return settle();
    step.value = { name: "card", order, payment };
    endAt(payment.expiresAt);
  });
}

/** Pay with the card that the customer has entered. The same payment can be tried with another card. */
export async function confirm(stripe: Stripe, elements: Elements): Promise<void> {
  if (isConfirming) return;
  isConfirming = true;
  declined.value = null;
  try {
    const confirmParams = { return_url: location.origin + location.pathname };
    const { error } = await stripe.confirmPayment({ elements, redirect: "if_required", confirmParams });
    if (error) declined.value = reasonOf(error);
    // Any other error can come after the payment, so the shop is asked.
    if (error?.type !== "card_error" && error?.type !== "validation_error") await run(settle);
  } finally {
    isConfirming = false;
  }
}

function reasonOf({ type, message: reason }: StripeError): string {
  if (!reason) return text.declined();
  return type === "card_error" ? text.anotherCard({ reason }) : reason;
}

/** Let the shop ask the provider. Without an answer of the bank, ask again until the time of the order is over. */
async function settle(): Promise<void> {
  const order = await shop.orders.mine.refreshPayment(orderId);
  if (order.status !== "pending") return leave();
  const payment = await shop.orders.mine.startPayment(orderId);
  if (payment.status === "waiting" || payment.status === "voided") return start();
  step.value = { name: "bank" };
  setTimeout(() => void run(settle), PAUSE);
}

/** Lead to the order. The way back does not lead here again. */
function leave(): void {
  location.replace(orderPage);
}

function endAt(moment: string): void {
  clearTimeout(timer);
  const end = () => {
    if (!isConfirming) step.value = { name: "over" };
  };
  timer = setTimeout(end, Math.min(Math.max(Date.parse(moment) - Date.now(), 0), LONGEST));
}

async function run(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (problem) {
    await explain(problem).catch((another: unknown) => {
      step.value = { name: "failed", problem: another };
    });
  }
}

function explain(problem: unknown): Promise<void> {
  if (problem instanceof Problem) return explained(problem);
  return Promise.reject(problem);
}

async function explained(problem: Problem): Promise<void> {
  if (problem.is("payments_unavailable")) {
    const seconds = problem.retryAfter ?? RETRY_AFTER;
    step.value = { name: "unavailable", seconds };
    setTimeout(() => void start(), seconds * 1000);
  } else if (problem.is("order_not_payable")) {
    const { status } = await shop.orders.mine.get(orderId);
    if (status === "pending") step.value = { name: "notPayable" };
    else leave();
  } else if ([401, 403, 404].includes(problem.status)) step.value = { name: "missing" };
  else throw problem;
}
