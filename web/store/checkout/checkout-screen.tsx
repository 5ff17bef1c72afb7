/** The checkout: everything about the order on one page, and one button with the total. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ErrorPanel } from "../../kit/error-panel";
import { Skeleton } from "../../kit/skeleton";
import { cart } from "../cart/cart";
import { text as cartText } from "../cart/messages";
import { wishes } from "../cart/quote";
import { Link, usePageTitle } from "../shell/router";
import { storeState } from "../shop";
import { type Attempt, unanswered } from "./attempt";
import { draft, fulfilmentOf, tipOf } from "./draft";
import { text } from "./messages";
import { OrderForm } from "./order-form";
import { Sending } from "./sending";

/** An order that the shop has not answered, and why; an order that it has refused, and why. */
interface State {
  attempt: Attempt | null;
  problem: unknown;
}

export default function CheckoutScreen() {
  usePageTitle(text.checkout());
  const state = useSignal<State>({ attempt: unanswered(), problem: null });
  const { attempt, problem } = state.value;
  const end = (refusal: unknown) => {
    state.value = { attempt: null, problem: refusal };
  };
  return (
    <div class="page narrow checkout">
      <h1>{text.checkout()}</h1>
      {attempt && <Sending attempt={attempt} problem={problem} onEnd={end} />}
      {!attempt && problem !== null && <ErrorPanel problem={problem} />}
      {!attempt && <Checkout onUnanswered={(met) => (state.value = { attempt: unanswered(), problem: met })} />}
    </div>
  );
}

function Checkout({ onUnanswered }: { onUnanswered: (problem: unknown) => void }) {
  const store = storeState.value;
  useSignalEffect(wish);
  useEffect(() => forgetWishes, []);
  if (cart.value.length === 0) return <Empty />;
  return store ? <OrderForm store={store} onUnanswered={onUnanswered} /> : <Skeleton />;
}

/** Let the quote be for what the customer chooses here. What does not change the price asks for no quote. */
function wish(): void {
  const store = storeState.value;
  if (!store) return;
  const wanted = { fulfilment: fulfilmentOf(draft.value), tip: tipOf(draft.value.tip, store) ?? null };
  if (JSON.stringify(wanted) !== JSON.stringify(wishes.peek())) wishes.value = wanted;
}

/** The cart shows the price for as soon as possible again. */
function forgetWishes(): void {
  wishes.value = {};
}

function Empty() {
  return (
    <div class="message">
      <p class="message-title">{cartText.empty()}</p>
      <p class="quiet">{text.emptyHint()}</p>
      <Link to="/" class="button primary">
        {cartText.menu()}
      </Link>
    </div>
  );
}
