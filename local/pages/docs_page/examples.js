// Makes the document's examples fit the running shop, so that an operation works when it is tried.
const KINDS = { addons: "add", customizations: "cus", products: "prd", categories: "cat" };
const EXAMPLE_ID = /^([a-z]{3})_01JD4W0Q8V5E2M7T9X3K6B1ZCN$/;
const EXAMPLE_PASSWORD = "seven quiet umbrellas";
const EXAMPLE_CURRENCY = "CAD";
const EXAMPLE_IMAGE = "https://images.example.com/flat-white.webp";
const OWN_PASSWORD = ["changePassword", "changeEmail", "eraseAccount"];

export class Examples {
  /** `document`: the API document. `logIns`: the demo's. */
  constructor(document, api, logIns) {
    this.document = document;
    this.api = api;
    this.customer = logIns.find(({ role }) => role === "customer");
    this.ids = {}; // by prefix
    this.categoryIds = [];
    this.currency = EXAMPLE_CURRENCY;
    this.image = EXAMPLE_IMAGE;
    this.total = undefined; // of the order that the example places
  }

  /** Read ids and the currency from the shop's catalogue. */
  async readCatalogue() {
    for (const [kind, prefix] of Object.entries(KINDS)) {
      const item = await this.exampleItem(kind);
      if (item) this.ids[prefix] = item.id;
      if (item?.price) this.currency = item.price.currency;
      if (item?.images?.length) this.image = item.images[0];
    }
    this.categoryIds = (await this.items("/categories?limit=100")).map(({ id }) => id);
    this.total = await this.exampleTotal();
  }

  /** Return the item that the example of PUT describes, or else the first one. */
  async exampleItem(kind) {
    const name = bodyExamples(this.document.paths[`/${kind}/{id}`]?.put)[0]?.value.name ?? "";
    for (const query of [`name=${encodeURIComponent(name)}&limit=1`, "limit=1"]) {
      const [item] = await this.items(`/${kind}?${query}`);
      if (item) return item;
    }
    return undefined;
  }

  /** Return the total of the cart in the example of a quote, which is also the one of an order. */
  async exampleTotal() {
    const [example] = bodyExamples(this.document.paths["/orders/quote"]?.post);
    if (!example) return undefined;
    const response = await fetch(`${this.api}/orders/quote`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(this.body("quoteOrder", example.value)),
    });
    return response.ok ? (await response.json()).totals.total : undefined;
  }

  /** Read ids of the caller's data, and for an admin the ids of a customer and of an order of today. */
  async readAccount(session) {
    const first = async (path, wanted = () => true) => (await this.items(path, session.accessToken)).find(wanted)?.id;
    const isAdmin = session.user?.role === "admin";
    [this.ids.adr, this.ids.pay, this.ids.ses, this.ids.usr, this.ids.ord] = await Promise.all([
      first("/users/me/addresses"),
      first("/users/me/payment-methods"),
      first("/users/me/sessions", ({ current }) => !current),
      isAdmin ? first("/users", ({ role }) => role === "customer") : undefined,
      first(isAdmin ? "/orders" : "/orders/mine"),
    ]);
    this.password = session.password;
  }

  async items(path, token) {
    const answer = await fetch(this.api + path, token ? { headers: { Authorization: `Bearer ${token}` } } : {});
    return answer.ok ? (await answer.json()).items : [];
  }

  /** Return the document with these examples. */
  filled() {
    const document = structuredClone(this.document);
    for (const operation of Object.values(document.paths).flatMap(Object.values)) {
      for (const example of bodyExamples(operation)) example.value = this.body(operation.operationId, example.value);
      for (const parameter of operation.parameters ?? []) {
        const value = this.parameter(parameter);
        // Without an id of the shop, Swagger UI leaves the field empty and asks for one.
        if (value !== undefined) parameter.example = value;
      }
    }
    return document;
  }

  body(operationId, example) {
    if (operationId === "logIn" && this.customer) return { email: this.customer.email, password: this.customer.password };
    if (operationId === "orderCategories" && this.categoryIds.length) return { categoryIds: this.categoryIds };
    if (operationId === "placeOrder" && this.total) example = { ...example, expectedTotal: this.total };
    const isOwn = OWN_PASSWORD.includes(operationId);
    const replaced = (value) => {
      if (Array.isArray(value)) return value.map(replaced);
      if (value && typeof value === "object") {
        return Object.fromEntries(Object.entries(value).map(([name, element]) => [name, replaced(element)]));
      }
      if (value === EXAMPLE_CURRENCY) return this.currency;
      if (value === EXAMPLE_IMAGE) return this.image;
      if (value === EXAMPLE_PASSWORD && isOwn) return this.password ?? value;
      return this.ids[EXAMPLE_ID.exec(value)?.[1]] ?? value;
    };
    return replaced(example);
  }

  parameter({ name, in: place, required, schema }) {
    if (place === "path") return this.ids[EXAMPLE_ID.exec(schema.examples?.[0])?.[1]];
    return name === "Idempotency-Key" && required ? crypto.randomUUID() : undefined;
  }
}

function bodyExamples(operation) {
  return Object.values(operation?.requestBody?.content?.["application/json"]?.examples ?? {});
}
