import { effect, signal } from "@preact/signals";
import { config, me } from "../shop";

/** Whether the customer ends the session, in this tab or in another one. A session that expired is no log-out. */
export const left = signal(false);

const tabs = new BroadcastChannel("bodega.log-out");
tabs.onmessage = ({ data }: MessageEvent<boolean>) => {
  left.value = data;
};

effect(() => {
  if (me.value.kind === "customer") left.value = false;
});

/** End the session by `action`, and close the account's pages in all tabs that share it. */
export async function leave(action: () => Promise<unknown>): Promise<void> {
  // First, because the other tabs learn that the session has ended before the action is over.
  tell(true);
  try {
    await action();
  } catch (problem) {
    tell(false);
    throw problem;
  }
}

function tell(isLeaving: boolean): void {
  left.value = isLeaving;
  if (config.session === "cookie") tabs.postMessage(isLeaving);
}
