// The controls of the stand-in for Stripe.

import { Problem } from "/shared/api.js";

/** Calls a control of the stand-in. Throws Problem. */
export async function control(path, options = {}) {
  const answer = await ask(path, { headers: { "Content-Type": "application/json" }, ...options });
  const document = await answer.json();
  if (answer.ok) return document;
  const { message, code = null } = document.error;
  throw new Problem(message, { status: answer.status, code });
}

async function ask(path, options) {
  try {
    return await fetch(`/pay/stripe/stand-in${path}`, { cache: "no-store", ...options });
  } catch {
    throw new Problem("The stand-in does not answer. Start it with `make run` and try again.");
  }
}
