// The bank's question, 3-D Secure: in a frame of the page that pays, or as a page that leads back to it.

import { control } from "./calls.js";
import { use } from "./texts.js";

const asked = new URLSearchParams(location.search);
const base = new URL("..", location.href).pathname.replace(/\/$/, "");
const back = location.hash.slice(1);
use(asked.get("locale") ?? navigator.language);

async function answer(outcome) {
  const id = encodeURIComponent(asked.get("payment_intent"));
  try {
    const payment = await control({ base }, `/payment_intents/${id}/authentication`, { outcome });
    if (parent === window) lead(payment.status === "requires_payment_method" ? "failed" : "succeeded");
    else parent.postMessage("answered", location.origin);
  } catch (error) {
    document.querySelector("#problem").textContent = error.message;
  }
}

/** Leads back to the page of `return_url`. Only pages of this server may be one. */
function lead(status) {
  const url = new URL(back);
  if (url.origin !== location.origin) throw new Error("This return_url is on another server.");
  url.searchParams.set("redirect_status", status);
  location.replace(url);
}

for (const button of document.querySelectorAll("[data-outcome]")) {
  button.addEventListener("click", () => answer(button.dataset.outcome));
}
addEventListener("keydown", ({ key }) => {
  if (key === "Escape") answer("fail");
});
addEventListener("message", ({ source, origin, data }) => {
  if (source === parent && origin === location.origin && data === "cancel") answer("fail");
});
// A press before now would have been lost.
for (const button of document.querySelectorAll("[data-outcome]")) button.disabled = false;
