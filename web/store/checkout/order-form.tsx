import { useSignal } from "@preact/signals";
import { type Money, type OrderFields, Problem, type Store, type TipFields } from "bodega-client";
import { useEffect } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { Field } from "../../kit/field";
import { Form, useFormBusy } from "../../kit/form";
import { formatMoney } from "../../kit/format";
import { fieldErrors, Refusal } from "../../kit/problem";
import { explaining } from "../account/problems";
import { cart } from "../cart/cart";
import { bodyOf } from "../cart/lines";
import { quote, quoteState, requote } from "../cart/quote";
import { unanswered } from "./attempt";
import { Contact } from "./contact";
import { change, draft, orderOf, tipOf } from "./draft";
import { Handover } from "./handover";
import { text } from "./messages";
import { PaymentMethod } from "./method";
import { isRefused, place } from "./place";
import { PriceChanged } from "./price-changed";
import { problems, refuse } from "./problems";
import { Summary } from "./summary";
import { Time } from "./time";
import { Tip } from "./tip";

const NOTE_LENGTH = 200;

interface OrderFormProps {
  store: Store;
  /** Called if the order was sent and the shop has not answered. */
  onUnanswered: (problem: unknown) => void;
}

/** The form of the checkout. Refusals appear at their place, and everything that was entered stays. */
export function OrderForm({ store, onUnanswered }: OrderFormProps) {
  const changed = useSignal<PriceChange | null>(null);
  const failure = useSignal<unknown>(null);
  useEffect(() => forgetRefusals, []);

  const submit = async () => {
    changed.value = failure.value = null;
    refuse([]);
    const total = quote.value?.totals.total;
    if (!total) return requote();
    if (problems.value.length > 0) return showFirstProblem();
    try {
      changed.value = await ordered(orderOf(bodyOf(cart.value), total, readTip(store)));
    } catch (problem) {
      if (fieldErrors(problem).size > 0) throw problem;
      if (!isRefused(problem) && unanswered()) onUnanswered(problem);
      else failure.value = problem;
    }
  };
  return (
    <Form label={text.checkout()} onSubmit={submit}>
      <Handover store={store} />
      <Time store={store} />
      <Contact />
      <Note />
      <Tip store={store} />
      <PaymentMethod store={store} />
      <Summary />
      {failure.value !== null && <ErrorPanel problem={failure.value} />}
      <PlaceButton />
      {changed.value && <PriceChanged {...changed.value} onClose={() => (changed.value = null)} />}
    </Form>
  );
}

function forgetRefusals(): void {
  refuse([]);
}

interface PriceChange {
  before: Money;
  now: Money;
}

/** Place the order. Returns the change if it has another total now. Problems of its parts are shown there. */
async function ordered(order: OrderFields): Promise<PriceChange | null> {
  try {
    await place(order);
    return null;
  } catch (problem) {
    if (problem instanceof Problem) return explained(problem, order);
    throw problem;
  }
}

function explained(problem: Problem, order: OrderFields): PriceChange | null | Promise<never> {
  if (problem.is("price_changed")) {
    quote.value = problem.body.quote;
    return { before: order.expectedTotal, now: problem.body.quote.totals.total };
  }
  if (problem.is("not_orderable")) {
    refuse(problem.body.problems);
    void requote();
    showFirstProblem();
    return null;
  }
  if (problem.is("session_ended") || problem.status === 401)
    throw new Refusal(unanswered() ? text.otherUser() : text.sessionEnded());
  return explaining(() => Promise.reject(problem));
}

function readTip(store: Store): TipFields | null {
  const tip = tipOf(draft.value.tip, store);
  if (tip !== undefined) return tip;
  const example = formatMoney({ amount: 2.5 * 10 ** store.currencyDigits, currency: store.currency });
  throw new Refusal("", { "/tip/amount": text.tipNotRead({ example }) });
}

/** Lead to the first part that prevents the order, once it is shown. */
function showFirstProblem(): void {
  requestAnimationFrame(() => {
    const first = document.querySelector<HTMLElement>(".way-out");
    first?.scrollIntoView({ block: "center" });
    (first?.querySelector("button") ?? first?.parentElement?.querySelector<HTMLElement>("select, input, a"))?.focus({
      preventScroll: true,
    });
  });
}

function Note() {
  return (
    <section class="panel checkout-part">
      <Field label={text.addMessage()} name="/note" optional>
        {(control) => (
          <textarea
            {...control}
            maxLength={NOTE_LENGTH}
            value={draft.value.note}
            onInput={(event) => {
              control.onInput();
              change({ note: event.currentTarget.value });
            }}
          />
        )}
      </Field>
    </section>
  );
}

/** The button that places the order. It waits while the price of a change is on its way. */
function PlaceButton() {
  const total = quote.value?.totals.total;
  return (
    <Button type="submit" look="primary" wide busy={useFormBusy() || quoteState.value === "loading"}>
      {text.order({ total: total ? formatMoney(total) : "…" })}
    </Button>
  );
}
