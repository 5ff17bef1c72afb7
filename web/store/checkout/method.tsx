import type { Store } from "bodega-client";
import { config } from "../shop";
import { Choice } from "./choice";
import { change, type Method, method } from "./draft";
import { text } from "./messages";
import { problemsOf } from "./problems";
import { WayOut } from "./way-out";

const LABELS: Record<Method, () => string> = { counter: () => text.payAtCounter(), card: () => text.payByCard() };

/** How the order is paid. Cards need a page that loads the provider's script. */
export function PaymentMethod({ store }: { store: Store }) {
  const offered = store.payments.filter((one) => one !== "card" || config.payments.stripe);
  const options = offered.map((value) => ({ value, label: LABELS[value]() }));
  const choose = (value: Method) => change({ method: value });
  return (
    <Choice name="payment" legend={text.payment()} options={options} chosen={method.value} onChoose={choose}>
      <p class="quiet">{method.value === "card" ? text.cardHint() : text.counterHint()}</p>
      {problemsOf("payment").length > 0 && (
        <WayOut action={{ label: text.payAtCounter(), take: () => choose("counter") }}>
          {text.paymentNotOffered()}
        </WayOut>
      )}
    </Choice>
  );
}
