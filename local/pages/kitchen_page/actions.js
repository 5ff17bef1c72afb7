// What the buttons of an order do.

import { Problem, call } from "/shared/api.js";
import { $ } from "/shared/elements.js";
import { textOf } from "/shared/log-in.js";
import { CancelDialog } from "./cancellation.js";
import { isUnpaid } from "./money.js";
import { PaymentDialog } from "./payment.js";
import { STATES } from "./ticket.js";

const SECONDS = 15; // to wait for an answer
const AGAIN = 3_000; // milliseconds until a note that could not be read is read again
const PAUSE = 600; // milliseconds after a step, so that a double press does not take the next one too
const OUTDATED = new Set([404, 409, 412]);

export class Actions {
  constructor(board, shop, { signedOut }) {
    this.board = board;
    this.signedOut = signedOut;
    this.payment = new PaymentDialog(shop, this);
    this.cancellation = new CancelDialog(this);
    this.notes = Promise.resolve(); // the last reading of a note
    board.press = (ticket, name) => this[name](ticket);
    board.onNew = (ticket) => this.learnNote(ticket);
    board.onGone = (ticket) => this.learnEnd(ticket);
  }

  async step(ticket) {
    const { next } = STATES[ticket.order.status];
    if (next === "completed" && isUnpaid(ticket.order)) return this.payment.open(ticket, ticket.step, { completes: true });
    await this.change(ticket, { status: next });
  }

  async back(ticket) {
    ticket.step.focus(); // the button "Back" goes away
    await this.change(ticket, { status: "preparing" });
  }

  pay(ticket) {
    this.payment.open(ticket, ticket.find(".pay"), { completes: false });
  }

  cancel(ticket) {
    this.cancellation.open(ticket, ticket.find(".cancel"));
  }

  /** Sets the status of an order, and says on its card why that failed. */
  async change(ticket, body) {
    ticket.isBusy = ticket.isStepping = true;
    ticket.say("");
    try {
      await this.setStatus(ticket, body);
    } catch (error) {
      if (error.signedOut) return this.signedOut(error);
      ticket.say(textOf(error));
    } finally {
      ticket.isBusy = false;
      setTimeout(() => (ticket.isStepping = false), PAUSE);
    }
  }

  /**
   * Sets the status. A capture of the card changes the version and not the status, so the step is sent again then; one that
   * records a payment is not.
   */
  async setStatus(ticket, body, ended) {
    const { status, version } = ticket.order;
    const send = () => {
      const headers = { "If-Match": `"${ticket.order.version}"` };
      return this.send(ticket, "/status", { method: "PUT", body, headers }, ended);
    };
    try {
      await send();
    } catch (error) {
      const isSameStep = ticket.order.status === status && ticket.order.version !== version;
      if (error.status !== 412 || !isSameStep || body.paid) throw error;
      await send();
    }
  }

  /**
   * Sends a change of an order and shows the order as it is then. Throws Problem.
   *
   * When another screen was faster, the card shows what that one did.
   */
  async send(ticket, path, request, ended) {
    try {
      const answer = await call(`/orders/${ticket.order.id}${path}`, { ...request, seconds: SECONDS });
      this.take(ticket, await answer.json(), ended);
    } catch (error) {
      if (!OUTDATED.has(error.status) || error.code === "payment_in_progress") throw error;
      const { status } = ticket.order;
      await this.refresh(ticket, "Done on another screen");
      if (ticket.order.status === status) throw error;
      const { name } = STATES[ticket.order.status] ?? { name: "not open any more" };
      throw new Problem(`Another screen was faster. The order is ${name.toLowerCase()}.`);
    }
  }

  /** Reads the note of an order, one order after another. The queue has only the notes of lines. */
  learnNote(ticket) {
    this.notes = this.notes.then(async () => {
      if (this.board.tickets.get(ticket.order.id) !== ticket || ticket.end) return;
      try {
        const { note } = await this.read(ticket);
        this.board.move(() => ticket.showNote(note));
      } catch (error) {
        if (error.signedOut) this.signedOut(error);
        else setTimeout(() => this.learnNote(ticket), AGAIN);
      }
    });
  }

  /** Shows how an order ended that is not in the queue any more. */
  async learnEnd(ticket) {
    if (ticket.isBusy) return;
    const { status } = ticket.order;
    try {
      await this.refresh(ticket, "Done on another screen", { stays: status !== "placed" });
    } catch (error) {
      if (error.signedOut) this.signedOut(error); // otherwise the next poll tries again
    }
  }

  async refresh(ticket, ended, { stays = false } = {}) {
    const order = await this.read(ticket);
    this.take(ticket, order, ended, { stays: stays && order.status === "canceled" });
  }

  async read(ticket) {
    const answer = await call(`/orders/${ticket.order.id}`, { seconds: SECONDS });
    return answer.json();
  }

  /** Shows the order as an answer has it. `ended`: the text of the card when the order is completed. */
  take(ticket, { status, payment, version }, ended = "Done", options = {}) {
    const order = { status, payment, version };
    const text = STATES[status]?.name ?? (status === "canceled" ? "Canceled" : ended);
    if (status in STATES) ticket.take(order);
    else this.board.end(ticket, order, text, options);
    this.board.tick();
    $("#status").textContent = `Order ${ticket.order.number}: ${text}.`;
  }
}
