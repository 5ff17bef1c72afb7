/** Whether the store is open, as sentences. */
import type { Store } from "bodega-client";
import { daysFromToday, formatDate, formatDay, formatTime } from "../../kit/format";
import { text } from "./messages";

export type Opening = { state: "open" | "closed" | "paused"; text: string };

/** Return the state of the store in a few words: `Open until 7:00 p.m.` */
export function opening(store: Store): Opening {
  if (store.paused) return { state: "paused", text: text.paused() };
  if (!store.open) return { state: "closed", text: text.closed() };
  return { state: "open", text: store.closesAt ? text.openUntil({ time: formatTime(store.closesAt) }) : text.open() };
}

/** Return a sentence for a customer who cannot get anything now or has to wait longer; null if all is as usual. */
export function notice(store: Store): string | null {
  if (store.paused && store.pausedUntil) return text.pausedUntil({ time: when(store.pausedUntil) });
  if (!store.open) return store.opensAt ? opens(store.opensAt) : text.closedNow();
  return store.addMinutes > 0 ? text.busy({ count: store.addMinutes }) : null;
}

function opens(at: string): string {
  const time = formatTime(at);
  const days = daysFromToday(at);
  if (days === 0) return text.opensToday({ time });
  if (days === 1) return text.opensTomorrow({ time });
  const day = days < 7 ? formatDate(at, { weekday: "long" }) : formatDay(at);
  return text.opensOn({ day, time });
}

function when(at: string): string {
  return daysFromToday(at) === 0 ? formatTime(at) : text.dayAndTime({ day: formatDay(at), time: formatTime(at) });
}
