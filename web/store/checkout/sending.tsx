import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { Skeleton } from "../../kit/skeleton";
import { cart } from "../cart/cart";
import { bodyOf } from "../cart/lines";
import { Link } from "../shell/router";
import { type Attempt, answered } from "./attempt";
import { text } from "./messages";
import { isRefused, placeAgain } from "./place";

interface SendingProps {
  attempt: Attempt;
  /** Why the last answer did not arrive; null: the page was reloaded, or opened again. */
  problem: unknown;
  /** Called with the shop's refusal, or with null if the customer does not want to send it again. */
  onEnd: (refusal: unknown) => void;
}

/**
 * An order that was sent and that the shop has not answered. It can be sent again, and is placed once. After a reload, it is
 * sent at once, unless the cart has changed: the customer may want another order then.
 */
export function Sending({ attempt, problem: before, onEnd }: SendingProps) {
  const problem = useSignal(before);
  const busy = useSignal(false);
  const waits = useSignal(
    before !== null || JSON.stringify(bodyOf(cart.peek())) !== JSON.stringify(attempt.order.lines),
  );
  const send = async () => {
    if (busy.value) return;
    busy.value = true;
    try {
      await placeAgain(attempt);
    } catch (met) {
      if (isRefused(met)) onEnd(met);
      else {
        problem.value = met;
        waits.value = true;
      }
    } finally {
      busy.value = false;
    }
  };
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    if (!waits.peek()) void send();
  }, []);
  return (
    <div class="panel checkout-part">
      <h2 ref={heading} tabIndex={-1}>
        {text.sending()}
      </h2>
      <p>{text.sendingText()}</p>
      {!waits.value ? (
        <Skeleton />
      ) : (
        <>
          {problem.value !== null && <ErrorPanel problem={problem.value} />}
          <Button look="primary" busy={busy.value} onClick={() => void send()}>
            {text.sendAgain()}
          </Button>
          <GiveUp onEnd={() => onEnd(null)} />
        </>
      )}
    </div>
  );
}

/** The shop may have the order, so the customer looks at the orders before changing it. */
function GiveUp({ onEnd }: { onEnd: () => void }) {
  const giveUp = () => {
    answered();
    onEnd();
  };
  return (
    <details>
      <summary>{text.giveUp()}</summary>
      <p>
        {text.giveUpText()} <Link to="/orders">{text.yourOrders()}</Link>
      </p>
      <Button onClick={giveUp}>{text.changeAnyway()}</Button>
    </details>
  );
}
