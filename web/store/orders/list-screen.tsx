/** The orders of the customer or guest who is here: `/orders`. */
import { useSignal } from "@preact/signals";
import type { OrderSummary } from "bodega-client";
import { useEffect } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { formatDay } from "../../kit/format";
import { Icon } from "../../kit/icon";
import { Money } from "../../kit/money";
import { Skeleton } from "../../kit/skeleton";
import { Link, usePageTitle } from "../shell/router";
import { me, shop } from "../shop";
import { OrderAgain } from "./again";
import { text } from "./messages";
import { LogInFirst, needsLogIn, ToMenu } from "./no-order";
import { ICONS, statusName } from "./status";

export default function ListScreen() {
  usePageTitle(text.orders());
  const { orders, problem, busy, hasMore, load } = useOrders();
  if (me.value.kind === "none" || needsLogIn(problem)) {
    return <LogInFirst title={text.orders()} sentence={text.ordersNeedLogIn()} page="/orders" />;
  }
  return (
    <section class="page narrow">
      <h1>{text.orders()}</h1>
      {!orders && problem === null && <Skeleton label={text.loadingList()} lines={6} />}
      {orders?.length === 0 && <Empty />}
      <ul class="order-list">
        {orders?.map((order) => (
          <Item key={order.id} order={order} />
        ))}
      </ul>
      {problem !== null && <ErrorPanel problem={problem} retry={load} busy={busy} />}
      {hasMore && problem === null && (
        <Button busy={busy} onClick={load}>
          {text.more()}
        </Button>
      )}
    </section>
  );
}

function Empty() {
  return (
    <>
      <p>{text.empty()}</p>
      <ToMenu />
    </>
  );
}

/** Return the orders read so far, and a function that reads the next page. */
function useOrders() {
  const orders = useSignal<readonly OrderSummary[] | null>(null);
  const cursor = useSignal<string | null>(null);
  const problem = useSignal<unknown>(null);
  const busy = useSignal(false);
  const load = async () => {
    busy.value = true;
    try {
      const page = await shop.orders.mine.list(cursor.value ? { cursor: cursor.value } : {}).page();
      orders.value = [...(cursor.value ? (orders.value ?? []) : []), ...page.items];
      cursor.value = page.nextCursor;
      problem.value = null;
    } catch (failure) {
      problem.value = failure;
    } finally {
      busy.value = false;
    }
  };
  const kind = me.value.kind;
  useEffect(() => {
    if (kind === "guest" || kind === "customer") void load();
  }, [kind]);
  return {
    orders: orders.value,
    problem: problem.value,
    busy: busy.value,
    hasMore: cursor.value !== null,
    load: () => void load(),
  };
}

function Item({ order }: { order: OrderSummary }) {
  const { id, number, status, fulfilment, itemCount, dueFrom, totals } = order;
  const title = text.numberedTitle({ number });
  return (
    <li class="panel order-item">
      <h2>
        <Link to={`/o/${id}`}>{title}</Link>
      </h2>
      <p class={`order-state ${status}`}>
        <Icon name={ICONS[status]} />
        {statusName(status, fulfilment.type)}
      </p>
      <p class="quiet">
        {formatDay(dueFrom)} · {text.items({ count: itemCount })} · <Money value={totals.total} />
      </p>
      <OrderAgain id={id} label={title} />
    </li>
  );
}
