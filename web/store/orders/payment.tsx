/** How an order is paid, and what was refunded. */
import type { OwnOrder } from "bodega-client";
import { formatDay, formatMoney, formatTime } from "../../kit/format";
import { href } from "../base";
import { text } from "./messages";

export function Payment({ order }: { order: OwnOrder }) {
  const sentence = paymentSentence(order);
  if (order.status !== "pending" && !sentence && order.refunds.length === 0) return null;
  return (
    <section class="panel">
      <h2>{text.payment()}</h2>
      {order.status === "pending" ? <PayNow order={order} /> : sentence && <p>{sentence}</p>}
      {order.refunds.length > 0 && <Refunds refunds={order.refunds} />}
    </section>
  );
}

/** The payment page is a document of its own, so this is an ordinary link. */
function PayNow({ order: { id, holdUntil, totals } }: { order: OwnOrder }) {
  return (
    <>
      {holdUntil && <p>{text.payUntil({ time: formatTime(holdUntil) })}</p>}
      <a class="button primary wide" href={href(`/pay/${id}`)}>
        {text.pay({ amount: formatMoney(totals.total) })}
      </a>
    </>
  );
}

function paymentSentence({ payment, status, totals }: OwnOrder): string | null {
  const amount = formatMoney(totals.total);
  switch (payment.status) {
    case "due":
      return status === "canceled" || status === "expired" ? null : text.dueAtCounter({ amount });
    case "failed":
      return text.failed({ amount });
    case "authorized":
      return text.authorized();
    case "voided":
      return text.voided();
    case "none":
      return null;
    default:
      return paidBy(payment);
  }
}

function paidBy({ method, tender }: OwnOrder["payment"]): string {
  if (tender === "cash") return text.paidCash();
  return method === "card" && tender !== "terminal" ? text.paidCard() : text.paidOther();
}

function Refunds({ refunds }: { refunds: OwnOrder["refunds"] }) {
  return (
    <ul>
      {refunds.map((refund) => (
        <li key={refund.id}>{refundSentence(refund)}</li>
      ))}
    </ul>
  );
}

function refundSentence({ amount: money, status, createdAt }: OwnOrder["refunds"][number]): string {
  const amount = formatMoney(money);
  if (status === "succeeded") return text.amountRefunded({ amount, day: formatDay(createdAt) });
  return status === "pending" ? text.amountRefunding({ amount }) : text.amountNotRefunded({ amount });
}
