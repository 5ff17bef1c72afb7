// Ranges of days. A day is a string such as `2026-01-31`.

const DAY = 24 * 60 * 60 * 1000;
const MOST_DAYS = 366; // the API's limit
const DATE = /^\d{4}-\d\d-\d\d$/;

const NAMED = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => lastDays(1, today),
  week: (today) => lastDays(7, today),
  thirty: (today) => lastDays(30, today),
  month: (today) => ({ from: `${today.slice(0, 7)}-01`, to: today }),
  year: (today) => ({ from: `${today.slice(0, 4)}-01-01`, to: today }),
};

// Whole days, and each weekday once: a fair comparison with the week before at any time of day.
const DEFAULT = { period: "week" };

/** Returns the period of a URL's query: a name, or `custom` with `from` and `to`. `by`: its interval, if it has one. */
export function periodOf(query) {
  const { period, from, to, by } = Object.fromEntries(new URLSearchParams(query));
  if (period === "custom" && DATE.test(from) && DATE.test(to)) return { period, from, to, by };
  return Object.hasOwn(NAMED, period) ? { period, by } : DEFAULT;
}

/** Returns the query of a period, for `periodOf`. */
export function queryOf(period) {
  return `?${new URLSearchParams(Object.entries(period).filter(([, value]) => value !== undefined))}`;
}

/** Returns the range of a period. */
export function rangeOf({ period, from, to }, today) {
  return period === "custom" ? { from, to } : NAMED[period](today);
}

/** Returns the text of what makes a range invalid, or null for a valid one. */
export function rangeProblem({ from, to }, today) {
  if (!from || !to) return "Choose the first and the last day.";
  if (from > to) return "The first day is after the last one. Choose an earlier first day.";
  if (to > today) return "The last day is in the future. Choose today or an earlier day.";
  return length({ from, to }) > MOST_DAYS ? `A range has ${MOST_DAYS} days at most. Choose a later first day.` : null;
}

/** Returns the intervals that fit a range, the best one first. */
export function intervalsOf(range) {
  const days = length(range);
  if (days === 1) return ["hour", "day"];
  if (days <= 31) return ["day", "hour"];
  return days <= 92 ? ["day", "month"] : ["month", "day"];
}

/** Returns the whole days before today. */
function lastDays(days, today) {
  return { from: later(today, -days), to: later(today, -1) };
}

/** Returns the day `days` after `day`. */
function later(day, days) {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Returns the number of days of a range. */
function length({ from, to }) {
  return (Date.parse(to) - Date.parse(from)) / DAY + 1;
}
