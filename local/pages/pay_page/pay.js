// Pays like a customer: the payment in the fragment of the URL, or that of a sample order.

import { API } from "/shared/api.js";
import { $, element } from "/shared/elements.js";
import { textOf } from "/shared/log-in.js";
import { money, useCurrency } from "/shared/numbers.js";
import { showBooks } from "./books.js";
import { Order } from "./order.js";
import { authenticate, confirm, control, look } from "./provider.js";
import { showDeliveries, useWebhooks } from "./webhooks.js";

const PAID = ["requires_capture", "succeeded"];
const PAUSE = 2000; // milliseconds between two looks at the books and the order

let order = null;
let secret = null;

async function begin() {
  const store = await (await fetch(`${API}/store`)).json();
  useCurrency(store.currency, store.currencyDigits);
  order = new Order(store);
  $("#place").disabled = false;
  showCards((await control("/cards")).cards);
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
  const payment = await look(secret);
  $("#amount").textContent = money(payment.amount);
  $("#payment").hidden = false;
  tell(payment.status === "requires_payment_method" ? "" : state(payment));
  $("#payment form button").disabled = PAID.includes(payment.status) || payment.status === "canceled";
}

async function place() {
  $("#facts").replaceChildren();
  secret = await order.place();
  showOrder("The order waits for its payment.");
  await offer();
  $("#cards input").focus();
}

async function pay(form) {
  tell("Paying …");
  try {
    const payment = await confirm(secret, form.card.value);
    await settle(payment.status === "requires_action" ? await askBank(payment) : payment);
  } catch (error) {
    tell(`${textOf(error)}${error.status === 402 ? " Try another card." : ""}`, "bad");
  }
}

/** Shows the dialog of the bank, and returns the payment after the customer's choice. */
function askBank(payment) {
  const dialog = $("#bank");
  dialog.returnValue = ""; // Esc keeps or empties it
  dialog.showModal();
  return new Promise((resolve, reject) => {
    dialog.addEventListener(
      "close",
      () => authenticate(payment.id, dialog.returnValue || "fail").then(resolve, reject),
      { once: true },
    );
  });
}

async function settle(payment) {
  if (!PAID.includes(payment.status)) {
    return tell(`${payment.last_payment_error?.message ?? state(payment)} Try another card.`, "bad");
  }
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

function showCards(cards) {
  const choices = cards.map(({ id, says }, index) => {
    const input = Object.assign(document.createElement("input"), { type: "radio", name: "card", value: id });
    input.checked = index === 0;
    const label = element("label", "");
    label.append(input, element("span", "", says), element("code", "", id));
    return label;
  });
  $("#cards").replaceChildren(...choices);
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
  await pay(event.target);
  button.disabled = $("#result").classList.contains("good");
});
for (const choice of document.querySelectorAll("#bank button")) {
  choice.addEventListener("click", () => $("#bank").close(choice.dataset.outcome));
}
addEventListener("hashchange", () => location.reload()); // another payment
begin().catch(fail);
