import { useSignal } from "@preact/signals";
import type { Schemas } from "bodega-client";
import { Button } from "../../../kit/button";
import { formatDate } from "../../../kit/format";
import { Icon } from "../../../kit/icon";
import { toast } from "../../../kit/toast";
import { shop } from "../../shop";
import { AccountPage } from "../account-page";
import { ActionButton } from "../action-button";
import { ConfirmDialog } from "../confirm-dialog";
import { all, Show, useLoaded } from "../loaded";
import { text as account } from "../messages";
import { text } from "./messages";

type Method = Schemas["PaymentMethod"];

/** `/account/payment-methods`: saved cards. A page of the shop never takes a card number, so none is added here. */
export default function PaymentMethodsScreen() {
  return <AccountPage title={account.paymentMethods()}>{() => <PaymentMethods />}</AccountPage>;
}

function PaymentMethods() {
  const loaded = useLoaded(() => all(shop.me.paymentMethods.list()));
  const removed = useSignal<Method | null>(null);
  const askToRemove = (method: Method | null) => {
    removed.value = method;
  };
  return (
    <Show loaded={loaded}>
      {(methods) => (
        <>
          <p>{methods.length === 0 ? text.none() : text.lead()}</p>
          <ul class="stack">
            {methods.map((method) => (
              <li key={method.id} class="panel">
                <Card method={method} />
                <p class="actions">
                  {!method.default && <MakeDefault method={method} onDone={loaded.reload} />}
                  <Button look="quiet" icon="trash" onClick={() => askToRemove(method)}>
                    {account.remove()}
                  </Button>
                </p>
              </li>
            ))}
          </ul>
          <p class="quiet">{text.how()}</p>
          {removed.value && (
            <RemoveMethod method={removed.value} onRemoved={loaded.reload} onClose={() => askToRemove(null)} />
          )}
        </>
      )}
    </Show>
  );
}

function Card({ method }: { method: Method }) {
  const { brand, last4, expiryYear, expiryMonth } = method;
  const name = text.card({ brand: brand.charAt(0).toUpperCase() + brand.slice(1).replaceAll("_", " "), last4 });
  // The middle of the month is in this month in every time zone.
  const end = new Date(Date.UTC(expiryYear, expiryMonth - 1, 15));
  const isOver = Date.now() >= Date.UTC(expiryYear, expiryMonth, 2);
  return (
    <>
      {method.default && <span class="tag good">{text.isDefault()}</span>}
      <p>
        <Icon name="card" /> <strong>{name}</strong>
      </p>
      <p class="quiet">
        {isOver ? text.expired() : text.expires({ month: formatDate(end, { month: "long", year: "numeric" }) })}
      </p>
    </>
  );
}

function MakeDefault({ method, onDone }: { method: Method; onDone: () => Promise<void> }) {
  const choose = async () => {
    await shop.me.paymentMethods.makeDefault(method.id);
    await onDone();
  };
  return <ActionButton action={choose}>{text.makeDefault()}</ActionButton>;
}

interface RemoveMethodProps {
  method: Method;
  onRemoved: () => Promise<void>;
  onClose: () => void;
}

function RemoveMethod({ method, onRemoved, onClose }: RemoveMethodProps) {
  const remove = async () => {
    await shop.me.paymentMethods.delete(method.id);
    await onRemoved();
    toast(text.removed());
  };
  return (
    <ConfirmDialog
      title={text.removeTitle()}
      confirm={account.remove()}
      cancel={text.keep()}
      action={remove}
      onClose={onClose}
    >
      <Card method={method} />
    </ConfirmDialog>
  );
}
