/** The amounts of a quote. */

import type { Schemas } from "bodega-client";
import { formatMoney } from "../../kit/format";
import type { Money } from "../menu/types";
import { text } from "./messages";

/** Stale totals are those of the cart before its latest change. */
export function Totals({ totals, isStale }: { totals: Schemas["Totals"]; isStale: boolean }) {
  return (
    <dl class={isStale ? "totals stale" : "totals"}>
      <Row label={text.itemsTotal()} amount={totals.items} />
      <Row label={text.discount()} amount={{ ...totals.discount, amount: -totals.discount.amount }} optional />
      {totals.taxes.map((tax) => (
        <Row
          key={`${tax.name} ${tax.rate}`}
          label={tax.included ? text.taxIncluded({ name: tax.name }) : tax.name}
          amount={tax.amount}
        />
      ))}
      <Row label={text.delivery()} amount={totals.deliveryFee} optional />
      <Row label={text.tip()} amount={totals.tip} optional />
      <Row label={text.total()} amount={totals.total} look="total" />
    </dl>
  );
}

/** An optional row is left out if its amount is 0. */
function Row({ label, amount, optional, look }: { label: string; amount: Money; optional?: boolean; look?: string }) {
  if (optional && amount.amount === 0) return null;
  return (
    <div class={look}>
      <dt>{label}</dt>
      <dd class="money">{formatMoney(amount)}</dd>
    </div>
  );
}
