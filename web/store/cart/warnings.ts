/** What a customer has to know about a line before it is ordered. */

import { formatMoney } from "../../kit/format";
import type { MenuProduct } from "../menu/types";
import type { CartLine } from "./cart";
import { text } from "./messages";
import type { QuotedLine } from "./quote";

type OrderProblem = QuotedLine["problems"][number];

/** Whether the line cannot be ordered, or costs another amount than the customer has seen. */
export function needsAttention(line: CartLine, quoted: QuotedLine | null): boolean {
  return quoted !== null && (quoted.problems.length > 0 || priceChange(line, quoted) !== null);
}

/** Return one sentence for each problem of a line, and for a changed price. */
export function warnings(line: CartLine, quoted: QuotedLine | null, product: MenuProduct | undefined): string[] {
  if (!quoted) return [];
  const sentences = quoted.problems.map((problem) => sentence(problem, line, product));
  const change = priceChange(line, quoted);
  return [...new Set(change ? [...sentences, change] : sentences)];
}

/** Return a sentence if one piece costs another amount than at the time it was added. */
export function priceChange({ seen }: CartLine, quoted: QuotedLine | null): string | null {
  const now = quoted?.line?.unit.amount;
  if (!seen || !now || (seen.unit.amount === now.amount && seen.unit.currency === now.currency)) return null;
  const values = { before: formatMoney(seen.unit), now: formatMoney(now) };
  return now.amount > seen.unit.amount ? text.priceRose(values) : text.priceFell(values);
}

function sentence(problem: OrderProblem, line: CartLine, product: MenuProduct | undefined): string {
  const name = product?.name ?? line.seen?.name ?? text.unnamed();
  const group = product?.customizations.find(({ id }) => id === member(problem, "customizationId"));
  const choice = group?.name ?? text.option();
  switch (problem.code) {
    case "unknown_product":
      return text.unknownProduct({ name });
    case "not_available": {
      const addon = group?.addons.find(({ id }) => id === member(problem, "addonId"));
      const option = addon?.name ?? group?.name;
      return option ? text.optionNotAvailable({ option }) : text.notAvailable({ name });
    }
    case "out_of_stock": {
      const count = Number(member(problem, "available"));
      return count ? text.fewerLeft({ count }) : text.soldOut();
    }
    case "choice_missing":
      return text.choiceMissing({ name: choice, count: Number(member(problem, "minimum")) });
    case "choice_too_many":
      return text.choiceTooMany({ name: choice, count: Number(member(problem, "maximum")) });
    case "choice_not_offered":
      return text.choiceNotOffered();
    default:
      return problem.detail;
  }
}

function member(problem: OrderProblem, name: string): unknown {
  return (problem as unknown as Record<string, unknown>)[name];
}
