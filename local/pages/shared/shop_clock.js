// The time in the shop: the clock of the API in the time zone of the reports.

let zone; // that of the browser until the shop's is known
let ahead = 0; // milliseconds

/** Sets the clock by a report and the answer that it came with. */
export function setClock({ timeZone }, answer) {
  zone = timeZone;
  ahead = (Date.parse(answer.headers.get("Date")) || Date.now()) - Date.now();
}

export const now = () => new Date(Date.now() + ahead);

/** Returns the time of day in the shop, such as `14:05`. */
export function timeOf(moment) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, timeStyle: "short", hourCycle: "h23" }).format(moment);
}

/** Returns day, hour and time of day in the shop, such as `2026-01-31`, 14 and `14:05`. */
export function shopTime() {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short", timeStyle: "short", hourCycle: "h23" });
  const { year, month, day, hour, minute } = Object.fromEntries(format.formatToParts(now()).map(({ type, value }) => [type, value]));
  return { day: `${year}-${month}-${day}`, hour: Number(hour), time: `${hour}:${minute}` };
}
