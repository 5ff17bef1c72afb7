/**
 * Long menus are rendered in chunks: those near the window at once, the others one by one while the browser is idle. After
 * that the page is complete, so the browser's search finds every product.
 */

/** Products in a chunk: full rows with 1, 2, 3 and 4 columns. */
export const CHUNK = 12;

const waiting = new Map<Element, () => void>();

let nearby: IntersectionObserver | null = null;
let isScheduled = false;

/** Call `show` when the element is near the window, or else when the browser is idle. Returns a function that cancels it. */
export function whenNeeded(element: Element, show: () => void): () => void {
  nearby ??= new IntersectionObserver(showNearby, { rootMargin: "800px 0px" });
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

function showNearby(entries: IntersectionObserverEntry[]): void {
  for (const { isIntersecting, target } of entries) if (isIntersecting) take(target);
}

function take(element: Element): void {
  const show = waiting.get(element);
  forget(element);
  show?.();
}

function forget(element: Element): void {
  waiting.delete(element);
  nearby?.unobserve(element);
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
  if (next) take(next);
  schedule();
}
