/** The shop behind the storefront: its configuration, its API, its store, and who is here. */
import { signal } from "@preact/signals";
import { Bodega, cookieSession, Problem, type Store, storedSession, type User } from "bodega-client";
import { startFormats, startMoney } from "../kit/format";
import { startLanguage } from "../kit/i18n";
import { base } from "./base";

/** `config.json`. It is written from the parameters of the deployment. */
export interface Config {
  api: string;
  shop: string;
  currency: string;
  timeZone: string;
  locale: string;
  languages: string[];
  session: "cookie" | "tab";
  payments: { stripe?: { script: string } };
  release: string;
}

/** Who is here. `unknown` until the session was asked. A guest has ordered without an account. Staff buy like customers. */
export type Me = { kind: "unknown" | "none" | "guest" } | { kind: "customer"; profile: User };

export let config: Config;
export let shop: Bodega;

/** `GET /store`; null until it is loaded. It is read again each minute while the page is visible. */
export const storeState = signal<Store | null>(null);
export const me = signal<Me>({ kind: "unknown" });

const STORE_STAYS = 60_000;

/** Load the configuration and open the shop. Throws if the configuration cannot be loaded. */
export async function openShop(): Promise<void> {
  const response = await fetch(`${base}/config.json`);
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  config = (await response.json()) as Config;
  startFormats(config.timeZone);
  await startLanguage(config.locale, config.languages);
  const session = config.session === "cookie" ? cookieSession("store") : storedSession(sessionStorage);
  shop = new Bodega({ baseUrl: config.api, session });
  shop.auth.onChange(() => void readMe());
}

/** Keep `storeState` fresh, and find out who is here. Call it once the first screen is on its way. */
export function follow(): void {
  void readStore();
  void readMe();
  setInterval(() => document.hidden || void readStore(), STORE_STAYS);
  document.addEventListener("visibilitychange", () => document.hidden || void readStore());
  addEventListener("online", () => void readStore());
}

async function readStore(): Promise<void> {
  try {
    const store = await shop.store.get();
    startMoney(store);
    storeState.value = store;
  } catch {
    // The last state stays. Screens that need the store show their own problems.
  }
}

let reads = 0;

/** Find out who is here: after the start, whenever the session changes, and after a change of the profile. */
export async function readMe(): Promise<void> {
  const read = ++reads;
  const found = await whoIsHere();
  // An answer that comes after a later change of the session is about somebody else.
  if (found && read === reads) me.value = found;
}

/** Return who is here, or null if the shop cannot answer at the moment. */
async function whoIsHere(): Promise<Me | null> {
  try {
    const state = await shop.auth.restore();
    if (state === "guest" || state === "none") return { kind: state };
    return { kind: "customer", profile: await shop.me.get() };
  } catch (problem) {
    return problem instanceof Problem && problem.status < 429 ? { kind: "none" } : null;
  }
}
