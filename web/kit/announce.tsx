/** A live region: screen readers read what is announced, without a change of focus. */
import { signal } from "@preact/signals";

const announced = signal("");

/** Let screen readers read a text. The same text twice is read twice. */
export function announce(text: string): void {
  announced.value = text === announced.value ? `${text}\u00a0` : text;
}

/** The region. The page has it once, from the start: regions that appear later are not read. */
export function LiveRegion() {
  return (
    <p class="visually-hidden" role="status">
      {announced}
    </p>
  );
}
