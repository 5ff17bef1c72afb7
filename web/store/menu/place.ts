/**
 * The place in the menu, so that back, forward and a reload return to it. It is kept relative to the chunk of products in view,
 * because the heights of those above it can differ.
 */

const KEY = "bodega.place";

interface Place {
  id: string;
  top: number;
}

/** Whether the next menu to appear is one that the customer has seen: after back, forward and a reload. */
let isReturn = ["reload", "back_forward"].includes(navigationType());

addEventListener("popstate", () => {
  isReturn = true;
});

/** Return to the kept place if the customer has been here, and keep it from now on. Returns a function that stops. */
export function keepPlace(): () => void {
  // The browser would restore a number of pixels, but chunks that were not laid out yet have an estimated height.
  history.scrollRestoration = "manual";
  if (isReturn) restorePlace();
  addEventListener("pagehide", save);
  return () => {
    save();
    isReturn = false;
    history.scrollRestoration = "auto";
    removeEventListener("pagehide", save);
  };
}

function navigationType(): string {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type ?? "navigate";
}

function restorePlace(): void {
  const place = load();
  const chunk = place && document.getElementById(place.id);
  if (chunk) scrollTo(0, chunk.getBoundingClientRect().top + scrollY - place.top);
  else if (!location.hash) scrollTo(0, 0);
}

function save(): void {
  const chunk = chunkInView();
  const place = chunk && { id: chunk.id, top: chunk.getBoundingClientRect().top };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch {
    // Without storage, the menu starts at its top.
  }
}

function load(): Place | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Place | null;
  } catch {
    return null;
  }
}

/** Return the first chunk in the window, or null at the top of the page, where nothing has to be kept. */
function chunkInView(): Element | null {
  if (scrollY < 1) return null;
  for (let y = 140; y < innerHeight; y += 40) {
    const chunk = document.elementFromPoint(innerWidth / 3, y)?.closest(".cards[id]");
    if (chunk) return chunk;
  }
  return null;
}
