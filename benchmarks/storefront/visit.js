// Runs before the page's scripts. It notes what the browser reports about painting, moving content and long tasks.
globalThis.measured = { paint: 0, shift: 0, tasks: [] };
const note = (type, keep) =>
  new PerformanceObserver((list) => list.getEntries().forEach(keep)).observe({ type, buffered: true });
note("largest-contentful-paint", (entry) => {
  measured.paint = entry.startTime;
});
note("layout-shift", (entry) => {
  if (!entry.hadRecentInput) measured.shift += entry.value;
});
note("longtask", (entry) => {
  measured.tasks.push(entry.duration);
});
