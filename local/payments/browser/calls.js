// Requests to the stand-in: those of Stripe's API that a browser sends, and its controls.

/** An error of the stand-in. `document` is Stripe's error object. */
class Failure extends Error {
  constructor(document) {
    super(document.message);
    this.document = document;
  }
}

/** Confirms the payment with a card. Returns the payment. Throws Failure for a declined card. */
export function confirmed({ base, key, clientSecret }, card, returnUrl) {
  const [id] = clientSecret.split("_secret_");
  const body = new URLSearchParams({ client_secret: clientSecret, payment_method: card.id });
  if (card.leaves && returnUrl) body.set("return_url", returnUrl);
  return call(`${base}/v1/payment_intents/${encodeURIComponent(id)}/confirm`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body,
  });
}

/** Calls a control of the stand-in. Throws Failure. */
export function control({ base }, path, body) {
  const options = body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  return call(`${base}/stand-in${path}`, options);
}

/** Returns the most precise code of an error. */
export const code = ({ document }) => document?.decline_code ?? document?.code;

async function call(url, options) {
  let response;
  try {
    response = await fetch(url, { cache: "no-store", ...options });
  } catch {
    throw new Failure({ type: "api_connection_error", message: "The stand-in does not answer. Start it with `make run` and try again." });
  }
  const document = await response.json();
  if (!response.ok) throw new Failure(document.error);
  return document;
}
