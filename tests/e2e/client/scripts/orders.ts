// Uses every operation of orders and payments: at the counter, by card, canceled, refunded, and tracked.
import { strict as assert } from "node:assert";
import type { Bodega, OrderFields } from "bodega-client";
import { admin, email, eventually, mailedToken, running, staff, visitor } from "./shop.ts";

export async function useOrders(productId: string): Promise<void> {
  const guest = visitor().shop;
  await guest.auth.openGuest();
  const cart = { lines: [{ productId, quantity: 2 }], fulfilment: { type: "pickup" as const } };
  const quote = await guest.orders.quote(cart);
  assert.deepEqual([quote.orderable, quote.problems], [true, []]);
  const buyer = { name: "Ada Lovelace", email: email() };
  const fields = { ...cart, expectedTotal: quote.totals.total, customer: buyer };
  const order: OrderFields = { ...fields, payment: { method: "counter" } };
  await handOver(guest, order);
  await track(guest, buyer.email);
  await cancel(guest, order);
  await payByCard(guest, { ...order, payment: { method: "card" } });

  const own = [];
  for await (const { status } of guest.orders.mine.list({ limit: 2 })) own.push(status);
  assert.deepEqual(own, ["accepted", "canceled", "canceled", "completed"], "each order was placed once");
  const { quantity } = await admin.products.get(productId);
  assert.equal(quantity, 25 - 2 - 2, "canceled orders returned their pieces, and no order took them twice");
  await staff.orders.cancel(String(await lastOrder(guest)), { reason: "closing" });
}

async function handOver(guest: Bodega, fields: OrderFields): Promise<void> {
  const { id } = await guest.orders.place(fields, { key: crypto.randomUUID() });
  assert.equal((await guest.orders.mine.get(id)).status, "placed");
  const queued = await staff.orders.queue();
  assert.equal(queued.items.filter((ticket) => ticket.id === id).length, 1);
  const listed = await staff.orders.list().page();
  assert.equal(listed.items.filter((each) => each.id === id).length, 1);
  await staff.orders.setStatus(id, { status: "accepted" });
  const paid = await staff.orders.pay(id, { method: "terminal" });
  assert.equal(paid.payment.status, "paid");
  await staff.orders.setStatus(id, { status: "completed" });
  const { history, status } = await staff.orders.get(id);
  assert.deepEqual([status, history.filter((entry) => entry.from === "placed").length], ["completed", 1]);
  const again = await guest.orders.mine.reorder(id);
  assert.deepEqual([again.quote.lines.length, again.missing], [1, []]);
}

async function track(guest: Bodega, mailbox: string): Promise<void> {
  const token = await mailedToken(mailbox, "We received your order", "orders/track");
  assert.equal((await guest.orders.track(token)).status, "completed");
}

async function cancel(guest: Bodega, fields: OrderFields): Promise<void> {
  const own = await guest.orders.place(fields);
  await guest.orders.mine.cancel(own.id);
  const other = await guest.orders.place(fields);
  const canceled = await staff.orders.cancel(other.id, { reason: "closing" });
  assert.equal(canceled.status, "canceled");
}

async function payByCard(guest: Bodega, fields: OrderFields): Promise<void> {
  const { id, status } = await guest.orders.place(fields);
  assert.equal(status, "pending");
  const payment = await guest.orders.mine.startPayment(id);
  await confirmAtProvider(payment.clientSecret, payment.publishableKey);
  const placed = await guest.orders.mine.refreshPayment(id);
  assert.deepEqual([placed.status, placed.payment.status], ["placed", "authorized"]);
  await staff.orders.setStatus(id, { status: "accepted" });
  await eventually(async () => ((await staff.orders.get(id)).payment.status === "paid" ? true : undefined));
  const refund = await admin.orders.refund(id, { lines: [{ line: 1, quantity: 1 }], reason: "quality" });
  const { payment: after, refunds } = await admin.orders.get(id);
  assert.deepEqual([refunds.length, after.refunded], [1, refund.amount], "the refund was made once");
}

/** Pays as the payment provider's script in a page does. */
async function confirmAtProvider(clientSecret: string, key: string): Promise<void> {
  const [intent] = clientSecret.split("_secret_");
  const response = await fetch(`${running.root}/pay/stripe/v1/payment_intents/${intent}/confirm`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body: new URLSearchParams({ client_secret: clientSecret, payment_method: "pm_card_visa" }),
  });
  assert.equal(response.status, 200);
}

async function lastOrder(guest: Bodega): Promise<string | undefined> {
  return (await guest.orders.mine.list({ limit: 1 }).page()).items[0]?.id;
}
