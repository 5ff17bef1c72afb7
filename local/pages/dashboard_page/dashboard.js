// The dashboard: the figures of the analytics routes for a range of days.

import { Problem, call, logIn, logOut, resume } from "./api.js";
import { major, money, number, shopCurrency, useCurrency } from "./numbers.js";
import { intervalsOf, rangeOf, rangeProblem } from "./periods.js";

const $ = (selector) => document.querySelector(selector);
const period = $("#period");
const interval = $("#interval");
const main = $("#figures main");

let today = null;
let chart = null;
let latest = 0;

// ---------------------------------------------------------------- log-in
function show(signedIn) {
  $("#log-in").hidden = signedIn;
  $("#figures").hidden = !signedIn;
  if (!signedIn) $("#log-in input").focus();
}

$("#log-in form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const button = form.querySelector("button");
  button.disabled = true;
  $("#log-in-problem").textContent = "";
  try {
    await logIn(form.email.value, form.password.value);
    form.reset();
    show(true);
    await refresh();
  } catch (error) {
    $("#log-in-problem").textContent = textOf(error);
  } finally {
    button.disabled = false;
  }
});

$("#log-out").addEventListener("click", async () => {
  latest += 1; // drop the answers of pending requests
  await logOut();
  show(false);
});

// ---------------------------------------------------------------- period and interval
function range() {
  if (period.period.value !== "custom") return rangeOf(period.period.value, today);
  return { from: period.from.value, to: period.to.value };
}

period.addEventListener("change", (event) => {
  const custom = period.period.value === "custom";
  if (event.target === period.period && custom && !period.from.value) {
    const month = rangeOf("thirty", today);
    period.from.value = month.from;
    period.to.value = month.to;
  }
  $("#custom").hidden = !custom;
  refresh();
});

interval.addEventListener("change", () => refresh({ keepInterval: true }));

function offerIntervals(days, keep) {
  const offered = intervalsOf(days);
  for (const option of interval.options) option.hidden = option.disabled = !offered.includes(option.value);
  if (!keep || !offered.includes(interval.value)) interval.value = offered[0];
}

async function refresh({ keepInterval = false } = {}) {
  const turn = ++latest; // show the answers of the latest refresh, also when earlier ones arrive later
  main.setAttribute("aria-busy", "true");
  $("#problem").textContent = "";
  try {
    if (today === null) {
      const shop = await get("/analytics/summary");
      today = shop.to;
      useCurrency(shop.currency, shop.currencyDigits);
      period.querySelector("fieldset").disabled = false;
    }
    const days = range();
    const problem = rangeProblem(days);
    if (problem !== null) throw new Problem(problem);
    offerIntervals(days, keepInterval);
    const query = `from=${days.from}&to=${days.to}`;
    const [summary, orders, products] = await Promise.all([
      get(`/analytics/summary?${query}`),
      get(`/analytics/orders?interval=${interval.value}&${query}`),
      get(`/analytics/products?${query}`),
    ]);
    if (turn !== latest) return;
    $("#range").textContent = `${summary.from === summary.to ? summary.from : `${summary.from} to ${summary.to}`}, ${summary.timeZone}`;
    showCards(summary);
    showChart(orders);
    showRanking("#revenue-ranking", products.byRevenue, "revenue");
    showRanking("#quantity-ranking", products.byQuantity, "quantity");
  } catch (error) {
    if (turn === latest) showProblem(error);
  } finally {
    if (turn === latest) main.setAttribute("aria-busy", "false");
  }
}

async function get(path) {
  return (await call(path)).json();
}

function showProblem(error) {
  if (error.signedOut) {
    show(false);
    $("#log-in-problem").textContent = textOf(error);
  } else {
    $("#problem").textContent = textOf(error);
  }
}

function textOf(error) {
  if (error instanceof Problem) return error.message;
  console.error(error);
  return "Something went wrong on this page. Reload it.";
}

// ---------------------------------------------------------------- cards
const CARDS = [
  ["Orders", (figures) => figures.orders, number],
  ["Revenue", (figures) => figures.revenue.amount, money],
  ["Average order", (figures) => figures.averageOrderValue?.amount ?? null, money],
  ["Items sold", (figures) => figures.itemsSold, number],
  ["Refunds", (figures) => figures.refunds, number, { fewerIsBetter: true }],
];

function showCards(summary) {
  $("#cards").replaceChildren(
    ...CARDS.map(([name, read, write, { fewerIsBetter = false } = {}]) => {
      const [now, before] = [read(summary), read(summary.previous)];
      const card = element("li", "");
      card.append(
        element("span", "name", name),
        element("span", "value", now === null ? "–" : write(now)),
        change(now, before, before === null ? "–" : write(before), fewerIsBetter),
      );
      return card;
    }),
  );
}

function change(now, before, written, fewerIsBetter) {
  const found = element("span", "change", `before: ${written}`);
  const percent = now === null || !(before > 0) ? 0 : Math.round((100 * (now - before)) / before);
  if (percent !== 0) {
    const sign = new Intl.NumberFormat(undefined, { style: "percent", signDisplay: "always" });
    found.textContent = `${sign.format(percent / 100)} · before: ${written}`;
    found.classList.add(percent > 0 !== fewerIsBetter ? "better" : "worse");
  }
  return found;
}

// ---------------------------------------------------------------- chart
function showChart({ labels, series, interval: by, totals }) {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const empty = totals.orders === 0 && totals.refunds === 0;
  $("#no-orders").hidden = !empty;
  $(".chart").hidden = empty;
  chart?.destroy();
  chart = null;
  if (empty) return;
  const grid = { color: colour("--line") };
  const ticks = { color: colour("--quiet"), maxRotation: 0, autoSkipPadding: 16 };
  chart = new Chart($("#chart"), {
    data: {
      labels: labels.map((label) => shortLabel(label, by)),
      datasets: [
        { type: "line", label: "Revenue", data: series.revenue.map(major), yAxisID: "money", cubicInterpolationMode: "monotone", pointRadius: labels.length > 45 ? 0 : 2, borderColor: colour("--second"), backgroundColor: colour("--second") },
        { type: "bar", label: "Orders", data: series.orders, yAxisID: "count", backgroundColor: colour("--accent-soft"), hoverBackgroundColor: colour("--accent"), borderRadius: 3 },
      ],
    },
    options: {
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: "index", intersect: false },
      plugins: {
        legend: { labels: { color: colour("--text"), usePointStyle: true } },
        tooltip: {
          callbacks: {
            title: ([{ dataIndex }]) => labels[dataIndex],
            label: ({ dataset, dataIndex }) => `${dataset.label}: ${dataset.label === "Revenue" ? money(series.revenue[dataIndex]) : number(series.orders[dataIndex])}`,
          },
        },
      },
      scales: {
        x: { grid: { display: false }, ticks },
        count: { beginAtZero: true, grid, ticks: { ...ticks, precision: 0 }, title: { display: true, text: "Orders", color: colour("--quiet") } },
        money: { beginAtZero: true, position: "right", grid: { display: false }, ticks, title: { display: true, text: `Revenue (${shopCurrency()})`, color: colour("--quiet") } },
      },
    },
  });
}

function shortLabel(label, by) {
  if (by === "hour") return label.slice(11, 16);
  const date = new Date(by === "month" ? `${label}-01` : label);
  const format = by === "month" ? { month: "short", year: "numeric" } : { day: "numeric", month: "short" };
  return date.toLocaleDateString(undefined, { ...format, timeZone: "UTC" });
}

// ---------------------------------------------------------------- best sellers
function showRanking(table, ranking, by) {
  const most = Math.max(1, ...ranking[by]);
  const rows = ranking.labels.map((name, place) => {
    const figures = { revenue: money(ranking.revenue[place]), quantity: number(ranking.quantity[place]) };
    const row = element("tr", "");
    const product = element("td", "", name);
    const bar = element("span", "bar");
    bar.style.width = `${Math.max(0, (100 * ranking[by][place]) / most)}%`;
    product.append(bar);
    row.append(product, element("td", "", figures[by]), element("td", "", figures[by === "revenue" ? "quantity" : "revenue"]));
    return row;
  });
  const nothing = element("td", "quiet", "No sales in this period.");
  nothing.colSpan = 3;
  $(`${table} tbody`).replaceChildren(...(rows.length ? rows : [nothing]));
}

// ---------------------------------------------------------------- export
$("#export").addEventListener("click", async () => {
  $("#problem").textContent = "";
  try {
    const days = range();
    if (rangeProblem(days) !== null) throw new Problem(rangeProblem(days));
    const answer = await call(`/analytics/export?from=${days.from}&to=${days.to}`);
    const link = element("a", "");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `daily-figures-${days.from}-to-${days.to}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (error) {
    showProblem(error);
  }
});

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => today !== null && refresh({ keepInterval: true }));

const signedIn = await resume().catch(() => false);
show(signedIn);
if (signedIn) await refresh();
