// Ranges of days, as text (`2026-01-31`): which day is today, the shop says.

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 366; // of the API

/** `day`, so many days later. */
export function later(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

export function length({ from, to }) {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}

export function rangeOf(period, today) {
  switch (period) {
    case "yesterday":
      return { from: later(today, -1), to: later(today, -1) };
    case "week":
      return { from: later(today, -6), to: today };
    case "month":
      return { from: `${today.slice(0, 7)}-01`, to: today };
    case "thirty":
      return { from: later(today, -29), to: today };
    case "year":
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
    default:
      return { from: today, to: today };
  }
}

/** What is wrong with a range that someone is still choosing; null when nothing is. */
export function flaw({ from, to }) {
  if (!from || !to) return "Choose the first and the last day.";
  if (from > to) return "The first day is after the last one.";
  return length({ from, to }) > MOST_DAYS ? `A range has ${MOST_DAYS} days at most.` : null;
}

/** The intervals that show something of a range, the best one first. */
export function intervalsOf(range) {
  const days = length(range);
  if (days === 1) return ["hour", "day"];
  if (days <= 31) return ["day", "hour"];
  return days <= 92 ? ["day", "month"] : ["month", "day"];
}
