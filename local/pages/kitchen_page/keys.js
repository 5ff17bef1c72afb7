// The kitchen by keyboard. The focus is on the main button of an order, so Enter needs no code.

import { $ } from "/shared/elements.js";

const LETTERS = { b: ".back", p: ".pay", c: ".cancel" };

export function useKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || $("#kitchen").hidden) return;
    if (event.repeat && event.key === "Enter") return event.preventDefault();
    const steps = [...$("#tickets").querySelectorAll(".step")];
    const place = steps.findIndex((step) => step.closest("li").contains(event.target));
    if (place < 0) {
      // An arrow key brings the focus to the orders, but not from a field, a dialog or another button.
      const isNowhere = event.target === document.body || event.target.matches("h1");
      if (isNowhere && event.key.startsWith("Arrow") && steps.length) go(event, steps[0]);
      return;
    }
    const button = LETTERS[event.key.toLowerCase()];
    if (button) {
      event.preventDefault();
      const found = steps[place].closest("li").querySelector(button);
      if (!found.hidden) found.click();
      return;
    }
    const next = target(event.key, place, steps);
    if (next !== undefined) go(event, next);
  });
}

function go(event, step) {
  event.preventDefault();
  step.focus();
  step.closest("li").scrollIntoView({ block: "nearest" });
}

function target(key, place, steps) {
  if (/^[1-9]$/.test(key)) return steps[Number(key) - 1];
  const wanted = {
    ArrowRight: place + 1,
    ArrowLeft: place - 1,
    ArrowDown: place + columns(steps),
    ArrowUp: place - columns(steps),
    Home: 0,
    End: steps.length - 1,
  }[key];
  return wanted === undefined ? undefined : steps[Math.min(Math.max(wanted, 0), steps.length - 1)];
}

/** Returns how many orders the first row has. */
function columns(steps) {
  const tops = steps.map((step) => step.closest("li").offsetTop);
  const second = tops.findIndex((top) => top !== tops[0]);
  return second < 0 ? 1 : second;
}
