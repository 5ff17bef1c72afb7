// The best sellers, as tables with bars.

import { $, element } from "/shared/elements.js";
import { money, number } from "/shared/numbers.js";

/** Shows the report of best sellers. */
export function showRankings({ byRevenue, byQuantity }) {
  show("#revenue-ranking", byRevenue, "revenue");
  show("#quantity-ranking", byQuantity, "quantity");
}

function show(table, ranking, by) {
  const most = Math.max(1, ...ranking[by]);
  const rows = ranking.labels.map((name, place) => {
    const figures = { revenue: money(ranking.revenue[place]), quantity: number(ranking.quantity[place]) };
    const row = element("tr", "");
    const product = element("th", "", name);
    product.scope = "row";
    const bar = element("span", "bar");
    bar.style.width = `${Math.max(0, (100 * ranking[by][place]) / most)}%`;
    product.append(bar);
    row.append(product, element("td", "", figures[by]), element("td", "", figures[by === "revenue" ? "quantity" : "revenue"]));
    return row;
  });
  const nothing = element("tr", "");
  nothing.append(element("td", "", "No sales in this period."));
  nothing.firstChild.colSpan = 3;
  $(`${table} tbody`).replaceChildren(...(rows.length ? rows : [nothing]));
}
