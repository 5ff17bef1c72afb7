// The dialog for an unpaid order: cash, with the change to give, or the card terminal.

import { Problem } from "/shared/api.js";
import { element } from "/shared/elements.js";
import { decimal, minor, money } from "/shared/numbers.js";
import { Dialog } from "./dialog.js";

const NOTES = [5, 10, 20, 50, 100]; // of the currency's major unit
const SHOWN = 3;

export class PaymentDialog extends Dialog {
  constructor(shop, actions) {
    super("#payment");
    Object.assign(this, { shop, actions });
    this.received = this.find("[name=received]");
    this.received.addEventListener("input", () => this.showChange());
    this.find("form").addEventListener("submit", () => this.run(() => this.cash()));
    this.find(".terminal").addEventListener("click", () => this.run(() => this.pay("terminal", null)));
  }

  /** `completes`: whether the order is handed over too. */
  open(ticket, opener, { completes }) {
    this.completes = completes;
    this.key = randomKey(); // of this payment, so that a repeated request records it once
    const total = ticket.order.totals.total.amount;
    this.due = this.shop.inCash(total);
    this.find("h2").textContent = `${completes ? "Hand over" : "Payment of"} order ${ticket.order.number}`;
    const cash = this.due === total ? "" : ` (${money(this.due)} in cash)`;
    const refused = ticket.order.payment.status === "failed" ? "The card was refused. " : "";
    this.find(".amount").textContent = `${refused}To pay: ${money(total)}${cash}`;
    this.received.value = "";
    this.offerNotes();
    this.showChange();
    super.open(ticket, opener);
    this.received.focus();
  }

  /** Offers the amounts that customers usually give: the exact one and what the next notes make. */
  offerNotes() {
    const unit = minor("1");
    const notes = NOTES.map((note) => Math.ceil(this.due / (note * unit)) * note * unit);
    const amounts = [...new Set([this.due, ...notes])].sort((a, b) => a - b).slice(0, SHOWN + 1);
    const buttons = amounts.map((amount) => {
      const button = element("button", "", money(amount));
      button.type = "button";
      button.addEventListener("click", () => {
        this.received.value = decimal(amount);
        this.showChange();
        this.find(".cash").focus();
      });
      return button;
    });
    this.find(".notes").replaceChildren(...buttons);
  }

  showChange() {
    const received = minor(this.received.value);
    const isEnough = received !== null && received >= this.due;
    this.find(".change").textContent = isEnough ? `Change: ${money(received - this.due)}` : "";
  }

  async cash() {
    const typed = this.received.value.trim();
    const received = typed ? minor(typed) : this.due; // nothing typed: the exact amount
    if (received === null) return this.refuse(`Enter an amount such as ${decimal(this.due)}.`);
    if (received < this.due) return this.refuse(`That is less than ${money(this.due)}.`);
    await this.pay("cash", received);
  }

  refuse(text) {
    this.received.focus();
    throw new Problem(text, { isInput: true });
  }

  /** Records the payment, and completes the order if it is handed over. `received`: minor units of cash, or null. */
  async pay(method, received) {
    const ticket = this.subject;
    const { currency } = ticket.order.totals.total;
    const given = received === null ? {} : { received: { amount: received, currency } };
    const change = received > this.due ? `, change ${money(received - this.due)}` : "";
    if (this.completes) {
      await this.actions.setStatus(ticket, { status: "completed", paid: method, ...given }, `Done${change}`);
    } else {
      const request = { method: "POST", body: { method, ...given }, headers: { "Idempotency-Key": this.key } };
      await this.actions.send(ticket, "/payments", request);
    }
  }
}

/** Returns a random text. `crypto.randomUUID` does not exist on a page without TLS. */
function randomKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
