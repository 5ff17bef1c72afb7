// Stripe.js of the stand-in: the part that a page with a payment element uses, as https://docs.stripe.com/js describes it.

(() => {
  const BASE = new URL("stripe", document.currentScript.src).pathname;
  const PAID = ["requires_capture", "succeeded", "processing"];

  class IntegrationError extends Error {
    name = "IntegrationError";
  }

  /** The payment element: a frame with the card's fields. The page never sees what is typed there. */
  class PaymentElement {
    #settings;
    #frame = null;
    #port = null;
    #listeners = new Map();
    #waiting = new Map();

    constructor(settings) {
      this.#settings = settings;
    }

    mount(target) {
      const place = typeof target === "string" ? document.querySelector(target) : target;
      if (!place) throw new IntegrationError(`The selector you specified (${target}) applies to no DOM elements that are currently on the page.`);
      const frame = document.createElement("iframe");
      frame.title = "Secure payment input frame";
      frame.src = `${BASE}/elements/frame.html`;
      Object.assign(frame.style, { display: "block", width: "100%", height: "15rem", border: "0" });
      frame.addEventListener("load", () => this.#connect());
      this.#frame = frame;
      place.replaceChildren(frame);
    }

    unmount() {
      this.#frame?.remove();
      this.#port?.close();
      this.#frame = this.#port = null;
    }

    destroy() {
      this.unmount();
      this.#listeners.clear();
    }

    focus() {
      this.#frame?.focus();
      this.#port?.postMessage({ name: "focus" });
    }

    on(event, listener) {
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
      return this;
    }

    /** Asks the frame to confirm the payment with its card. Returns its result: `payment` or `error`. */
    confirm(returnUrl) {
      if (!this.#port) throw new IntegrationError("Your payment Element is not mounted, or it is not ready. Wait for its ready event.");
      const id = crypto.randomUUID();
      return new Promise((resolve) => {
        this.#waiting.set(id, resolve);
        this.#port.postMessage({ name: "confirm", id, returnUrl });
      });
    }

    #connect() {
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.onmessage = ({ data }) => this.#take(data);
      this.#frame.contentWindow.postMessage(this.#settings, location.origin, [port2]);
    }

    #take({ name, ...data }) {
      if (name === "height") this.#frame.style.height = `${data.height}px`;
      else if (name === "result") this.#waiting.get(data.id)?.(data);
      else for (const listener of this.#listeners.get(name) ?? []) listener({ elementType: "payment", ...data });
    }
  }

  /** A group of elements for one payment. */
  class Elements {
    #element = null;

    constructor(settings) {
      this.settings = settings;
    }

    create(type) {
      if (type !== "payment") throw new IntegrationError(`The stand-in has no Element of type ${type}.`);
      if (this.#element) throw new IntegrationError("Can only create one Element of type payment.");
      this.#element = new PaymentElement(this.settings);
      return this.#element;
    }

    getElement(type) {
      return type === "payment" ? this.#element : null;
    }
  }

  class StandIn {
    #key;
    #locale;

    constructor(key, { locale = "auto" } = {}) {
      this.#key = key;
      this.#locale = locale === "auto" ? navigator.language : locale;
    }

    elements({ clientSecret, appearance = {}, locale = this.#locale }) {
      if (!clientSecret?.includes("_secret_")) throw new IntegrationError("In order to create a payment element, pass a clientSecret.");
      return new Elements({ base: BASE, key: this.#key, clientSecret, appearance, locale });
    }

    /** Pays. Returns `{paymentIntent}` or `{error}`; a bank's own page or `redirect: "always"` leads away instead. */
    async confirmPayment({ elements, redirect = "always", confirmParams = {} }) {
      const element = elements?.getElement("payment");
      if (!element) throw new IntegrationError("The payment Element must be created and mounted.");
      const to = confirmParams.return_url;
      if (!to && redirect !== "if_required") throw new IntegrationError("You must pass a return_url.");
      const { clientSecret } = elements.settings;
      const { payment, error } = await element.confirm(to);
      if (error) return { error };
      const ended = payment.status === "requires_action" ? await this.#authenticate(payment, clientSecret, to) : payment;
      if (!PAID.includes(ended.status)) return { error: { ...ended.last_payment_error, payment_intent: ended } };
      if (redirect === "if_required") return { paymentIntent: ended };
      return leave(returned(to, clientSecret, "succeeded"));
    }

    /** Returns `{paymentIntent}` or `{error}`. */
    async retrievePaymentIntent(clientSecret) {
      const [id] = clientSecret.split("_secret_");
      const url = `${BASE}/v1/payment_intents/${encodeURIComponent(id)}?${new URLSearchParams({ client_secret: clientSecret })}`;
      try {
        const response = await fetch(url, { headers: { Authorization: `Bearer ${this.#key}` }, cache: "no-store" });
        const document = await response.json();
        return response.ok ? { paymentIntent: document } : { error: document.error };
      } catch {
        return { error: { type: "api_connection_error", message: "The stand-in does not answer." } };
      }
    }

    /** Lets the bank ask the customer, in a dialog or on its own page, and returns the payment after that. */
    async #authenticate(payment, clientSecret, to) {
      const action = payment.next_action;
      const bank = `${BASE}/elements/bank.html?${new URLSearchParams({ payment_intent: payment.id, locale: this.#locale })}`;
      if (action.type === "redirect_to_url") return leave(`${bank}#${returned(to, clientSecret, "")}`);
      await ask(bank);
      const { paymentIntent, error } = await this.retrievePaymentIntent(clientSecret);
      return paymentIntent ?? { status: "", last_payment_error: error };
    }
  }

  /** Shows the bank's question over the page, until the bank has the answer. Esc is the answer no. */
  function ask(url) {
    const dialog = document.createElement("dialog");
    const frame = document.createElement("iframe");
    Object.assign(dialog.style, { width: "min(26rem, calc(100vw - 2rem))", padding: "0", border: "0", borderRadius: "12px" });
    Object.assign(frame.style, { display: "block", width: "100%", height: "15rem", border: "0" });
    dialog.setAttribute("aria-label", "3-D Secure");
    frame.title = "3-D Secure";
    frame.src = url;
    dialog.append(frame);
    document.body.append(dialog);
    dialog.showModal();
    return new Promise((resolve) => {
      const take = ({ source, origin, data }) => {
        if (source === frame.contentWindow && origin === location.origin && data === "answered") finish();
      };
      const finish = () => {
        removeEventListener("message", take);
        dialog.remove();
        resolve();
      };
      dialog.addEventListener("cancel", (event) => {
        event.preventDefault();
        frame.contentWindow.postMessage("cancel", location.origin);
      });
      addEventListener("message", take);
    });
  }

  function returned(to, clientSecret, status) {
    const url = new URL(to);
    url.searchParams.set("payment_intent", clientSecret.split("_secret_")[0]);
    url.searchParams.set("payment_intent_client_secret", clientSecret);
    if (status) url.searchParams.set("redirect_status", status);
    return url.href;
  }

  /** Leads to another page. The promise never ends, because this page does. */
  function leave(url) {
    location.assign(url);
    return new Promise(() => {});
  }

  window.Stripe = (key, options) => {
    if (!key?.startsWith("pk_")) throw new IntegrationError("You must pass a publishable key, which begins with pk_.");
    return new StandIn(key, options);
  };
  window.Stripe.version = "stand-in";
})();
