// Polls the queue of open orders at the pace that the API sets.

import { call } from "/shared/api.js";
import { now } from "/shared/shop_clock.js";

const PATIENCE = 10; // seconds; a request that hangs longer is tried again
const AGAIN = 3; // seconds after a failure
const LONGEST = 60;

export class Queue {
  /**
   * `prepare()` is awaited before each request, `items(items)` gets the orders, `problem(error, time)` gets null or a
   * failure with the time of the last answer, and `signedOut(error)` ends the polling.
   */
  constructor({ prepare, items, problem, signedOut }) {
    this.told = { prepare, items, problem, signedOut };
    this.stop();
  }

  start() {
    this.stop();
    this.look(this.turn);
  }

  stop() {
    this.turn = (this.turn ?? 0) + 1; // answers of an earlier turn are dropped
    clearTimeout(this.timer);
    this.etag = null;
    this.pollAfter = AGAIN;
    this.answered = now();
  }

  async look(turn) {
    let wait = AGAIN;
    try {
      await this.told.prepare();
      const answer = await call("/orders/queue", { headers: this.etag ? { "If-None-Match": this.etag } : {}, seconds: PATIENCE });
      const page = answer.status === 304 ? null : await answer.json();
      if (turn !== this.turn) return;
      if (page) {
        this.told.items(page.items);
        this.etag = answer.headers.get("ETag"); // of the page that is shown
        this.pollAfter = Math.min(Math.max(page.pollAfter, 1), LONGEST);
      }
      this.answered = now();
      this.told.problem(null);
      wait = this.pollAfter;
    } catch (error) {
      if (turn !== this.turn) return;
      if (error.signedOut) return this.told.signedOut(error);
      this.told.problem(error, this.answered);
      wait = Math.min(error.retryAfter ?? AGAIN, LONGEST);
    }
    this.timer = setTimeout(() => this.look(turn), wait * 1000);
  }
}
