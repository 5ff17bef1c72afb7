// The cards of all open orders, by due time.

import { Ticket } from "./ticket.js";

const SHOWN_AFTER_THE_END = 5_000; // milliseconds
const CALM = 2_000; // milliseconds without a press before cards move up
const SETTLED = 400; // milliseconds after a move in which a press may be meant for another card

export class Board {
  /** `counts({ open, placed })` after each change, `arrived(tickets)` for orders that were not there before. */
  constructor(list, { counts, arrived }) {
    this.list = list;
    this.told = { counts, arrived };
    this.press = () => {}; // set by the actions, like the next two
    this.onNew = () => {};
    this.onGone = () => {};
    this.pressed = 0;
    this.clear();
    addEventListener("pointerdown", () => (this.pressed = performance.now()), { capture: true });
  }

  clear() {
    this.tickets = new Map();
    this.isFirst = true;
    this.list.replaceChildren();
  }

  /** Shows a page of the queue. The index behind it can be behind a change that this screen has made. */
  show(orders) {
    const present = new Set(orders.map(({ id }) => id));
    const unknown = orders.filter(({ id }) => !this.tickets.has(id));
    for (const order of orders) {
      const ticket = this.tickets.get(order.id);
      if (ticket && !ticket.end) ticket.take(order);
    }
    const arrived = unknown.map((order) => new Ticket(order, (ticket, name) => this.pressedButton(ticket, name)));
    this.move(() => arrived.forEach((ticket) => this.insert(ticket)));
    arrived.forEach((ticket) => this.onNew(ticket));
    for (const ticket of this.tickets.values()) if (!present.has(ticket.order.id) && !ticket.end) this.onGone(ticket);
    if (arrived.length && !this.isFirst) this.told.arrived(arrived);
    this.isFirst = false;
    this.tick();
  }

  insert(ticket) {
    const key = placeOf(ticket);
    const next = [...this.tickets.values()].filter((other) => placeOf(other) > key).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))[0];
    this.list.insertBefore(ticket.item, next?.item ?? null);
    this.tickets.set(ticket.order.id, ticket);
  }

  /** Shows how an order has ended. `stays`: the card waits for a press, because somebody must read it. */
  end(ticket, order, text, { stays = false } = {}) {
    ticket.end = { text, stays, at: performance.now() };
    ticket.take(order);
  }

  /** Updates the times, and removes the cards that have ended. */
  tick() {
    for (const ticket of this.tickets.values()) ticket.tick();
    const time = performance.now();
    const isCalm = time - this.pressed > CALM;
    const old = [...this.tickets.values()].filter(({ end }) => end && !end.stays && time - end.at > SHOWN_AFTER_THE_END);
    if (isCalm && old.length) this.move(() => old.forEach((ticket) => this.remove(ticket)));
    const open = [...this.tickets.values()].filter(({ end }) => !end);
    this.told.counts({ open: open.length, placed: open.filter(({ order }) => order.status === "placed").length });
  }

  remove(ticket) {
    const neighbour = ticket.item.nextElementSibling ?? ticket.item.previousElementSibling;
    const hadFocus = ticket.item.contains(document.activeElement);
    ticket.item.remove();
    this.tickets.delete(ticket.order.id);
    if (hadFocus) (neighbour?.querySelector(".step") ?? document.querySelector("#kitchen h1")).focus({ preventScroll: true });
  }

  /** Changes the list, and notes which cards have moved. */
  move(change) {
    const before = new Map([...this.tickets.values()].map((ticket) => [ticket, position(ticket)]));
    change();
    for (const [ticket, place] of before) if (position(ticket) !== place) ticket.movedAt = performance.now();
  }

  pressedButton(ticket, name) {
    if (ticket.isBusy || (name === "step" && ticket.isStepping)) return;
    if (performance.now() - (ticket.movedAt ?? -SETTLED) < SETTLED) return;
    if (ticket.end?.stays) this.move(() => this.remove(ticket));
    else if (!ticket.end) this.press(ticket, name);
  }
}

const placeOf = ({ order }) => `${order.dueFrom} ${order.number} ${order.id}`;

function position({ item }) {
  const { x, y } = item.getBoundingClientRect();
  return `${x} ${y + scrollY}`;
}
