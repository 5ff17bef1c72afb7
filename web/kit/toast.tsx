/** Short notices at the bottom of the page, with an optional "Undo". A live region lets screen readers read them. */
import { signal } from "@preact/signals";
import { Button } from "./button";
import { text } from "./messages";

interface Notice {
  id: number;
  message: string;
  undo?: (() => void) | undefined;
}

/** How long a notice stays, in milliseconds. One with "Undo" stays longer. The time stops while it has the focus or the pointer. */
const STAYS = 5_000;
const STAYS_WITH_UNDO = 10_000;

const notices = signal<Notice[]>([]);
let lastId = 0;

/** Show a notice. `undo` adds a button that takes the change back. */
export function toast(message: string, { undo }: { undo?: () => void } = {}): void {
  const notice = { id: ++lastId, message, undo };
  notices.value = [...notices.value.slice(-2), notice];
  leaveLater(notice);
}

function leaveLater(notice: Notice): void {
  setTimeout(() => (isHeld() ? leaveLater(notice) : leave(notice)), notice.undo ? STAYS_WITH_UNDO : STAYS);
}

function isHeld(): boolean {
  return document.querySelector(".toasts:hover, .toasts:focus-within") !== null;
}

function leave(gone: Notice): void {
  notices.value = notices.value.filter((notice) => notice !== gone);
}

/** The place of the notices. The page has it once. */
export function Toasts() {
  return (
    <div class="toasts" role="status">
      {notices.value.map((notice) => (
        <div key={notice.id} class="toast">
          <span>{notice.message}</span>
          {notice.undo && (
            <Button
              look="quiet"
              onClick={() => {
                notice.undo?.();
                leave(notice);
              }}
            >
              {text.undo()}
            </Button>
          )}
          <Button look="quiet" icon="close" label={text.dismiss()} onClick={() => leave(notice)} />
        </div>
      ))}
    </div>
  );
}
