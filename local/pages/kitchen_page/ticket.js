// One order as a card. It is changed in place, so that the focus and the cards around it stay where they are.

import { $, element } from "/shared/elements.js";
import { now, timeOf } from "/shared/shop_clock.js";
import { isUnpaid, paymentText } from "./money.js";

const SOON = 5; // minutes before an order is due
const MINUTE = 60_000;

/** Each status of an open order: its sign, its name, the step that follows, and the status after that step. */
export const STATES = {
  placed: { sign: "✱", name: "New", step: "Accept", next: "accepted" },
  accepted: { sign: "○", name: "Accepted", step: "Start", next: "preparing" },
  preparing: { sign: "◐", name: "Preparing", step: "Ready", next: "ready" },
  ready: { sign: "✓", name: "Ready", step: "Done", next: "completed" },
};
const ENDS = { completed: { sign: "✓", name: "Done" }, canceled: { sign: "✕", name: "Canceled" } };

export class Ticket {
  /** `press(ticket, name of the button)` is called for each press of a button. */
  constructor(order, press) {
    this.order = order;
    this.end = null; // of an order that is not open any more: its text, and whether the card waits for a press
    this.item = $("#ticket").content.firstElementChild.cloneNode(true);
    for (const name of ["step", "back", "pay", "cancel"]) {
      const button = this.find(`.${name}`);
      button.addEventListener("click", (event) => event.detail < 2 && press(this, name)); // not for a double click
    }
    this.label();
    this.draw();
  }

  find(selector) {
    return this.item.querySelector(selector);
  }

  get step() {
    return this.find(".step");
  }

  /** Gives the card and its main button the texts that a screen reader reads. */
  label() {
    const { id } = this.order;
    const named = { ".number": "number", ".state": "state", ".due": "due", ".whole": "note", ".lines": "lines", ".paid": "paid" };
    for (const [selector, name] of Object.entries(named)) this.find(selector).id = `${name}-${id}`;
    this.find("article").setAttribute("aria-labelledby", `number-${id} state-${id}`);
    this.step.setAttribute("aria-describedby", `state-${id} due-${id} note-${id} lines-${id} paid-${id}`);
  }

  /** Takes a document of the same order unless it is older than the one that is shown. */
  take(order) {
    if (order.version < this.order.version) return;
    this.order = { ...this.order, ...order };
    this.draw();
  }

  draw() {
    const { number, status, callName, fulfilment } = this.order;
    const { sign, name, step } = this.end ? { ...ENDS[status], step: this.end.stays ? "Seen" : "" } : STATES[status];
    this.find("article").dataset.status = this.end ? "ended" : status;
    write(this.find(".number"), number);
    write(this.find(".state .sign"), sign);
    write(this.find(".state .name"), this.end?.text ?? name);
    write(this.find(".who strong"), callName ?? "");
    write(this.find(".where"), fulfilment.type === "dineIn" ? `Table ${fulfilment.table ?? "?"}` : "Pickup");
    write(this.step, step || name);
    for (const selector of [".step", ".back", ".pay", ".cancel"]) {
      const button = this.find(selector);
      button.setAttribute("aria-label", `${button.textContent} ${number}`);
    }
    this.drawLines();
    this.drawPayment();
    const isOpen = !this.end;
    this.find(".back").hidden = !(isOpen && status === "ready");
    this.find(".cancel").hidden = !isOpen;
    this.step.setAttribute("aria-disabled", String(!isOpen && !this.end.stays));
    this.tick();
  }

  drawLines() {
    const text = JSON.stringify(this.order.ticket);
    if (text === this.drawn) return;
    this.drawn = text;
    this.find(".lines").replaceChildren(...this.order.ticket.map(line));
  }

  drawPayment() {
    const { status } = this.order;
    const isDue = isUnpaid(this.order);
    write(this.find(".paid"), status === "canceled" ? "" : paymentText(this.order));
    this.find(".paid").classList.toggle("unpaid", isDue);
    this.find(".paid").classList.toggle("refused", this.order.payment.status === "failed");
    this.find(".pay").hidden = this.end !== null || !isDue || status === "ready"; // "Done" asks for it
  }

  /** Shows the note of the whole order, which can be null. */
  showNote(note) {
    this.find(".whole").hidden = !note;
    write(this.find(".whole"), note ? `“${note}”` : "");
  }

  /** Shows how much time is left. */
  tick() {
    const due = new Date(this.order.dueFrom);
    const left = Math.ceil((due - now()) / MINUTE);
    const isWaiting = !this.end && this.order.status !== "ready";
    const urgency = !isWaiting ? "" : left < 0 ? "late" : left <= SOON ? "soon" : "";
    this.find(".due").dataset.urgency = urgency;
    write(this.find(".due .sign"), urgency === "late" ? "▲" : urgency === "soon" ? "△" : "");
    write(this.find(".due time"), `Due ${timeOf(due)}`);
    write(this.find(".left"), this.end ? "" : left < 0 ? `${duration(-left)} late` : left === 0 ? "now" : `in ${duration(left)}`);
  }

  /** Says why a button did not do what its text says. */
  say(text) {
    write(this.find(".problem"), text);
  }

  /** Whether a change of the order is on its way. */
  set isBusy(is) {
    this.item.setAttribute("aria-busy", String(is));
  }

  get isBusy() {
    return this.item.getAttribute("aria-busy") === "true";
  }

  /** Whether the main button has just been pressed. */
  set isStepping(is) {
    this.step.setAttribute("aria-busy", String(is));
  }

  get isStepping() {
    return this.step.getAttribute("aria-busy") === "true";
  }
}

function line({ quantity, name, options, note }) {
  const made = element("li", "");
  made.append(element("span", "quantity", `${quantity} ×`), " ", element("span", "product", name));
  if (options.length) {
    const list = element("ul", "options");
    list.append(...options.map((option) => element("li", "", option)));
    made.append(list);
  }
  if (note) made.append(element("p", "note", `“${note}”`));
  return made;
}

function duration(minutes) {
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
