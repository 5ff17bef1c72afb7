// Calls that compile, and calls that must not: each line after @ts-expect-error has one mistake.
import { Bodega, type OrderProblem, Problem, type ProductFields, type Schemas } from "bodega-client";

const shop = new Bodega({ baseUrl: "/v1" });

export async function catalogue(id: string): Promise<void> {
  const product = await shop.products.get(id);
  const quantity: number | null = product.quantity;
  await shop.products.patch(product, { quantity, description: null, price: { amount: 500 } });
  await shop.products.list({ inStock: true, limit: 10 }).page();
  await shop.products.create({ name: "Espresso", price: { amount: 300, currency: "CAD" } }, { key: "espresso" });
  // @ts-expect-error A field of a response is misspelt.
  product.descripton;
  // @ts-expect-error A field of a patch is misspelt.
  await shop.products.patch(product, { quantty: 3 });
  // @ts-expect-error A name cannot be removed.
  await shop.products.patch(product, { name: null });
  // @ts-expect-error A query parameter is misspelt.
  await shop.products.list({ instock: true }).page();
  // @ts-expect-error The price is missing.
  await shop.products.create({ name: "Espresso" });
  // @ts-expect-error The body is missing.
  await shop.products.create();
  // @ts-expect-error A product has no such operation.
  await shop.products.rename(id, "Espresso");
}

export async function menu(): Promise<number> {
  const flat = await shop.menu.get({ shape: "flat" });
  // @ts-expect-error The flat menu's categories name their products by ID only.
  flat.categories[0]?.products;
  // @ts-expect-error There is no such shape.
  await shop.menu.get({ shape: "round" });
  return flat.products.length;
}

export async function order(cart: Schemas["QuoteFields"]): Promise<string> {
  const { totals } = await shop.orders.quote(cart);
  try {
    const customer = { name: "Ada Lovelace", email: "ada@shop.example" };
    const fields = { ...cart, expectedTotal: totals.total, customer };
    const placed = await shop.orders.place({ ...fields, payment: { method: "counter" } }, { key: crypto.randomUUID() });
    // @ts-expect-error The shop takes no cheques.
    await shop.orders.place({ ...fields, payment: { method: "cheque" } });
    // @ts-expect-error An order has no such status.
    if (placed.status === "eaten") return "";
    return placed.number;
  } catch (error) {
    return error instanceof Problem ? explain(error) : "";
  }
}

function explain(problem: Problem): string {
  if (problem.is("price_changed")) return String(problem.body.quote.totals.total.amount);
  if (problem.is("not_orderable")) return problem.body.problems.map(hint).join();
  if (problem.code === "validation_failed") return problem.at("/customer/email") ?? "";
  // @ts-expect-error A code is misspelt.
  if (problem.code === "price_chnaged") return "";
  // @ts-expect-error A code is misspelt.
  problem.is("not_ordreable");
  // @ts-expect-error Only price_changed has a quote.
  problem.body.quote;
  return problem.message;
}

/** Each problem of a cart has its own members. Without a case for each code, the function does not compile. */
export function hint(problem: OrderProblem): string {
  switch (problem.code) {
    case "out_of_stock":
      return `${problem.available} left`;
    case "choice_missing":
      return `at least ${problem.minimum}`;
    case "choice_too_many":
      return `at most ${problem.maximum}`;
    case "store_closed":
      // @ts-expect-error A closed store has no number of pieces.
      problem.available;
      return problem.opensAt ?? "";
    case "slot_full":
      return problem.next ?? "";
    case "too_soon":
      return problem.earliest ?? "";
    case "too_far_ahead":
      return problem.lastDay;
    case "tip_too_high":
      return String(problem.maximumTip.amount);
    case "fulfilment_not_offered":
      return problem.offered.join();
    case "unknown_product":
    case "not_available":
    case "choice_not_offered":
    case "payment_not_offered":
      return problem.detail;
  }
}

export async function account(points: number): Promise<void> {
  await shop.me.loyalty.redeem({ points, reason: "Free coffee" });
  // @ts-expect-error The points are a text.
  await shop.me.loyalty.redeem({ points: "20", reason: "Free coffee" });
  const card = { token: "pm_1MqLiJLkdIwHu7ix", brand: "visa", last4: "4242", expiryMonth: 4, expiryYear: 2030 };
  await shop.me.paymentMethods.create(card);
  // @ts-expect-error A card number is not a field.
  await shop.me.paymentMethods.create({ ...card, number: "4242424242424242" });
  const opened = await shop.auth.logIn({ email: "ada@shop.example", password: "seven quiet umbrellas" });
  // @ts-expect-error The client keeps the tokens, and returns none.
  opened.accessToken;
  // @ts-expect-error There is no such role.
  await shop.users.setRole("usr_1", { role: "owner" });
}

export const fields: ProductFields[] = [
  // @ts-expect-error The price is a text.
  { name: "Espresso", price: { amount: "3.00", currency: "CAD" } },
  // @ts-expect-error A field of a request is misspelt.
  { name: "Espresso", prise: { amount: 300, currency: "CAD" } },
];
