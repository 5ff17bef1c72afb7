// The provider as the customer's browser uses it, with the publishable key and the client secret, and its controls.

import { Problem } from "/shared/api.js";

const BASE = "/pay/stripe";
const KEY = document.querySelector("meta[name=publishable-key]").content;

/** Returns the payment of a client secret. Throws Problem. */
export async function look(secret) {
  return answered(await ask(`${payment(secret)}?${new URLSearchParams({ client_secret: secret })}`, { headers: key() }));
}

/** Pays with a test card, as Stripe.js does, and returns the payment. Throws Problem for a declined card. */
export async function confirm(secret, card) {
  const body = new URLSearchParams({ client_secret: secret, payment_method: card });
  return answered(await ask(`${payment(secret)}/confirm`, { method: "POST", headers: key(), body }));
}

/** Ends 3-D Secure, `outcome` "complete" or "fail", and returns the payment. */
export function authenticate(id, outcome) {
  return control(`/payment_intents/${id}/authentication`, { method: "POST", body: JSON.stringify({ outcome }) });
}

/** Calls a control of the stand-in. Throws Problem. */
export async function control(path, options = {}) {
  return answered(await ask(`/stand-in${path}`, { headers: { "Content-Type": "application/json" }, ...options }));
}

const key = () => ({ Authorization: `Bearer ${KEY}` });
const payment = (secret) => `/v1/payment_intents/${encodeURIComponent(secret.split("_secret_")[0])}`;

async function ask(path, options) {
  try {
    return await fetch(BASE + path, { cache: "no-store", ...options });
  } catch {
    throw new Problem("The stand-in does not answer. Start it with `make run` and try again.");
  }
}

async function answered(answer) {
  const document = await answer.json();
  if (answer.ok) return document;
  const { message, code = null } = document.error;
  throw new Problem(message, { status: answer.status, code });
}
