/** The parameter of /login and /register that says which page of the shop to open after the log-in. */
const NAME = "next";

/** Return the path in `search` to open after the log-in, or `otherwise`. An address outside of the shop is ignored. */
export function comeback(search: string, otherwise: string): string {
  const path = new URLSearchParams(search).get(NAME) ?? "";
  return isPathOfTheShop(path) ? path : otherwise;
}

/** Return `path` with a note to open `next` after the log-in. */
export function withComeback(path: string, next: string): string {
  return isPathOfTheShop(next) ? `${path}?${new URLSearchParams({ [NAME]: next })}` : path;
}

/** Browsers read "//host" and "/\host" as other hosts, and skip control characters. */
function isPathOfTheShop(path: string): boolean {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path);
}
