/**
 * Long menus are rendered in chunks: those near the window first, the others while the browser is idle. After that the page is
 * complete, so the browser's search finds every product. One task renders one chunk, so scrolling never waits for long.
 */

/** Products in a chunk: full rows with 1, 2, 3 and 4 columns. */
export const CHUNK = 12;

const waiting = new Map<Element, () => void>();
const near = new Set<Element>();

let nearby: IntersectionObserver | null = null;
let isScheduled = false;

/** Call `show` when the element is near the window, or else when the browser is idle. Returns a function that cancels it. */
export function whenNeeded(element: Element, show: () => void): () => void {
  nearby ??= new IntersectionObserver(noteNearby, { rootMargin: "900px 0px" });
  waiting.set(element, show);
  nearby.observe(element);
  schedule();
  return () => forget(element);
}

/** Return products in chunks. */
export function chunksOf<Item>(items: readonly Item[]): Item[][] {
  const count = Math.ceil(items.length / CHUNK);
  return Array.from({ length: count }, (_, place) => items.slice(place * CHUNK, (place + 1) * CHUNK));
}

function noteNearby(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) {
    if (isIntersecting) near.add(target);
    else near.delete(target);
  }
  if (near.size) setTimeout(showNearest);
}

function showNearest(): void {
  const [next] = near;
  if (next) show(next);
  if (near.size) setTimeout(showNearest);
}

function schedule(): void {
  if (isScheduled || !waiting.size) return;
  isScheduled = true;
  const later = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 50));
  later(showNext);
}

function showNext(): void {
  isScheduled = false;
  const [next] = waiting.keys();
  if (next) show(next);
  schedule();
}

function show(element: Element): void {
  const work = waiting.get(element);
  forget(element);
  work?.();
}

function forget(element: Element): void {
  waiting.delete(element);
  near.delete(element);
  nearby?.unobserve(element);
}
