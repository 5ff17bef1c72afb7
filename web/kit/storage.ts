/** Small values that the browser remembers. A browser that blocks storage remembers nothing, and nothing fails. */

export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked or full. The value holds until the page is closed.
  }
}
