// A client made with @hey-api/openapi-ts. Each line after @ts-expect-error must not compile.
import {
  createPaymentMethod,
  createProduct,
  getMenu,
  patchProduct,
  patchProfile,
  redeemPoints,
  type ProductFields,
} from "./generated/hey-api";

export async function addProduct(token: string): Promise<string> {
  const { data, error } = await createProduct({
    headers: { "Idempotency-Key": crypto.randomUUID() },
    auth: token,
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

export async function change(id: string, version: string): Promise<void> {
  const target = { path: { id }, headers: { "If-Match": version } };
  await patchProduct({ ...target, body: { quantity: null, price: { amount: 500 } } });
  // @ts-expect-error A field of the patch is misspelt.
  await patchProduct({ ...target, body: { quantty: 3 } });
  // @ts-expect-error A name cannot be removed.
  await patchProduct({ ...target, body: { name: null } });
  await patchProfile({ body: { phone: null } });
  // @ts-expect-error The email is not the user's to change.
  await patchProfile({ body: { email: "ada@shop.example" } });
}

export async function pay(points: number): Promise<void> {
  const card = { token: "pm_1MqLiJLkdIwHu7ix", brand: "visa", last4: "4242", expiryMonth: 4, expiryYear: 2030 };
  await createPaymentMethod({ body: card });
  // @ts-expect-error A card number is not a field.
  await createPaymentMethod({ body: { ...card, number: "4242424242424242" } });
  // @ts-expect-error The idempotency key is required here.
  await redeemPoints({ body: { points, reason: "Free coffee" } });
}

export async function sections(): Promise<string[]> {
  const { data } = await getMenu();
  return data?.categories.map((category) => category.name) ?? [];
}

export const fields: ProductFields[] = [
  { name: "Espresso", price: { amount: 300, currency: "CAD" } },
  // @ts-expect-error The price is a string.
  { name: "Espresso", price: { amount: "3.00", currency: "CAD" } },
  // @ts-expect-error A field of the request is misspelt.
  { name: "Espresso", prise: { amount: 300, currency: "CAD" } },
];
