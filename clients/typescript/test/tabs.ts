/** What the tabs of a browser share: storage, locks and messages. */

import assert from "node:assert/strict";

/** A storage with the methods of `localStorage`. */
export function storage(): Storage & { readonly texts: string } {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
    removeItem: (key: string) => items.delete(key),
    get texts() {
      return [...items.values()].join();
    },
  } as never;
}

/** Lend a client and its tabs a `navigator.locks`. */
export function lendLocks(t: { after: (work: () => void) => void }): void {
  const waiting = new Map<string, Promise<unknown>>();
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (waiting.get(name) ?? Promise.resolve()).catch(() => {}).then(work);
    waiting.set(name, turn);
    return turn;
  };
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator");
  Object.defineProperty(globalThis, "navigator", { value: { locks: { request } }, configurable: true });
  t.after(() => {
    if (before) Object.defineProperty(globalThis, "navigator", before);
    else Reflect.deleteProperty(globalThis, "navigator");
  });
}

/** Wait until the messages between tabs have arrived. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    assert.ok(turns < 10_000, "nothing has happened");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
