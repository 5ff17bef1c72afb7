// Ranges of days. A day is a string such as `2026-01-31`; the API says which day is today.

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 366; // the API's limit

/** Returns the day `days` after `day`. */
export function later(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Returns the number of days of a range. */
export function length({ from, to }) {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}

/** Returns the range of a named period. */
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

/** Returns the text of what makes a range invalid, or null for a valid one. */
export function rangeProblem({ from, to }) {
  if (!from || !to) return "Choose the first and the last day.";
  if (from > to) return "The first day is after the last one.";
  return length({ from, to }) > MOST_DAYS ? `A range has ${MOST_DAYS} days at most.` : null;
}

/** Returns the intervals that fit a range, the best one first. */
export function intervalsOf(range) {
  const days = length(range);
  if (days === 1) return ["hour", "day"];
  if (days <= 31) return ["day", "hour"];
  return days <= 92 ? ["day", "month"] : ["month", "day"];
}
