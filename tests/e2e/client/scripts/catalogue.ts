// Uses every operation of the catalogue, the menu, the store and the reports.
import { strict as assert } from "node:assert";
import type { StoreSettings } from "bodega-client";
import { admin, eventually, staff, unique, visitor } from "./shop.ts";

const reader = visitor().shop;

export interface Made {
  productId: string;
  remove: () => Promise<void>;
}

/** Makes a product with its categories, customizations and addons, and changes each of them in every way. */
export async function useCatalogue(currency: string): Promise<Made> {
  const price = { amount: 475, currency };
  const addon = await useAddon(price);
  const customization = await useCustomization(addon);
  const productId = await useProduct(price, customization);
  const category = await useCategory(productId);
  const remove = async () => {
    await admin.categories.delete(category);
    await admin.products.delete(productId);
    await admin.customizations.delete(customization);
    await admin.addons.delete(addon);
    await assert.rejects(async () => await reader.addons.get(addon), { code: "not_found" });
  };
  return { productId, remove };
}

async function useAddon(price: { amount: number; currency: string }): Promise<string> {
  const name = unique("Oat milk");
  const { id } = await admin.addons.create({ name, price });
  const read = await reader.addons.get(id);
  const replaced = await admin.addons.replace(read, { name, price: { ...price, amount: 80 } });
  const patched = await admin.addons.patch(replaced, { description: "Of oats" });
  await staff.addons.setStock(id, { inStock: true });
  const found = (await reader.addons.list({ name, inStock: true }).page()).items;
  assert.deepEqual([found.length, patched.price.amount, patched.description], [1, 80, "Of oats"]);
  return id;
}

async function useCustomization(addonId: string): Promise<string> {
  const name = unique("Milk");
  const fields = { name, addonIds: [addonId], maximum: 1 };
  const made = await admin.customizations.create(fields);
  const replaced = await admin.customizations.replace(made, { ...fields, description: "Any" });
  const patched = await admin.customizations.patch(replaced, { description: null });
  await staff.customizations.setStock(made.id, { inStock: true });
  assert.equal((await reader.customizations.get(made.id)).description, "");
  assert.equal((await reader.customizations.list({ name }).page()).items.length, 1);
  return patched.id;
}

async function useProduct(price: { amount: number; currency: string }, customization: string): Promise<string> {
  const name = unique("Flat white");
  const made = await admin.products.create({ name, price });
  const replaced = await admin.products.replace(made, { name, price, customizationIds: [customization] });
  await admin.products.patch(replaced, { price: { amount: 500 } });
  await staff.products.setStock(made.id, { inStock: true, quantity: 20 });
  await admin.products.adjustStock(made.id, { change: 5, reason: "delivery" });
  const read = await reader.products.get(made.id);
  assert.deepEqual([read.quantity, read.price.amount], [25, 500]);
  const found = [];
  for await (const product of reader.products.list({ name, limit: 1 })) found.push(product.id);
  assert.deepEqual(found, [made.id]);
  return made.id;
}

async function useCategory(productId: string): Promise<string> {
  const name = unique("Coffee");
  const made = await admin.categories.create({ name });
  const replaced = await admin.categories.replace(made, { name, productIds: [productId] });
  await admin.categories.patch(replaced, { description: "Hot" });
  await staff.categories.setStock(made.id, { inStock: true });
  assert.equal((await reader.categories.get(made.id)).description, "Hot");
  assert.equal((await reader.categories.list({ name }).page()).items.length, 1);
  const all = [];
  for await (const { id } of admin.categories.list()) all.push(id);
  await admin.categories.reorder({ categoryIds: all });
  const flat = await eventually(async () => {
    const menu = await reader.menu.get({ shape: "flat" }, { fresh: true });
    return menu.products.some(({ id }) => id === productId) ? menu : undefined;
  });
  const nested = await reader.menu.get();
  assert.equal(flat.categories.length, nested.categories.length);
  return made.id;
}

/** Changes the settings, and returns a function that restores them. The store is open at any time until then. */
export async function useStore(): Promise<() => Promise<void>> {
  const before = await admin.store.settings();
  const open = await admin.store.patch(before, { hours: null, closures: [], leadMinutes: 5 });
  await staff.store.pause({ addMinutes: 10 });
  await staff.store.pause({});
  const shown = await reader.store.get();
  const slots = await reader.store.slots({ fulfilment: "pickup" });
  assert.deepEqual([shown.open, shown.paused, slots.fulfilment], [true, false, "pickup"]);
  return async () => {
    const { version, ...settings } = await admin.store.settings();
    assert.deepEqual([version, settings.leadMinutes], [open.version, 5]);
    await admin.store.replace({ version }, fieldsOf(before));
  };
}

function fieldsOf({ version: _, updatedAt: __, ...fields }: StoreSettings) {
  return fields;
}

/** Reports a sale of a till, and reads all reports of its day. */
export async function useReports(currency: string, day: string): Promise<void> {
  const id = crypto.randomUUID();
  const total = { amount: 900, currency };
  const items = [{ productId: id, name: "Filter coffee", quantity: 2, amount: total }];
  const event = {
    eventId: id,
    type: "order.placed" as const,
    orderId: id,
    occurredAt: `${day}T12:00:00Z`,
    items,
    total,
  };
  const taken = await admin.analytics.sendEvents({ events: [event] });
  assert.equal(taken.accepted + taken.repeated, 1);
  const range = { from: day, to: day };
  await eventually(async () => ((await admin.analytics.summary(range)).orders ? true : undefined));
  const { orders, revenue } = await admin.analytics.summary(range);
  const byDay = await admin.analytics.orders({ ...range, interval: "day" });
  const best = await admin.analytics.products(range);
  const csv = await admin.analytics.export(range);
  assert.deepEqual([orders, revenue.amount, byDay.series.orders], [1, 900, [1]]);
  assert.equal(best.byRevenue.labels[0], "Filter coffee");
  assert.match(csv, new RegExp(day));
  assert.equal((await reader.health.get()).status, "ok");
}
