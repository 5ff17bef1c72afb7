/** An order of the customer or guest who is here: `/o/<id>`. */
import type { OwnOrder } from "bodega-client";
import { useCallback } from "preact/hooks";
import type { ScreenProps } from "../shell/router";
import { shop } from "../shop";
import { OrderAgain } from "./again";
import { Cancel } from "./cancel";
import { Contents } from "./contents";
import { useFollowed } from "./follow";
import { OrderTitle, tell } from "./news";
import { Connection, LoadingOrder, NoOrder } from "./no-order";
import { Payment } from "./payment";
import { Progress } from "./progress";
import { canCancel, isOpen } from "./status";

export default function OrderScreen({ params: { id = "" } }: ScreenProps) {
  const read = useCallback((signal: AbortSignal) => shop.orders.mine.get(id, { signal }), [id]);
  const { order, problem, readAgain } = useFollowed<OwnOrder>(read, tell);
  if (!order && problem === null) return <LoadingOrder />;
  if (!order) return <NoOrder problem={problem} page={`/o/${id}`} retry={readAgain} />;
  const isOver = order.status !== "pending" && !isOpen(order.status);
  return (
    <article class="page narrow order-page">
      <OrderTitle order={order} />
      <Connection problem={problem} page={`/o/${id}`} />
      <Progress order={order} />
      <Payment order={order} />
      <Contents order={order} />
      {canCancel(order) && <Cancel order={order} onEnd={readAgain} />}
      {isOver && <OrderAgain id={order.id} />}
    </article>
  );
}
