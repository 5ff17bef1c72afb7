import { LIMITS, type Limit } from "../cart/lines";
import { text } from "./messages";

/** Return a sentence about a limit of the API. */
export function limitText(limit: Limit): string {
  const count = LIMITS[limit];
  if (limit === "lines") return text.limitOfLines({ count });
  if (limit === "pieces") return text.limitOfPieces({ count });
  if (limit === "allPieces") return text.limitOfAllPieces({ count });
  if (limit === "addons") return text.limitOfAddons({ count });
  return limit === "allAddons" ? text.limitOfAllAddons({ count }) : text.limitOfNote({ count });
}
