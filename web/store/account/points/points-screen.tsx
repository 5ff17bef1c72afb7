import { useSignal } from "@preact/signals";
import type { Schemas } from "bodega-client";
import { formatDate } from "../../../kit/format";
import { locale } from "../../../kit/i18n";
import { shop } from "../../shop";
import { AccountPage } from "../account-page";
import { ActionButton } from "../action-button";
import { Show, useLoaded } from "../loaded";
import { text as account } from "../messages";
import { text } from "./messages";

type Transaction = Schemas["PointsTransaction"];

/** `/account/points` */
export default function PointsScreen() {
  return <AccountPage title={account.points()}>{() => <Points />}</AccountPage>;
}

function Points() {
  const loaded = useLoaded(async () => {
    const [balance, first] = await Promise.all([shop.me.loyalty.get(), shop.me.loyalty.transactions.list().page()]);
    return { balance, first };
  });
  return (
    <Show loaded={loaded}>
      {({ balance, first }) => (
        <>
          <p class="figure">{text.balance({ count: balance.balance })}</p>
          <p>{first.items.length === 0 ? text.none() : text.balanceLead()}</p>
          {first.items.length > 0 && (
            <>
              <dl class="figures">
                <dt>{text.lifetime()}</dt>
                <dd>{number(balance.lifetime)}</dd>
                <dt>{text.redeemed()}</dt>
                <dd>{number(balance.redeemed)}</dd>
              </dl>
              <Ledger first={first.items} cursor={first.nextCursor} />
            </>
          )}
        </>
      )}
    </Show>
  );
}

function Ledger({ first, cursor }: { first: readonly Transaction[]; cursor: string | null }) {
  const later = useSignal<readonly Transaction[]>([]);
  const next = useSignal(cursor);
  const more = async () => {
    if (next.value === null) return;
    const page = await shop.me.loyalty.transactions.list({ cursor: next.value }).page();
    later.value = [...later.value, ...page.items];
    next.value = page.nextCursor;
  };
  return (
    <>
      <table>
        <caption>{text.ledger()}</caption>
        <thead>
          <tr>
            <th scope="col">{text.date()}</th>
            <th scope="col">{text.reason()}</th>
            <th scope="col" class="number">
              {text.points()}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...first, ...later.value].map(({ id, createdAt, reason, points }) => (
            <tr key={id}>
              <td>{formatDate(createdAt, { dateStyle: "medium" })}</td>
              <td class="breakable">{reason}</td>
              <td class="number">{number(points, "exceptZero")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {next.value !== null && <ActionButton action={more}>{account.showMore()}</ActionButton>}
    </>
  );
}

function number(value: number, signDisplay: "auto" | "exceptZero" = "auto"): string {
  return new Intl.NumberFormat(locale(), { signDisplay }).format(value);
}
