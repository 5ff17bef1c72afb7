/** Scripts that a page loads after its first screen. */
import { type ReadonlySignal, signal } from "@preact/signals";

interface Part<Exports> {
  /** The script; null until it is loaded, "failed" if it cannot be loaded. A browser tries again after a reload only. */
  readonly loaded: ReadonlySignal<Exports | "failed" | null>;
  /** Load the script, unless that was done before. */
  load(): void;
}

export function part<Exports>(script: () => Promise<Exports>): Part<Exports> {
  const loaded = signal<Exports | "failed" | null>(null);
  let started = false;
  const load = () => {
    if (started) return;
    started = true;
    script().then(
      (found) => {
        loaded.value = found;
      },
      () => {
        loaded.value = "failed";
      },
    );
  };
  return { loaded, load };
}
