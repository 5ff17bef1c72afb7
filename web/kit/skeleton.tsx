import { text } from "./messages";

/** A grey shape where content is loading. CSS shows it after 150 ms, so a fast answer shows none. */
export function Skeleton({ lines = 3, label = text.loading() }: { lines?: number; label?: string }) {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} class="skeleton-line" aria-hidden="true" />
      ))}
    </div>
  );
}
