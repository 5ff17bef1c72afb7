/** The times for which an order can be placed. */
import { signal } from "@preact/signals";
import type { Store, StoreSlot } from "bodega-client";
import { daysFromToday } from "../../kit/format";
import { shop } from "../shop";
import type { Fulfilment } from "./draft";

export interface Day {
  date: string;
  /** Null until they are loaded. */
  slots: readonly StoreSlot[] | null;
}

/** The day whose slots are shown. */
export const day = signal<Day | null>(null);
export const dayProblem = signal<unknown>(null);

/** Return the days that an order can be due on, from the current business day. */
export function daysOf({ businessDay, maxDaysAhead }: Store): string[] {
  const first = Date.parse(`${businessDay}T12:00:00Z`);
  return Array.from({ length: maxDaysAhead + 1 }, (_, ahead) =>
    new Date(first + ahead * 86_400_000).toISOString().slice(0, 10),
  );
}

/** Load the slots of a day. Returns the first one that is free. */
export async function showDay(date: string, fulfilment: Fulfilment): Promise<StoreSlot | null> {
  day.value = { date, slots: null };
  dayProblem.value = null;
  try {
    const { items } = await shop.store.slots({ date, fulfilment });
    const slots = items.filter(({ status }) => status !== "closed");
    if (day.value?.date === date) day.value = { date, slots };
    return slots.find(({ status }) => status === "free") ?? null;
  } catch (problem) {
    if (day.value?.date === date) dayProblem.value = problem;
    return null;
  }
}

/** Show the first day that has a free slot. Returns the slot; null if there is none. */
export async function showFirstFreeDay(days: readonly string[], fulfilment: Fulfilment): Promise<StoreSlot | null> {
  for (const date of days) {
    const slot = await showDay(date, fulfilment);
    if (slot || dayProblem.value) return slot;
  }
  return null;
}

/** Show the business day of a slot, which can begin after midnight. */
export async function showDayOf(at: string, days: readonly string[], fulfilment: Fulfilment): Promise<void> {
  const ahead = Math.min(Math.max(daysFromToday(at), 0), days.length - 1);
  for (const date of [days[ahead], days[ahead - 1]]) {
    if (date) await showDay(date, fulfilment);
    if (dayProblem.value || day.value?.slots?.some(({ from }) => from === at)) return;
  }
}
