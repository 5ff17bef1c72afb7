/** Placing the order: once, however often the button is pressed, the page is reloaded, or the answer gets lost. */
import { NetworkProblem, type Order, type OrderFields, Problem } from "bodega-client";
import { Refusal } from "../../kit/problem";
import { type LineFields, removeOrdered } from "../cart/cart";
import { leaveTo, navigate } from "../shell/router";
import { shop } from "../shop";
import { type Attempt, answered, attemptFor } from "./attempt";
import { forget } from "./draft";
import { text } from "./messages";

/**
 * Place an order, and lead to its page, or to the payment by card. A visitor without a session gets one as a guest.
 *
 * Raises: Problem if the shop refuses the order. NetworkProblem, or a Problem that can pass, if the outcome is not known: the
 * same order can then be placed again, and is placed once.
 */
export async function place(order: OrderFields): Promise<void> {
  if (!navigator.onLine) throw new NetworkProblem("offline");
  const userId = (await currentUser()) ?? (await shop.auth.openGuest()).user.id;
  follow(await send(attemptFor(order, userId)));
}

/**
 * Send an order again that the shop has not answered. Raises like `place`, and Refusal if somebody else is here now: for
 * another user, the shop would place the order a second time.
 */
export async function placeAgain(attempt: Attempt): Promise<void> {
  if (!navigator.onLine) throw new NetworkProblem("offline");
  if ((await currentUser()) !== attempt.userId) {
    answered();
    throw new Refusal(text.otherUser());
  }
  follow(await send(attempt));
}

/** Return the ID of the user who is here, or undefined without a session. */
async function currentUser(): Promise<string | undefined> {
  return (await shop.auth.restore()) === "none" ? undefined : (await shop.me.get()).id;
}

async function send({ key, order }: Attempt): Promise<Order> {
  try {
    const placed = await shop.orders.place(order, { key });
    answered();
    removeOrdered(order.lines as LineFields[]); // as the cart had them
    forget();
    return placed;
  } catch (problem) {
    if (isRefused(problem)) answered();
    throw problem;
  }
}

/**
 * Return whether the order was refused. After any other failure, it may have been placed: a session that has ended says
 * nothing about an earlier request whose answer was lost.
 */
export function isRefused(problem: unknown): boolean {
  if (!(problem instanceof Problem)) return problem instanceof Refusal;
  return problem.status < 500 && problem.status !== 401 && problem.status !== 429 && !problem.is("session_ended");
}

/** Lead to the order, and from there to its payment: the way back from the payment leads to the order, not to the checkout. */
function follow({ id, status }: Order): void {
  navigate(`/o/${id}`, { replace: true });
  if (status === "pending") leaveTo(`/pay/${id}`);
}
