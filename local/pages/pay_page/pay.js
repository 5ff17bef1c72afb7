// Pays like a customer: the payment in the fragment of the URL, or that of a sample order.

import { API, Problem } from "/shared/api.js";
import { $, element } from "/shared/elements.js";
import { textOf } from "/shared/log-in.js";
import { money, useCurrency } from "/shared/numbers.js";
import { showBooks } from "./books.js";
import { Order } from "./order.js";
import { showDeliveries, useWebhooks } from "./webhooks.js";

const KEY = document.querySelector("meta[name=publishable-key]").content;
const PAID = ["requires_capture", "succeeded"];
const PAUSE = 2000; // milliseconds between two looks at the books and the order

let order = null;
let secret = null;
let elements = null;
const stripe = window.Stripe(KEY, { locale: "en" });
const isDark = matchMedia("(prefers-color-scheme: dark)");

async function begin() {
  const store = await (await fetch(`${API}/store`)).json();
  useCurrency(store.currency, store.currencyDigits);
  order = new Order(store);
  $("#place").disabled = false;
  await useWebhooks(fail);
  secret = decodeURIComponent(location.hash.slice(1)) || null;
  if (secret) {
    $("#order").hidden = $("#leaving").hidden = true;
    await offer().catch(fail);
  }
  await watch();
}

/** Shows the form for the payment of the client secret. */
async function offer() {
  const { paymentIntent: payment, error } = await stripe.retrievePaymentIntent(secret);
  if (error) throw new Problem(error.message);
  $("#amount").textContent = money(payment.amount);
  $("#payment").hidden = false;
  tell(payment.status === "requires_payment_method" ? "" : state(payment));
  const isOver = [...PAID, "canceled"].includes(payment.status);
  $("#payment form button").disabled = isOver;
  if (!isOver) showCard();
}

/** Shows the fields of the card. */
function showCard() {
  elements = stripe.elements({ clientSecret: secret, appearance: { theme: isDark.matches ? "night" : "stripe" } });
  const card = elements.create("payment");
  card.on("ready", () => card.focus());
  card.mount("#card");
}

async function place() {
  $("#facts").replaceChildren();
  secret = await order.place();
  showOrder("The order waits for its payment.");
  await offer();
}

async function pay() {
  tell("Paying …");
  const confirmParams = { return_url: new URL(`/pay#${secret}`, location).href };
  const { error } = await stripe.confirmPayment({ elements, redirect: "if_required", confirmParams });
  if (error) return tell(`${error.message}${error.type === "card_error" ? " Try another card." : ""}`, "bad");
  try {
    await settle();
  } catch (problem) {
    tell(textOf(problem), "bad");
  }
}

async function settle() {
  $("#payment form button").disabled = true;
  const isLeaving = $("#payment form").leave.checked;
  tell(isLeaving ? "Paid. The shop has not been told by this page." : "Paid.", "good");
  if (order.found && !isLeaving) await refresh();
}

async function refresh() {
  await order.refresh();
  showOrder("This is the answer of the refresh.");
}

function showOrder(summary) {
  const { number, status, payment, totals } = order.found;
  $("#summary").textContent = summary;
  const facts = { Number: number, Status: status, Payment: payment.status, Total: money(totals.total.amount) };
  $("#facts").replaceChildren(
    ...Object.entries(facts).flatMap(([name, value]) => [element("dt", "", name), element("dd", "", value)]),
  );
  $("#refresh").hidden = $("#next").hidden = false;
  $("#place").textContent = "Place another order";
}

/** Shows changes of the books and of the order, which webhooks and the sweeper make. */
async function watch() {
  for (;;) {
    try {
      await showBooks(money);
      await showDeliveries();
      if (order.isDue() && (await order.read())) showOrder("The order has changed.");
    } catch (error) {
      fail(error);
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}

const state = (payment) => `The payment is ${payment.status.replaceAll("_", " ")}.`;

function tell(text, kind = "") {
  $("#result").textContent = text;
  $("#result").className = `result ${kind}`;
}

function fail(error) {
  $("#problem").textContent = textOf(error);
}

/** Runs the action of a button once at a time. */
function on(button, action) {
  button.addEventListener("click", async () => {
    button.disabled = true;
    $("#problem").textContent = "";
    try {
      await action();
    } catch (error) {
      fail(error);
    } finally {
      button.disabled = false;
    }
  });
}

on($("#place"), place);
on($("#refresh"), refresh);
$("#payment form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.target.querySelector("button");
  if (button.disabled) return;
  button.disabled = true;
  await pay();
  button.disabled = $("#result").classList.contains("good");
});
addEventListener("hashchange", () => location.reload()); // another payment
begin().catch(fail);
