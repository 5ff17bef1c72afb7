import { useSignal } from "@preact/signals";
import type { OwnOrder, StartedPayment } from "bodega-client";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../kit/button";
import { formatMoney, formatTime } from "../../kit/format";
import { currentLanguage } from "../../kit/i18n";
import { Icon } from "../../kit/icon";
import { Skeleton } from "../../kit/skeleton";
import { config } from "../shop";
import { text } from "./messages";
import { confirm, declined } from "./payment";
import { appearance, type Elements, openStripe, type Stripe } from "./stripe";

interface CardFormProps {
  order: OwnOrder;
  payment: StartedPayment;
}

type Form = "loading" | "ready" | "failed";

/** The provider's form in a frame of its own, and the button that pays. */
export function CardForm({ order, payment }: CardFormProps) {
  const place = useRef<HTMLDivElement>(null);
  const opened = useRef<{ stripe: Stripe; elements: Elements } | null>(null);
  const form = useSignal<Form>("loading");
  const busy = useSignal(false);
  const tries = useSignal(0);
  useEffect(() => {
    form.value = "loading";
    let isGone = false;
    const fail = () => {
      if (!isGone) form.value = "failed";
    };
    openStripe(config.payments.stripe?.script ?? "", payment.publishableKey, currentLanguage())
      .then((stripe) => {
        if (isGone || !place.current) return;
        const elements = stripe.elements({ clientSecret: payment.clientSecret, appearance: appearance() });
        opened.current = { stripe, elements };
        const element = elements.create("payment");
        element.on("ready", () => (form.value = "ready"));
        element.on("loaderror", fail);
        element.mount(place.current);
      })
      .catch(fail);
    return () => (isGone = true);
  }, [payment.clientSecret, tries.value]);

  const pay = async () => {
    if (!opened.current || busy.value) return;
    busy.value = true;
    await confirm(opened.current.stripe, opened.current.elements).finally(() => (busy.value = false));
  };
  return (
    <section class="panel pay-form" aria-labelledby="card-title">
      <h2 id="card-title">{text.card()}</h2>
      <p>{text.reserved({ number: order.number, time: formatTime(payment.expiresAt) })}</p>
      {form.value === "loading" && <Skeleton />}
      {form.value === "failed" ? <Failed retry={() => (tries.value += 1)} /> : <div ref={place} class="pay-frame" />}
      <Declined />
      {form.value === "ready" && (
        <Button look="primary" wide busy={busy.value} onClick={() => void pay()}>
          {text.pay({ total: formatMoney(order.totals.total) })}
        </Button>
      )}
    </section>
  );
}

function Declined() {
  return (
    <div role="alert">
      {declined.value !== null && (
        <p class="problem">
          <Icon name="alert" />
          {declined.value}
        </p>
      )}
    </div>
  );
}

function Failed({ retry }: { retry: () => void }) {
  return (
    <div role="alert">
      <p>{text.scriptFailed()}</p>
      <Button onClick={retry}>{text.tryAgain()}</Button>
    </div>
  );
}
