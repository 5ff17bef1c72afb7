// A small order of a guest, through the public API: session, quote, order, payment.

import { API, Problem, problem } from "/shared/api.js";

export class Order {
  /** `store`: the settings of the shop. */
  constructor(store) {
    this.store = store;
    this.token = null;
    this.found = null;
    this.readAt = 0;
  }

  /** Returns whether the order can be read again: the shop says how long to wait. */
  isDue() {
    return this.found !== null && Date.now() >= this.readAt + (this.found.pollAfter ?? 10) * 1000;
  }

  /** Places an order that waits for a card, and returns the client secret of its payment. Throws Problem. */
  async place() {
    if (!this.store.payments.includes("card")) throw new Problem(NO_CARDS);
    this.token ??= (await this.call("/users/guests", { method: "POST" })).accessToken;
    const cart = { lines: [await this.line()], fulfilment: { type: this.store.fulfilments[0], at: null } };
    if (cart.fulfilment.type === "dineIn") cart.fulfilment.table = "1";
    const quote = await this.call("/orders/quote", { method: "POST", body: cart });
    if (!quote.orderable) throw new Problem(quote.problems.map((each) => each.detail).join(" "));
    const customer = { name: "Ada Lovelace", email: "ada@shop.example" };
    const body = { ...cart, expectedTotal: quote.totals.total, payment: { method: "card" }, customer };
    const headers = { "Idempotency-Key": crypto.randomUUID() };
    this.found = await this.call("/orders", { method: "POST", body, headers });
    return (await this.call(`${this.path}/payments`, { method: "POST" })).clientSecret;
  }

  /** Lets the shop ask the provider for the payment, as a storefront does after Stripe.js reports a success. */
  async refresh() {
    this.found = await this.call(`${this.path}/payments/refresh`, { method: "POST" });
  }

  /** Reads the order, and returns whether its status has changed. */
  async read() {
    const before = this.found.status + this.found.payment.status;
    this.found = await this.call(this.path);
    this.readAt = Date.now();
    return before !== this.found.status + this.found.payment.status;
  }

  get path() {
    return `/orders/mine/${this.found.id}`;
  }

  /** Returns a line with the first product that has no choice to make and is available. */
  async line() {
    const menu = await this.call("/menu");
    const products = menu.categories.flatMap((category) => category.products);
    const needsNothing = (product) => product.available && product.price.amount > 0 && !product.customizations.some((each) => each.required);
    const product = products.find(needsNothing);
    if (!product) throw new Problem("The menu has no product that can be ordered without a choice.");
    return { productId: product.id, quantity: 1 };
  }

  async call(path, { method = "GET", body, headers: more = {} } = {}) {
    const headers = { Accept: "application/json", ...more };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    const answer = await fetch(API + path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
    if (!answer.ok) throw await problem(answer);
    return answer.json();
  }
}

const NO_CARDS = "This shop takes no cards: its parameter PaymentProvider is none.";
