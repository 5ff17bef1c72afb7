/**
 * Texts in several languages, with parameters and plurals.
 *
 * Each area has a `messages.ts` with all languages side by side:
 *
 *   export const text = messages({
 *     en: { hello: "Hello, {name}", more: { one: "{count} more", other: "{count} more" } },
 *     fr: { hello: "Bonjour {name}", more: { one: "encore {count}", other: "encore {count}" } },
 *   });
 *
 * The texts of the first screen have French in a file of its own, which is loaded when it is needed:
 *
 *   fr: async () => (await import("./messages.fr")).fr,
 *
 * `text.hello({ name })` returns the text in the current language. A key that is missing in a language, or a parameter
 * that English does not have, does not compile. A component that calls it renders again when the language changes.
 */
import { signal } from "@preact/signals";
import { pseudo } from "./pseudo";
import { recall, remember } from "./storage";

/** The languages of the texts. English is the first: the pseudo-language is made of it. */
export const LANGUAGES = ["en", "fr"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of each language, in that language. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", fr: "Français" };

type Forms = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };
type Message = string | Forms;
type Table = Readonly<Record<string, Message>>;

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type Parameters<M> = M extends string ? Names<M> : Names<M[keyof M]> | "count";
type Values<Name extends string> = { [name in Name]: name extends "count" ? number : string | number };
type Text<M> = [Parameters<M>] extends [never] ? () => string : (values: Values<Parameters<M>>) => string;
type Texts<T> = { readonly [key in keyof T]: Text<T[key]> };

/** The same keys as English, and no parameters that English does not have. */
type Translation<T, English> = {
  [key in keyof English]: key extends keyof T
    ? Parameters<T[key]> extends Parameters<English[key]>
      ? T[key]
      : never
    : Message;
};

/** A table, or what loads it. */
type Source<T> = T | (() => Promise<T>);
type Loaded<S> = S extends () => Promise<infer T> ? T : S;

type Foreign = Exclude<Language, "en">;
const FOREIGN = LANGUAGES.filter((name) => name !== "en");

const KEY = "bodega.language";
const PSEUDO = "xx";

/** The current language, and the region of the shop for dates and amounts. */
const language = signal<Language>("en");
const pseudoOn = signal(false);
const region = signal("");
/** Load the tables of a language that are files of their own. */
const loaders: ((chosen: Language) => Promise<void>)[] = [];

/** Return the current language. */
export function currentLanguage(): Language {
  return language.value;
}

/** Return the locale for dates, times and amounts, for example `fr-CA`. */
export function locale(): string {
  return region.value ? `${language.value}-${region.value}` : language.value;
}

/** Choose the language: that of `?lang=`, the one chosen before, or the browser's. `shopLocale` is for example `en-CA`. */
export async function startLanguage(shopLocale: string, offered: readonly string[]): Promise<void> {
  region.value = new Intl.Locale(shopLocale).region ?? "";
  const known = LANGUAGES.filter((one) => offered.includes(one));
  const wanted = new URLSearchParams(location.search).get("lang");
  if (wanted) remember(KEY, wanted);
  const choices = [wanted ?? recall(KEY), ...navigator.languages, shopLocale];
  const found = choices
    .map((tag) => tag?.slice(0, 2))
    .find((tag) => tag === PSEUDO || known.some((one) => one === tag));
  pseudoOn.value = found === PSEUDO;
  const first = known.find((one) => one === found) ?? known[0] ?? "en";
  await setLanguage(first).catch(() => {}); // without its texts, the shop starts in English
}

/** Switch to a language, and remember it. Throws if its texts cannot be loaded; the language then stays as it is. */
export async function chooseLanguage(chosen: Language): Promise<void> {
  await setLanguage(chosen);
  pseudoOn.value = false;
  remember(KEY, chosen);
}

async function setLanguage(chosen: Language): Promise<void> {
  if (chosen !== "en") await Promise.all(loaders.map((load) => load(chosen)));
  language.value = chosen;
  document.documentElement.lang = chosen;
}

/** Return one function per text. See the module's documentation. */
export function messages<const English extends Table, const Others extends Readonly<Record<string, Source<Table>>>>(
  tables: { en: English } & Others & { [name in Foreign]: Source<Translation<Loaded<Others[name]>, English>> },
): Texts<English> {
  const known: { en: Table } & { [name in Foreign]?: Table } = { en: tables.en };
  for (const name of FOREIGN) {
    const source: Source<Table> = tables[name];
    if (typeof source !== "function") known[name] = source;
    else
      loaders.push(async (chosen) => {
        if (chosen === name) known[name] ??= await source();
      });
  }
  const texts: Record<string, (values?: Record<string, string | number>) => string> = {};
  for (const key of Object.keys(tables.en)) {
    texts[key] = (values = {}) => {
      const message = known[language.value]?.[key] ?? known.en[key] ?? "";
      return fill(pseudoOn.value ? pseudo(chosenForm(message, values)) : chosenForm(message, values), values);
    };
  }
  return texts as Texts<English>;
}

function chosenForm(message: Message, values: Record<string, string | number>): string {
  if (typeof message === "string") return message;
  const form = new Intl.PluralRules(language.value).select(Number(values.count));
  return message[form] ?? message.other;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => shown(values[name] ?? ""));
}

function shown(value: string | number): string {
  return typeof value === "number" ? new Intl.NumberFormat(locale()).format(value) : value;
}
