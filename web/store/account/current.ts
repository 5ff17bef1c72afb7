import type { Schemas } from "bodega-client";
import { me, shop } from "../shop";

/** Show a profile that the API has returned. */
export function setProfile(profile: Schemas["User"]): void {
  me.value = { kind: "customer", profile };
}

/** Read the profile again, after a change that does not return it. */
export async function rereadProfile(): Promise<void> {
  setProfile(await shop.me.get());
}
