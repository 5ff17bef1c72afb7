/** The order of a link in a mail, without personal data: `/orders/track#token=…`. It needs no session. */
import type { TrackedOrder } from "bodega-client";
import { useCallback } from "preact/hooks";
import { Money } from "../../kit/money";
import { shop } from "../shop";
import { mailedToken } from "../token";
import { useFollowed } from "./follow";
import { text } from "./messages";
import { OrderTitle, tell } from "./news";
import { Connection, LinkTooOld, LoadingOrder, NoOrder } from "./no-order";
import { Progress } from "./progress";

export default function TrackScreen() {
  const token = trackingToken();
  return token ? <Tracked key={token} token={token} /> : <LinkTooOld />;
}

/** Return the token of the link. The entry of the history keeps it, so that the page can be reloaded. */
function trackingToken(): string | null {
  const mailed = mailedToken();
  if (mailed) history.replaceState({ tracking: mailed }, "");
  const state: unknown = history.state;
  const kept = typeof state === "object" && state !== null && "tracking" in state ? state.tracking : null;
  return typeof kept === "string" ? kept : null;
}

function Tracked({ token }: { token: string }) {
  const read = useCallback((signal: AbortSignal) => shop.orders.track(token, { signal }), [token]);
  const { order, problem, readAgain } = useFollowed<TrackedOrder>(read, tell);
  if (!order && problem === null) return <LoadingOrder />;
  if (!order) return <NoOrder problem={problem} page="/orders/track" retry={readAgain} />;
  return (
    <article class="page narrow order-page">
      <OrderTitle order={order} />
      <Connection problem={problem} page="/orders/track" />
      <Progress order={order} />
      <section class="panel">
        <h2>{text.lines()}</h2>
        <ul class="order-lines">
          {order.lines.map((line, place) => (
            <li key={place}>
              <span class="order-quantity">{line.quantity} ×</span>
              <div>
                {line.name}
                <p class="quiet">{line.options.join(", ")}</p>
              </div>
            </li>
          ))}
        </ul>
        <p class="order-total">
          {text.total()} <Money value={order.total} />
        </p>
      </section>
    </article>
  );
}
