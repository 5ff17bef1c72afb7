// Keeps the screen of a tablet on while the kitchen is shown, where the browser can.

/** `isWanted` returns whether the kitchen is shown. */
export function stayAwake(isWanted) {
  const request = async () => {
    if (document.hidden || !isWanted()) return;
    await navigator.wakeLock?.request("screen").catch(() => {}); // refused: the battery is low
  };
  // A lock ends when the page is hidden. Some browsers give one only after a tap.
  document.addEventListener("visibilitychange", request);
  addEventListener("pointerdown", request, { once: true });
}
