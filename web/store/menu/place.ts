/** The place in the menu, so that back, forward and a reload return to it. It is kept by product: heights can differ. */

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
  if (isReturn) restorePlace();
  addEventListener("pagehide", save);
  return () => {
    save();
    isReturn = false;
    removeEventListener("pagehide", save);
  };
}

function navigationType(): string {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry?.type ?? "navigate";
}

function restorePlace(): void {
  const place = load();
  const card = place && document.getElementById(place.id);
  if (card) scrollTo(0, card.getBoundingClientRect().top + scrollY - place.top);
}

function save(): void {
  const card = firstInView();
  const place = card && { id: card.id, top: card.getBoundingClientRect().top };
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

/** Return the card at the upper part of the window, or null at the top of the page, where nothing has to be kept. */
function firstInView(): Element | null {
  if (scrollY < 1) return null;
  for (let y = 140; y < innerHeight; y += 40) {
    const card = document.elementFromPoint(innerWidth / 3, y)?.closest(".card[id]");
    if (card) return card;
  }
  return null;
}
