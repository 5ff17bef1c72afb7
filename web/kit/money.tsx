import { type Money as Amount, formatMoney } from "./format";

/** An amount. Figures have the same width, so columns of amounts line up. */
export function Money({ value }: { value: Amount }) {
  return <span class="money">{formatMoney(value)}</span>;
}
