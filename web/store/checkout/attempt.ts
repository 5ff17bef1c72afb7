/**
 * The order that was sent last, until the shop has answered. It survives a reload in the storage of the tab.
 *
 * The same order gets the same Idempotency-Key, so the shop places it once however often it is sent. Another order gets
 * another key. The shop knows a key together with its user, so an attempt is for the user who sent it.
 */
import type { OrderFields } from "bodega-client";

export interface Attempt {
  key: string;
  order: OrderFields;
  /** The ID of the user who ordered. */
  userId: string;
  /** When it was sent first, in milliseconds since 1970. */
  sentAt: number;
}

const NAME = "bodega.attempt";

/** How long the shop knows a key is 24 hours. An older attempt cannot be sent again. */
const LASTS = 23 * 3_600_000;

/** The attempts of a browser that blocks storage last as long as the page. */
let inMemory: string | null = null;

/** Return the order that the shop has not answered yet, or null. */
export function unanswered(now = Date.now()): Attempt | null {
  try {
    const attempt = JSON.parse(read() ?? "null") as Attempt | null;
    return attempt && now - attempt.sentAt < LASTS ? attempt : null;
  } catch {
    return null;
  }
}

/** Return the attempt to place this order: the one before if it was the same order and has no answer, or a new one. */
export function attemptFor(order: OrderFields, userId: string, now = Date.now()): Attempt {
  const before = unanswered(now);
  if (before?.userId === userId && JSON.stringify(before.order) === JSON.stringify(order)) return before;
  const attempt = { key: crypto.randomUUID(), order, userId, sentAt: now };
  write(JSON.stringify(attempt));
  return attempt;
}

/** Forget the attempt: the shop has answered it. */
export function answered(): void {
  write(null);
}

function read(): string | null {
  try {
    return sessionStorage.getItem(NAME);
  } catch {
    return inMemory;
  }
}

function write(text: string | null): void {
  inMemory = text;
  try {
    if (text === null) sessionStorage.removeItem(NAME);
    else sessionStorage.setItem(NAME, text);
  } catch {
    // Storage is blocked. The attempt lasts as long as the page.
  }
}
