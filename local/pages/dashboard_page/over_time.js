// Orders and revenue over time: the chart, and the same figures as a table.

import { $, element } from "/shared/elements.js";
import { major, money, number, shopCurrency } from "/shared/numbers.js";
import { now, shopTime } from "/shared/shop_clock.js";

const HOUR = 60 * 60 * 1000;
const MANY = 62; // buckets, too narrow for borders and points
const NARROW = 560; // pixels, without room for the titles of the axes

let chart = null;

/** Shows a report of orders. Buckets that have not begun are empty, and the one that is not over is marked. */
export function showOverTime(report) {
  const { labels, series, interval: by, totals } = report;
  const empty = totals.orders === 0 && totals.refunds === 0;
  $("#no-orders").hidden = !empty;
  $("#drawn").hidden = empty;
  chart?.destroy();
  chart = null;
  if (empty) return;
  const states = labels.map((label) => stateOf(label, by));
  const unfinished = states.indexOf("unfinished");
  $("#unfinished").textContent = unfinished < 0 ? "" : `The last ${by} is not over yet: it has the orders until ${shopTime().time}.`;
  $("#chart").setAttribute("aria-label", `Orders and revenue by ${by}. The table below has the same figures.`);
  showTable(labels, series, states);
  chart = draw(report, states);
}

/** Returns whether a bucket is `over`, `unfinished`, or `ahead`: it has not begun. */
function stateOf(label, by) {
  if (by === "hour") {
    const begun = now() - Date.parse(label);
    return begun < 0 ? "ahead" : begun < HOUR ? "unfinished" : "over";
  }
  const current = shopTime().day.slice(0, label.length);
  return label > current ? "ahead" : label === current ? "unfinished" : "over";
}

function draw({ labels, series, interval: by }, states) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const begun = (values) => values.map((value, place) => (states[place] === "ahead" ? null : value));
  const unfinished = states.indexOf("unfinished");
  const ofBar = (name) => ({ dataIndex }) => (dataIndex === unfinished ? "transparent" : colour(name));
  const quiet = colour("--quiet");
  const title = (text) => ({ display: innerWidth > NARROW, text, color: quiet });
  const ticks = { color: quiet, maxRotation: 0, autoSkipPadding: 16 };
  const short = new Intl.NumberFormat(undefined, { notation: "compact" });
  return new Chart($("#chart"), {
    data: {
      labels: labels.map((label) => shortLabel(label, by)),
      datasets: [
        {
          type: "line", label: "Revenue", data: begun(series.revenue.map(major)), yAxisID: "money",
          cubicInterpolationMode: "monotone", pointRadius: labels.length > MANY ? 0 : 2,
          borderColor: colour("--second"), backgroundColor: colour("--second"),
          segment: { borderDash: ({ p1DataIndex }) => (p1DataIndex === unfinished ? [4, 4] : undefined) },
        },
        {
          type: "bar", label: "Orders", data: begun(series.orders), yAxisID: "count", borderRadius: 3,
          backgroundColor: ofBar("--accent-soft"), hoverBackgroundColor: colour("--accent"),
          borderColor: colour("--accent"), borderWidth: labels.length > MANY ? 0 : 1,
        },
      ],
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { labels: { color: colour("--text"), boxHeight: 8, usePointStyle: true } },
        tooltip: {
          callbacks: {
            title: ([{ dataIndex }]) => titleOf(labels[dataIndex], states[dataIndex]),
            label: ({ dataset, dataIndex }) => `${dataset.label}: ${dataset.label === "Revenue" ? money(series.revenue[dataIndex]) : number(series.orders[dataIndex])}`,
          },
        },
      },
      scales: {
        x: { grid: { display: false }, ticks },
        count: { beginAtZero: true, grid: { color: colour("--line") }, ticks: { ...ticks, precision: 0 }, title: title("Orders") },
        money: { beginAtZero: true, position: "right", grid: { display: false }, ticks: { ...ticks, callback: (value) => short.format(value) }, title: title(`Revenue (${shopCurrency()})`) },
      },
    },
  });
}

function showTable(labels, series, states) {
  const rows = labels.map((label, place) => {
    const row = element("tr", "");
    const time = element("th", "", titleOf(label, states[place]));
    time.scope = "row";
    row.append(time, element("td", "", number(series.orders[place])), element("td", "", money(series.revenue[place])));
    return row;
  });
  $("#series tbody").replaceChildren(...rows.filter((_, place) => states[place] !== "ahead"));
}

const titleOf = (label, state) => `${label.replace("T", " ")}${state === "unfinished" ? " (not over yet)" : ""}`;

function shortLabel(label, by) {
  if (by === "hour") return label.slice(11, 16);
  const date = new Date(by === "month" ? `${label}-01` : label);
  const format = by === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return date.toLocaleDateString(undefined, { ...format, timeZone: "UTC" });
}
