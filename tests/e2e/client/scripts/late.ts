// Adds an address while the first response is late: the client gives up on it and sends the request again.
import { strict as assert } from "node:assert";
import { email, visitor } from "./shop.ts";

const { shop } = visitor();
await shop.auth.register({ email: email(), password: `late, but ${crypto.randomUUID()}`, firstName: "Ada" });
await shop.me.addresses.create(
  { line1: "1 Main Street", city: "Montreal", country: "CA" },
  { timeout: 2_000, retries: 9 },
);
assert.equal((await shop.me.addresses.list().page()).items.length, 1);
