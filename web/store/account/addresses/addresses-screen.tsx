import { useSignal } from "@preact/signals";
import type { Schemas } from "bodega-client";
import { Button } from "../../../kit/button";
import { toast } from "../../../kit/toast";
import { shop } from "../../shop";
import { AccountPage } from "../account-page";
import { ActionButton } from "../action-button";
import { ConfirmDialog } from "../confirm-dialog";
import { all, Show, useLoaded } from "../loaded";
import { text as account } from "../messages";
import { AddressForm } from "./address-form";
import { AddressLines, fieldsOf } from "./address-lines";
import { text } from "./messages";

type Address = Schemas["Address"];

const MOST = 20;

/** `/account/addresses` */
export default function AddressesScreen() {
  return <AccountPage title={account.addresses()}>{() => <Addresses />}</AccountPage>;
}

function Addresses() {
  const loaded = useLoaded(() => all(shop.me.addresses.list()));
  const edited = useSignal<Address | "new" | null>(null);
  const removed = useSignal<Address | null>(null);
  const edit = (address: Address | "new" | null) => {
    edited.value = address;
  };
  const askToRemove = (address: Address | null) => {
    removed.value = address;
  };
  return (
    <Show loaded={loaded}>
      {(addresses) => (
        <>
          <p>{addresses.length === 0 ? text.none() : text.lead()}</p>
          <ul class="stack">
            {addresses.map((address) => (
              <li key={address.id} class="panel">
                <AddressLines address={address} />
                <p class="actions">
                  <Button onClick={() => edit(address)}>{text.change()}</Button>
                  {!address.default && <MakeDefault address={address} onDone={loaded.reload} />}
                  <Button look="quiet" icon="trash" onClick={() => askToRemove(address)}>
                    {account.remove()}
                  </Button>
                </p>
              </li>
            ))}
          </ul>
          {addresses.length < MOST ? (
            <Button look="primary" icon="plus" onClick={() => edit("new")}>
              {text.add()}
            </Button>
          ) : (
            <p>{text.full()}</p>
          )}
          {edited.value && (
            <AddressForm
              address={edited.value === "new" ? null : edited.value}
              onSaved={loaded.reload}
              onClose={() => edit(null)}
            />
          )}
          {removed.value && (
            <RemoveAddress address={removed.value} onRemoved={loaded.reload} onClose={() => askToRemove(null)} />
          )}
        </>
      )}
    </Show>
  );
}

function MakeDefault({ address, onDone }: { address: Address; onDone: () => Promise<void> }) {
  const choose = async () => {
    await shop.me.addresses.replace(address, { ...fieldsOf(address), default: true });
    await onDone();
  };
  return <ActionButton action={choose}>{text.makeDefault()}</ActionButton>;
}

interface RemoveAddressProps {
  address: Address;
  onRemoved: () => Promise<void>;
  onClose: () => void;
}

function RemoveAddress({ address, onRemoved, onClose }: RemoveAddressProps) {
  const remove = async () => {
    await shop.me.addresses.delete(address.id);
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
      <AddressLines address={address} />
    </ConfirmDialog>
  );
}
