/** The parts of the frame that are loaded once the first screen is there. */
import { signal } from "@preact/signals";

/** The script of these parts; null until it is loaded. Without it, the pages work as before. */
export const laterPart = signal<typeof import("./later") | null>(null);

/** Load the parts. Call it once the first screen is there. */
export function loadLaterPart(): void {
  import("./later").then(
    (part) => {
      laterPart.value = part;
    },
    () => {}, // a page that has no network has no footer
  );
}
