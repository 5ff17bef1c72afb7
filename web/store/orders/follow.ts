/** Follows an order: reads it again as often as the shop says, more seldom while the page is hidden. */
import { type Signal, useSignal } from "@preact/signals";
import { Problem } from "bodega-client";
import { useEffect } from "preact/hooks";

interface Followable {
  pollAfter: number;
}

export interface Followed<Order> {
  order: Order | null;
  /** Why the order could not be read the last time. `order` is then the one before. */
  problem: unknown;
  readAgain: () => void;
}

/** A hidden page waits this many times as long. */
const HIDDEN = 6;
/** How long to wait after a failure, in seconds. */
const AFTER_FAILURE = 5;

/** Return an order and keep it fresh. `read` is the same function until another order is shown. */
export function useFollowed<Order extends Followable>(
  read: (signal: AbortSignal) => Promise<Order>,
  onChange: (before: Order, now: Order) => void,
): Followed<Order> {
  const order: Signal<Order | null> = useSignal(null);
  const problem = useSignal<unknown>(null);
  const again = useSignal<() => void>(() => {});
  useEffect(() => {
    order.value = null;
    problem.value = null;
    const show = (now: Order) => {
      const before = order.peek();
      order.value = now;
      problem.value = null;
      if (before && before !== now) onChange(before, now);
    };
    const { poll, stop } = polling(read, show, (failure) => {
      problem.value = failure;
    });
    again.value = poll;
    return stop;
  }, [read]);
  return { order: order.value, problem: problem.value, readAgain: again.value };
}

function polling<Order extends Followable>(
  read: (signal: AbortSignal) => Promise<Order>,
  onOrder: (order: Order) => void,
  onFailure: (problem: unknown) => void,
) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request = new AbortController();
  const poll = async () => {
    clearTimeout(timer);
    request.abort();
    request = new AbortController();
    const { signal } = request;
    let wait = AFTER_FAILURE;
    try {
      const order = await read(signal);
      if (signal.aborted) return;
      onOrder(order);
      wait = order.pollAfter;
    } catch (problem) {
      if (signal.aborted) return;
      onFailure(problem);
      if (isFinal(problem)) return;
    }
    timer = setTimeout(poll, wait * 1000 * (document.hidden ? HIDDEN : 1));
  };
  const whenBack = () => document.hidden || void poll();
  document.addEventListener("visibilitychange", whenBack);
  addEventListener("online", whenBack);
  void poll();
  const stop = () => {
    clearTimeout(timer);
    request.abort();
    document.removeEventListener("visibilitychange", whenBack);
    removeEventListener("online", whenBack);
  };
  return { poll: () => void poll(), stop };
}

/** Return whether asking again is useless: there is no such order, or nobody who may see it is here. */
function isFinal(problem: unknown): boolean {
  return problem instanceof Problem && problem.status < 429;
}
