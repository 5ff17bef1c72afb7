// The list of the newest payments at the stand-in, newest first.

import { $, element } from "/shared/elements.js";
import { control } from "./controls.js";

const time = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

/** Reads the newest payments and shows them. `money` formats an amount. */
export async function showBooks(money) {
  const { payments } = await control("/recent");
  const rows = payments.map((payment) => row(payment, money));
  $("#books").replaceChildren(...rows);
  $("#none").hidden = rows.length > 0;
}

function row(payment, money) {
  const refunded = payment.status === "succeeded" ? payment.latest_charge.amount_refunded : 0;
  const cells = [
    ["", time.format(payment.created * 1000)],
    ["", element("code", "", payment.id)],
    ["", element("code", "", payment.metadata.order ?? "–")],
    ["", payment.status],
    ["number", money(payment.amount)],
    ["number", money(payment.amount_received)],
    ["number", money(refunded)],
  ];
  const made = document.createElement("tr");
  for (const [className, content] of cells) {
    const cell = element("td", className);
    cell.append(content);
    made.append(cell);
  }
  return made;
}
