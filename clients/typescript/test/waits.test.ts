/** The waits between attempts. `fetch` is replaced, because that of Node.js uses timers too. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Bodega, Problem } from "../src/index.ts";
import { problem } from "./server.ts";

/** Return the waits of a call in milliseconds, without waiting, and its result. */
async function waitsOf(replies: Response[], random: number): Promise<{ waits: number[]; result: unknown }> {
  const waits: number[] = [];
  const immediately = (work: () => void, milliseconds: number) => {
    waits.push(milliseconds);
    setImmediate(work);
  };
  mock.method(globalThis, "setTimeout", immediately as typeof setTimeout);
  mock.method(Math, "random", () => random);
  const client = new Bodega({ baseUrl: "/v1", retries: 3, fetch: async () => replies.shift() ?? Response.error() });
  const result = await client.menu.get().catch((error) => error);
  mock.restoreAll();
  return { waits, result };
}

function unavailable(headers: Record<string, string> = {}): Response {
  const { status = 503, body } = problem(503, "storage_unavailable");
  return new Response(JSON.stringify(body), { status, headers });
}

test("waits double from a quarter of a second, with full jitter", async () => {
  const replies = [unavailable(), unavailable(), unavailable(), new Response("1")];
  assert.deepEqual(await waitsOf(replies, 0.5), { waits: [125, 250, 500], result: 1 });
});

test("Retry-After is obeyed up to 20 seconds, and is part of the problem", async () => {
  const { waits, result } = await waitsOf(
    [20, 21].map((seconds) => unavailable({ "Retry-After": `${seconds}` })),
    0.5,
  );
  assert.deepEqual(waits, [20_000]);
  assert.ok(result instanceof Problem);
  assert.deepEqual([result.code, result.retryAfter], ["storage_unavailable", 21]);
});
