// The frame of the payment element: the card's fields, and buttons that fill them with a test card.

import { code, confirmed, control } from "./calls.js";
import { use } from "./texts.js";

const USUAL = ["pm_card_visa", "pm_card_visa_chargeDeclined", "pm_card_threeDSecure2Required"];
const form = document.querySelector("#card");
const problem = document.querySelector("#problem");
let text = use("en");
let cards = [];

addEventListener("message", ({ source, origin, data, ports: [port] }) => {
  if (source === parent && origin === location.origin && port) begin(data, port);
});

async function begin(settings, port) {
  text = use(settings.locale);
  wear(settings.appearance);
  port.onmessage = async ({ data }) => {
    if (data.name === "focus") form.number.focus();
    else port.postMessage({ name: "result", id: data.id, ...(await confirm(settings, data.returnUrl)) });
  };
  new ResizeObserver(() => port.postMessage({ name: "height", height: document.documentElement.offsetHeight })).observe(
    document.documentElement,
  );
  try {
    ({ cards } = await control(settings, "/cards"));
  } catch (error) {
    return port.postMessage({ name: "loaderror", error: { type: "api_connection_error", message: error.message } });
  }
  for (const card of cards) document.querySelector(USUAL.includes(card.id) ? "#usual" : "#others").append(button(card));
  form.addEventListener("input", () => {
    tell();
    const { number, expiry, cvc } = form;
    const empty = !number.value && !expiry.value && !cvc.value;
    port.postMessage({ name: "change", empty, complete: !missing(), value: { type: "card" } });
  });
  port.postMessage({ name: "ready" });
}

/** Takes the colours of the page. */
function wear({ theme = "stripe", variables = {} }) {
  document.documentElement.dataset.theme = theme;
  for (const name of ["colorPrimary", "colorBackground", "colorText", "colorDanger", "borderRadius"]) {
    if (variables[name]) document.documentElement.style.setProperty(`--${name}`, variables[name]);
  }
}

function button(card) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.card = card.id;
  const last4 = document.createElement("span");
  last4.textContent = `•••• ${card.number.slice(-4)}`;
  made.append(last4, text.cards[card.says] ?? card.says);
  made.addEventListener("click", () => {
    form.number.value = card.number.replace(/(\d{4})(?=\d)/g, "$1 ");
    form.expiry.value = "12 / 34";
    form.cvc.value = "123";
    form.dispatchEvent(new Event("input"));
  });
  return made;
}

/** Marks the pressed test card, and the field that a problem is about. */
function tell(message = "", field = null) {
  const id = cardOf()?.id;
  for (const each of document.querySelectorAll("[data-card]")) each.ariaPressed = String(each.dataset.card === id);
  problem.textContent = message;
  for (const input of form.querySelectorAll("input")) input.ariaInvalid = String(input.name === field);
}

const digits = (value) => value.replace(/\D/g, "");
const cardOf = () => cards.find((card) => card.number === digits(form.number.value));

/** Returns the first field that is not filled in, and its error. */
function missing() {
  if (digits(form.number.value).length < 14) return ["number", "incomplete_number"];
  if (digits(form.expiry.value).length < 4) return ["expiry", "incomplete_expiry"];
  return digits(form.cvc.value).length < 3 ? ["cvc", "incomplete_cvc"] : null;
}

async function confirm(settings, returnUrl) {
  const [field, wrong] = missing() ?? [];
  if (field) {
    tell(text.errors[wrong], field);
    form[field].focus();
    return { error: { type: "validation_error", code: wrong, message: text.errors[wrong] } };
  }
  const card = cardOf();
  if (!card) {
    return { error: { type: "card_error", code: "card_declined", decline_code: "live_mode_test_card", message: text.errors.no_test_card } };
  }
  try {
    return { payment: await confirmed(settings, card, returnUrl) };
  } catch (error) {
    const found = code(error);
    return { error: { ...error.document, message: text.errors[found] ?? error.message } };
  }
}
