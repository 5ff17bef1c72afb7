/** Cancels an order, after a question. */
import { useSignal } from "@preact/signals";
import { type OwnOrder, Problem } from "bodega-client";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { ErrorPanel } from "../../kit/error-panel";
import { Refusal } from "../../kit/problem";
import { toast } from "../../kit/toast";
import { shop } from "../shop";
import { text } from "./messages";

/** `onEnd` is called when the order was canceled, or can not be canceled any more. */
export function Cancel({ order, onEnd }: { order: OwnOrder; onEnd: () => void }) {
  const isAsking = useSignal(false);
  return (
    <p class="order-actions">
      <Button look="danger" onClick={() => (isAsking.value = true)}>
        {text.cancel()}
      </Button>
      {isAsking.value && <Question order={order} onEnd={onEnd} onClose={() => (isAsking.value = false)} />}
    </p>
  );
}

function Question({ order, onEnd, onClose }: { order: OwnOrder; onEnd: () => void; onClose: () => void }) {
  const busy = useSignal(false);
  const problem = useSignal<unknown>(null);
  const cancel = async () => {
    busy.value = true;
    problem.value = null;
    try {
      await shop.orders.mine.cancel(order.id);
      toast(text.canceledDone());
      onClose();
      onEnd();
    } catch (failure) {
      const isTooLate = failure instanceof Problem && failure.status === 409;
      problem.value = isTooLate ? new Refusal(text.tooLate()) : failure;
      onEnd();
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog
      title={text.cancelAsk()}
      onClose={onClose}
      footer={
        <>
          <Button look="danger" busy={busy.value} onClick={() => void cancel()}>
            {text.cancel()}
          </Button>
          <Button onClick={onClose}>{text.keep()}</Button>
        </>
      }
    >
      <p>{order.payment.method === "card" ? text.cancelCard() : text.cancelCounter()}</p>
      {problem.value !== null && <ErrorPanel problem={problem.value} />}
    </Dialog>
  );
}
