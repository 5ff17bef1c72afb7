// What the kitchen needs of the shop's settings: currency, time zone, cash rounding and the pause.

import { call } from "/shared/api.js";
import { $ } from "/shared/elements.js";
import { useCurrency } from "/shared/numbers.js";
import { now, setClock, timeOf } from "/shared/shop_clock.js";
import { Dialog } from "./dialog.js";

export class Shop {
  constructor() {
    this.isKnown = false;
    this.cashRounding = 1;
    const dialog = new Dialog("#pausing");
    $("#pause").addEventListener("click", () => dialog.open(null, $("#pause")));
    for (const button of dialog.all("[data-minutes], [data-add]")) {
      button.addEventListener("click", () => dialog.run(() => this.pause(button.dataset)));
    }
    $("#paused button").addEventListener("click", () => this.resume());
  }

  async read() {
    const answer = await call("/store", { seconds: 10 });
    const store = await answer.json();
    setClock(store, answer);
    useCurrency(store.currency, store.currencyDigits);
    this.cashRounding = store.cashRounding ?? 1;
    this.showPause(store.paused);
    this.isKnown = true;
  }

  /** Returns an amount in minor units as the customer pays it in cash. */
  inCash(amount) {
    return Math.round(amount / this.cashRounding) * this.cashRounding;
  }

  async pause({ minutes, add }) {
    const until = minutes ? new Date(now().getTime() + minutes * 60_000).toISOString() : null;
    await this.put({ until, addMinutes: Number(add ?? 0) });
  }

  async resume() {
    $("#problem").textContent = "";
    try {
      await this.put({ until: null, addMinutes: 0 });
      $("#pause").focus();
    } catch (error) {
      $("#problem").textContent = error.message;
    }
  }

  async put(pause) {
    await call("/store/pause", { method: "PUT", body: pause, seconds: 10 });
    this.showPause(pause);
    $("#status").textContent = $("#paused p").textContent || "The shop takes orders again.";
  }

  showPause(pause) {
    const until = pause?.until && new Date(pause.until) > now() ? `No new orders until ${timeOf(new Date(pause.until))}.` : "";
    const later = pause?.addMinutes ? `New orders are due ${pause.addMinutes} minutes later.` : "";
    $("#paused p").textContent = [until, later].filter(Boolean).join(" ");
    $("#paused").hidden = !(until || later);
  }
}
