// The dashboard: the figures of the analytics routes for a range of days.

import { Problem, call } from "/shared/api.js";
import { $, element } from "/shared/elements.js";
import { askAgain, textOf, useLogIn } from "/shared/log-in.js";
import { useCurrency } from "/shared/numbers.js";
import { setClock, shopTime } from "/shared/shop_clock.js";
import { showCards } from "./cards.js";
import { comparisonOf } from "./comparison.js";
import { showOverTime } from "./over_time.js";
import { intervalsOf, periodOf, queryOf, rangeOf, rangeProblem } from "./periods.js";
import { showRankings } from "./rankings.js";

const period = $("#period");
const interval = $("#interval");
const report = $("#report");
const title = document.title;

let chosen = periodOf(location.search);
let knowsShop = false;
let latest = 0;
let shown = null; // the report that the chart shows

// ---------------------------------------------------------------- period and interval
period.addEventListener("submit", (event) => event.preventDefault());

period.addEventListener("change", (event) => {
  const name = period.period.value;
  if (name === "custom" && event.target === period.period) fillDates();
  choose(name === "custom" ? { period: name, from: period.from.value, to: period.to.value } : { period: name });
});

interval.addEventListener("change", () => choose({ ...chosen, by: interval.value }));

// Back, forward and a reload show the period of the URL.
addEventListener("popstate", () => {
  chosen = periodOf(location.search);
  refresh();
});

function choose(next) {
  chosen = next;
  if (rangeProblem(rangeOf(chosen, shopTime().day), shopTime().day) === null) history.pushState(null, "", queryOf(chosen));
  refresh();
}

/** Fills empty dates with the range that is shown. */
function fillDates() {
  if (period.from.value) return;
  const { from, to } = rangeOf(chosen, shopTime().day);
  period.from.value = from;
  period.to.value = to;
}

function showChoice(days) {
  period.period.value = chosen.period;
  $("#custom").hidden = chosen.period !== "custom";
  if (chosen.period === "custom") [period.from.value, period.to.value] = [chosen.from, chosen.to];
  const offered = intervalsOf(days);
  for (const option of interval.options) option.hidden = option.disabled = !offered.includes(option.value);
  interval.value = offered.includes(chosen.by) ? chosen.by : offered[0];
  document.title = `${period.period.selectedOptions[0].text} – ${title}`;
}

// ---------------------------------------------------------------- figures
async function refresh() {
  const turn = ++latest; // show the answers of the latest refresh, also when earlier ones arrive later
  report.setAttribute("aria-busy", "true");
  $("#problem").textContent = "";
  $("#retry").hidden = true;
  $("#status").textContent = "Loading the figures.";
  try {
    await learnShop();
    const time = shopTime();
    const days = rangeOf(chosen, time.day);
    showChoice(days);
    const problem = rangeProblem(days, time.day);
    if (problem !== null) throw new Problem(problem, { isInput: true });
    const found = await load(days, time);
    if (turn === latest) showReport(found);
  } catch (error) {
    if (turn === latest) showProblem(error);
  } finally {
    if (turn === latest) report.setAttribute("aria-busy", "false");
  }
}

/** Reads currency and time zone once. */
async function learnShop() {
  if (knowsShop) return;
  const answer = await call("/analytics/summary");
  const shop = await answer.json();
  setClock(shop, answer);
  useCurrency(shop.currency, shop.currencyDigits);
  period.querySelector("fieldset").disabled = false;
  knowsShop = true;
}

async function load(days, time) {
  const query = `from=${days.from}&to=${days.to}`;
  const byHour = (day) => get(`/analytics/orders?interval=hour&from=${day}&to=${day}`);
  const [summary, orders, products] = await Promise.all([
    get(`/analytics/summary?${query}`),
    get(`/analytics/orders?interval=${interval.value}&${query}`),
    get(`/analytics/products?${query}`),
  ]);
  return { summary, orders, products, comparison: await comparisonOf(summary, time, byHour) };
}

async function get(path) {
  return (await call(path)).json();
}

function showReport({ summary, orders, products, comparison }) {
  report.hidden = false; // before the chart, which measures its place
  const { previous } = summary;
  const until = comparison.until === null ? "" : `, both until ${comparison.until}`;
  $("#range").textContent = `${inWords(summary)}, ${summary.timeZone}`;
  $("#compared").textContent = `· compared with ${inWords(previous)}${until}`;
  showCards(summary, comparison);
  shown = orders;
  showOverTime(shown);
  showRankings(products);
  $("#status").textContent = `Figures of ${inWords(summary)}: ${summary.orders} orders.`;
}

const inWords = ({ from, to }) => (from === to ? from : `${from} to ${to}`);

function showProblem(error) {
  report.hidden = true; // it would show the figures of another range
  $("#status").textContent = "";
  $("#retry").hidden = Boolean(error.isInput);
  if (error.signedOut) askAgain($("#figures"), error);
  else $("#problem").textContent = textOf(error);
}

$("#retry").addEventListener("click", refresh);

// ---------------------------------------------------------------- export
$("#export").addEventListener("click", async () => {
  $("#problem").textContent = "";
  try {
    const { day } = shopTime();
    const days = rangeOf(chosen, day);
    const problem = rangeProblem(days, day);
    if (problem !== null) throw new Problem(problem, { isInput: true });
    const answer = await call(`/analytics/export?from=${days.from}&to=${days.to}`);
    const link = element("a", "");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `daily-figures-${days.from}-to-${days.to}.csv`;
    link.click();
    URL.revokeObjectURL(link.href);
    $("#status").textContent = "The CSV file is saved.";
  } catch (error) {
    showProblem(error);
  }
});

// The chart has its colours from the scheme, and its titles from the width.
for (const query of ["(prefers-color-scheme: dark)", "(max-width: 560px)"]) {
  matchMedia(query).addEventListener("change", () => !report.hidden && showOverTime(shown));
}

await useLogIn({
  main: $("#figures"),
  accounts: {
    roles: ["admin"],
    withoutRole: "This page needs an admin's account. Ask an admin for the role, or run: make admin EMAIL=…",
    lostRole: "This account is not an admin's any more. Log in with another account.",
  },
  begin: refresh,
  end() {
    latest += 1; // drop the answers of pending requests
    report.hidden = true;
  },
});
