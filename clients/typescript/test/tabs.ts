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
  lend(t, "navigator", { locks: { request } });
}

/** Define a global value for a test. */
export function lend(t: { after: (work: () => void) => void }, name: string, value: unknown): void {
  const before = Object.getOwnPropertyDescriptor(globalThis, name);
  Object.defineProperty(globalThis, name, { value, configurable: true });
  t.after(() => {
    if (before) Object.defineProperty(globalThis, name, before);
    else Reflect.deleteProperty(globalThis, name);
  });
}

/** Wait until the messages between tabs have arrived. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    assert.ok(turns < 10_000, "nothing has happened");
    await new Promise((resolve) => setImmediate(resolve));
  }
}
