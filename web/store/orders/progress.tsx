/** The number to show at the counter, what happens with the order now, and its steps. */
import type { TrackedOrder } from "bodega-client";
import { daysFromToday, formatDay, formatTime } from "../../kit/format";
import { Icon } from "../../kit/icon";
import { text } from "./messages";
import { ICONS, isOpen, reasonSentence, STEPS, statusName, statusSentence } from "./status";

type Shown = Pick<TrackedOrder, "number" | "status" | "dueFrom" | "dueTo" | "cancelReason"> & {
  fulfilment: Pick<TrackedOrder["fulfilment"], "type">;
};

export function Progress({ order }: { order: Shown }) {
  const { status, fulfilment, number } = order;
  const isEnd = status === "canceled" || status === "expired";
  return (
    <section class={`panel progress ${status}`} aria-label={text.progress()}>
      {!isEnd && (
        <p class="order-number">
          <span class="quiet">{text.yourNumber()}</span>
          <strong>{number}</strong>
        </p>
      )}
      <p class="order-now">
        <Icon name={ICONS[status]} />
        <span>{statusSentence(status, fulfilment.type)}</span>
      </p>
      {order.cancelReason && <p>{reasonSentence(order.cancelReason)}</p>}
      {(isOpen(status) || status === "pending") && status !== "ready" && <p>{promise(order)}</p>}
      {!isEnd && status !== "pending" && <Steps order={order} />}
    </section>
  );
}

/** Return when the order is promised, with the day if that is not today. */
export function promise({ dueFrom, dueTo }: Pick<TrackedOrder, "dueFrom" | "dueTo">): string {
  const times = { from: formatTime(dueFrom), to: formatTime(dueTo) };
  const days = daysFromToday(dueFrom);
  if (days === 0) return text.promised(times);
  return days === 1 ? text.promisedTomorrow(times) : text.promisedOn({ ...times, day: formatDay(dueFrom) });
}

function Steps({ order: { status, fulfilment } }: { order: Shown }) {
  const current = STEPS.indexOf(status);
  return (
    <ol class="steps">
      {STEPS.map((step, place) => {
        const isDone = place < current || status === "completed";
        const isNow = place === current;
        return (
          <li key={step} class={isDone ? "done" : isNow ? "now" : ""} aria-current={isNow ? "step" : undefined}>
            <span class="step-icon">
              <Icon name={isDone ? "check" : ICONS[step]} />
            </span>
            <span>
              {statusName(step, fulfilment.type)}
              <span class="visually-hidden"> {isDone ? text.done() : isNow ? text.now() : text.toCome()}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
