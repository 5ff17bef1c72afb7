/** What the customer has entered in the checkout. A reload of the tab keeps it; placing the order forgets it. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import {
  type CustomerFields,
  type Money,
  type OrderFields,
  parseMoney,
  type Store,
  type TipFields,
} from "bodega-client";
import { locale } from "../../kit/i18n";
import { dialable } from "../account/phone";
import { type Me, me, storeState } from "../shop";

export type Fulfilment = Store["fulfilments"][number];
export type Method = Store["payments"][number];

export interface Draft {
  fulfilment: Fulfilment | null;
  table: string;
  /** The time of the slot, or null for as soon as possible. */
  at: string | null;
  /** Percents as a number, an own amount as the text that the customer typed. */
  tip: number | string | null;
  method: Method | null;
  name: string;
  email: string;
  phone: string;
  note: string;
}

const NAME = "bodega.checkout";
const EMPTY: Draft = {
  fulfilment: null,
  table: "",
  at: null,
  tip: null,
  method: null,
  name: "",
  email: "",
  phone: "",
  note: "",
};

const current = signal<Draft>({ ...EMPTY, ...stored() });

export const draft: ReadonlySignal<Draft> = current;

/** Change fields of the draft. */
export function change(fields: Partial<Draft>): void {
  current.value = { ...current.value, ...fields };
  try {
    sessionStorage.setItem(NAME, JSON.stringify(current.value));
  } catch {
    // Storage is blocked. The draft lasts as long as the page.
  }
}

/** Forget what belongs to one order. The contact stays for the next order of this visit. */
export function forget(): void {
  const { name, email, phone } = current.value;
  change({ ...EMPTY, name, email, phone });
}

/** How the order is handed over: as the customer chose, or the first way that the store offers. */
export const fulfilment = computed<Fulfilment>(
  () => chosen(draft.value.fulfilment, storeState.value?.fulfilments) ?? "pickup",
);

/** How the order is paid. */
export const method = computed<Method>(() => chosen(draft.value.method, storeState.value?.payments) ?? "counter");

function chosen<Kind>(wanted: Kind | null, offered: readonly Kind[] = []): Kind | undefined {
  return offered.find((one) => one === wanted) ?? offered[0];
}

/** Return the tip as the API takes it; null: no tip; undefined: the amount cannot be read. */
export function tipOf(
  tip: Draft["tip"],
  { currency, currencyDigits }: Pick<Store, "currency" | "currencyDigits">,
): TipFields | null | undefined {
  if (tip === null || tip === "") return null;
  if (typeof tip === "number") return { percent: tip };
  const amount = parseMoney(tip, currency, currencyDigits, locale());
  return amount && { amount };
}

/** Return the fulfilment of the quote and of the order. */
export function fulfilmentOf({ at }: Draft): Pick<OrderFields["fulfilment"], "type" | "at"> {
  return { type: fulfilment.value, at };
}

/** Return the order as the API takes it. */
export function orderOf(lines: OrderFields["lines"], expectedTotal: Money, tip: TipFields | null): OrderFields {
  const { table, note } = draft.value;
  const isAtTable = fulfilment.value === "dineIn";
  return {
    lines,
    fulfilment: { ...fulfilmentOf(draft.value), table: isAtTable ? table.trim() : null },
    tip,
    expectedTotal,
    payment: { method: method.value },
    customer: contactOf(me.value, draft.value),
    note: note.trim() || null,
  };
}

/** A customer's contact comes from their profile. Guests enter theirs. */
function contactOf(who: Me, { name, email, phone }: Draft): CustomerFields | null {
  if (who.kind === "customer") return null;
  return { name: name.trim(), email: email.trim(), phone: dialable(phone) };
}

function stored(): Partial<Draft> {
  try {
    const found = Object.entries(Object(JSON.parse(sessionStorage.getItem(NAME) ?? "{}")));
    return Object.fromEntries(found.filter(([name, value]) => isEntry(name, value)));
  } catch {
    return {};
  }
}

/** Return whether the draft can have this value. An older release may have stored others. */
function isEntry(name: string, value: unknown): boolean {
  if (typeof value === "number") return name === "tip";
  if (typeof value !== "string" || !(name in EMPTY)) return false;
  return name !== "at" || Date.parse(value) > 0;
}
