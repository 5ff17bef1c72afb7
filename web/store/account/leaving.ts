import { effect, signal } from "@preact/signals";
import { me } from "../shop";

/** Whether the customer has logged out, in this tab or in another one. A session that merely ended is no log-out. */
export const left = signal(false);

const tabs = new BroadcastChannel("bodega.log-out");
tabs.onmessage = () => {
  left.value = true;
};

effect(() => {
  if (me.value.kind === "customer") left.value = false;
});

/** End the session by `action`, and close the account's pages in all tabs. */
export async function leave(action: () => Promise<unknown>): Promise<void> {
  await action();
  left.value = true;
  tabs.postMessage(null);
}
