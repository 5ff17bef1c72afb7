// What the kitchen needs of the shop's settings: currency, time zone, cash rounding and the pause.

import { call } from "/shared/api.js";
import { $ } from "/shared/elements.js";
import { useCurrency } from "/shared/numbers.js";
import { now, setClock, timeOf } from "/shared/shop_clock.js";
import { Dialog } from "./dialog.js";

const MOST_ADDED = 120; // minutes; the API takes no more

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
    this.cashRounding = store.cashRounding;
    this.showPause({ until: store.pausedUntil, addMinutes: store.addMinutes });
    this.isKnown = true;
  }

  /** Returns an amount in minor units as the customer pays it in cash. */
  inCash(amount) {
    return Math.round(amount / this.cashRounding) * this.cashRounding;
  }

  /** Sets the end of the pause, or adds minutes to the due times of new orders, and keeps the other one. */
  async pause({ minutes, add }) {
    const until = minutes ? new Date(now().getTime() + minutes * 60_000).toISOString() : this.pausedUntil;
    await this.put({ until, addMinutes: Math.min(this.addMinutes + Number(add ?? 0), MOST_ADDED) });
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
    $("#status").textContent = $("#paused p").textContent || "The shop takes orders as usual.";
  }

  showPause(pause) {
    this.pausedUntil = pause.until && new Date(pause.until) > now() ? pause.until : null;
    this.addMinutes = pause.addMinutes;
    const until = this.pausedUntil ? `No new orders until ${timeOf(new Date(this.pausedUntil))}.` : "";
    const later = this.addMinutes ? `New orders are due ${this.addMinutes} minutes later.` : "";
    $("#paused p").textContent = [until, later].filter(Boolean).join(" ");
    $("#paused").hidden = !(until || later);
  }
}
