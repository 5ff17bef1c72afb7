// What the figures of a range are compared with.
//
// A day that is not over yet is compared with the same part of the other day. Reports count by the hour, so the part ends
// with the last full hour: at 14:23 both ranges are compared until 14:00.

/**
 * Returns the figures to compare, `current` and `previous`, and for a day that is not over yet `until`, such as `14:00`.
 *
 * `ofDay(day)` resolves to the report of a day's orders by hour. It is called only for a range that ends today.
 */
export async function comparisonOf(summary, { day, hour }, ofDay) {
  if (summary.to !== day) return { current: read(summary), previous: read(summary.previous), until: null };
  const [today, before] = await Promise.all([ofDay(day), ofDay(summary.previous.to)]);
  return {
    current: minus(read(summary), from(hour, today)),
    previous: minus(read(summary.previous), from(hour, before)),
    until: `${String(hour).padStart(2, "0")}:00`,
  };
}

export const FIGURES = ["orders", "revenue", "itemsSold", "refunds"];

/** Returns the figures of a summary as numbers. */
export function read({ orders, revenue, itemsSold, refunds }) {
  return withAverage({ orders, revenue: revenue.amount, itemsSold, refunds });
}

// The average is rounded half up, as in the API.
function withAverage(figures) {
  const { orders, revenue } = figures;
  return { ...figures, averageOrderValue: orders ? Math.floor((2 * revenue + orders) / (2 * orders)) : null };
}

/** Returns the sums of a day's buckets that begin at `hour` or later. */
function from(hour, { labels, series }) {
  const sum = (values) => values.reduce((total, value, place) => total + (Number(labels[place].slice(11, 13)) >= hour ? value : 0), 0);
  return Object.fromEntries(FIGURES.map((name) => [name, sum(series[name])]));
}

function minus(figures, part) {
  return withAverage(Object.fromEntries(FIGURES.map((name) => [name, figures[name] - part[name]])));
}
