/** What prevents the order, at the part of the checkout that it belongs to. */
import { computed, signal } from "@preact/signals";
import type { OrderProblem } from "bodega-client";
import { quote, quoteFields } from "../cart/quote";
import { method } from "./draft";

/** Problems that placing the order has found, and what was ordered then. Those of the quote are in the quote. */
const refusal = signal<{ ordered: string; problems: readonly OrderProblem[] }>({ ordered: "", problems: [] });

/** Problems of the order as it is now. Those of an order with other lines or another time are forgotten. */
const refused = computed(() => (refusal.value.ordered === ordered() ? refusal.value.problems : []));

/** Show the problems that placing the order has found. */
export function refuse(problems: readonly OrderProblem[]): void {
  refusal.value = { ordered: ordered(), problems };
}

function ordered(): string {
  return JSON.stringify([quoteFields.value, method.value]);
}

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
