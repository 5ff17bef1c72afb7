// The cards: each figure of the range, and how it compares.

import { $, element } from "/shared/elements.js";
import { money, number } from "/shared/numbers.js";
import { read } from "./comparison.js";

const CARDS = [
  { name: "Orders", figure: "orders", write: number },
  { name: "Revenue", figure: "revenue", write: money },
  { name: "Average order", figure: "averageOrderValue", write: money },
  { name: "Items sold", figure: "itemsSold", write: number },
  { name: "Refunds", figure: "refunds", write: number, fewerIsBetter: true },
];

/** Shows the figures of a summary, and its comparison; see comparison.js. */
export function showCards(summary, comparison) {
  const figures = read(summary);
  $("#cards").replaceChildren(...CARDS.map((card) => show(card, figures[card.figure], comparison)));
}

function show({ name, figure, write, fewerIsBetter = false }, value, { current, previous, until }) {
  const text = textOf(value, write);
  const shown = element("span", "value", text);
  shown.style.setProperty("--length", Math.max(text.length, 1));
  const card = element("li", write === money ? "amount" : "");
  const change = element("span", "change", `before: ${textOf(previous[figure], write)}`);
  const percent = percentOf(current[figure], previous[figure]);
  if (percent !== 0) change.prepend(difference(percent, fewerIsBetter), " · ");
  if (until !== null) change.prepend(element("span", "until", `until ${until}: ${textOf(current[figure], write)}`), " ");
  card.append(element("span", "name", name), shown, change);
  return card;
}

const textOf = (value, write) => (value === null ? "–" : write(value));

function percentOf(current, previous) {
  return current === null || !(previous > 0) ? 0 : Math.round((100 * (current - previous)) / previous);
}

function difference(percent, fewerIsBetter) {
  const sign = new Intl.NumberFormat(undefined, { style: "percent", signDisplay: "always" });
  return element("span", percent > 0 !== fewerIsBetter ? "better" : "worse", sign.format(percent / 100));
}
