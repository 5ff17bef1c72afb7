// A client of openapi-fetch with the types of the TypeScript client. Each line after @ts-expect-error must not compile.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];

const api = createClient<paths>({ baseUrl: "https://shop.example/v1" });

export async function addProduct(token: string): Promise<string> {
  const { data, error } = await api.POST("/products", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    headers: { Authorization: `Bearer ${token}` },
    body: { name: "Flat white", price: { amount: 475, currency: "CAD" } },
  });
  if (data !== undefined) {
    const quantity: number | null = data.quantity;
    // @ts-expect-error A field of the response is misspelt.
    data.descripton;
    return `${data.id} ${data.price.amount} ${data.createdAt} ${quantity}`;
  }
  // @ts-expect-error A problem code is misspelt.
  if (error.code === "name_takn") return "";
  // @ts-expect-error This operation cannot answer with this code.
  if (error.code === "email_taken") return "";
  if (error.code === "name_taken") return error.detail;
  if (error.code === "validation_failed") return error.errors.map((broken) => broken.pointer).join();
  // @ts-expect-error Only validation_failed has errors.
  return error.errors;
}

export async function changeProduct(id: string, version: string, body: Schemas["ProductPatch"]): Promise<boolean> {
  const params = { path: { id }, header: { "If-Match": version } };
  const { error } = await api.PATCH("/products/{id}", { params, body });
  return error?.code === "version_conflict";
}

// The types are written out: openapi-fetch itself accepts unknown fields in a body without required fields.
export const patches: Schemas["ProductPatch"][] = [
  { quantity: null, price: { amount: 500 } },
  // @ts-expect-error A field of the patch is misspelt.
  { quantty: 3 },
  // @ts-expect-error A name cannot be removed.
  { name: null },
  // @ts-expect-error The price of a patch is a string.
  { price: "5.00" },
];

export async function redeem(points: number): Promise<number> {
  const body = { points, reason: "Free coffee" };
  const header = { "Idempotency-Key": crypto.randomUUID() };
  // @ts-expect-error The idempotency key is required here.
  await api.POST("/users/me/loyalty/redemptions", { body });
  const { data, error } = await api.POST("/users/me/loyalty/redemptions", { params: { header }, body });
  if (error?.code === "insufficient_points") return 0;
  return data?.points ?? 0;
}

export const fields: Schemas["ProductFields"][] = [
  { name: "Espresso", price: { amount: 300, currency: "CAD" } },
  // @ts-expect-error The price is a string.
  { name: "Espresso", price: { amount: "3.00", currency: "CAD" } },
  // @ts-expect-error A field of the request is misspelt.
  { name: "Espresso", prise: { amount: 300, currency: "CAD" } },
  // @ts-expect-error The price is missing.
  { name: "Espresso" },
];
