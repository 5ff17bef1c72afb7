/** What prevents the order, at the part of the checkout that it belongs to. */
import { computed, signal } from "@preact/signals";
import type { OrderProblem } from "bodega-client";
import { quote } from "../cart/quote";

/** Problems that only placing the order finds. Those of the quote are in the quote. */
export const refused = signal<readonly OrderProblem[]>([]);

type Part = "lines" | "fulfilment" | "tip" | "payment";

/** Everything that prevents the order, each problem once. */
export const problems = computed<readonly OrderProblem[]>(() => {
  const known = quote.value?.problems ?? [];
  return [
    ...known,
    ...refused.value.filter(({ pointer, code }) => !known.some((one) => one.pointer === pointer && one.code === code)),
  ];
});

/** Return the problems of a part: `problemsOf("tip")` are those with a pointer like `/tip/percent`. */
export function problemsOf(part: Part): OrderProblem[] {
  return problems.value.filter(({ pointer }) => pointer.split("/")[1] === part);
}
