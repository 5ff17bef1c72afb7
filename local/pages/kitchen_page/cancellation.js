// The dialog that cancels an order, with the reason that the customer's mail names.

import { Dialog } from "./dialog.js";
import { cancellationText } from "./money.js";

export class CancelDialog extends Dialog {
  constructor(actions) {
    super("#cancellation");
    this.actions = actions;
    this.find("form").addEventListener("submit", () => this.run(() => this.cancel()));
  }

  open(ticket, opener) {
    this.find("form").reset();
    this.find("h2").textContent = `Cancel order ${ticket.order.number}`;
    this.find(".money").textContent = cancellationText(ticket.order);
    super.open(ticket, opener);
  }

  async cancel() {
    const { reason, note } = this.find("form").elements;
    const body = { reason: reason.value, ...(note.value.trim() && { note: note.value.trim() }) };
    await this.actions.send(this.subject, "/cancellation", { method: "POST", body });
  }
}
