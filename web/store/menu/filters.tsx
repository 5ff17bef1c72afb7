/** The search field and the filters. */

import { signal } from "@preact/signals";
import { Icon } from "../../kit/icon";
import type { Catalog, Section } from "./catalog";
import { text } from "./messages";
import { countProducts, type Filter, NO_FILTER, textsOf, usefulFilters } from "./search";

/** The current filter. It stays while one looks at another page of the shop. */
export const filter = signal<Filter>(NO_FILTER);

function isFiltering(): boolean {
  const { words, inStock, notSpicy } = filter.value;
  return words.trim() !== "" || inStock || notSpicy;
}

export function clearFilter(): void {
  filter.value = NO_FILTER;
}

export function Filters({ catalog, found }: { catalog: Catalog; found: readonly Section[] }) {
  const useful = usefulFilters(catalog);
  return (
    <search class="filters" aria-label={text.search()}>
      <label class="search-field">
        <Icon name="search" />
        <span class="visually-hidden">{text.search()}</span>
        <input
          type="search"
          placeholder={text.search()}
          autocomplete="off"
          enterkeyhint="search"
          value={filter.value.words}
          onFocus={() => textsOf(catalog)}
          onInput={(event) => {
            filter.value = { ...filter.value, words: event.currentTarget.value };
          }}
        />
      </label>
      <fieldset class="chips" aria-label={text.filters()}>
        {useful.inStock && <Chip name="inStock" label={text.inStock()} />}
        {useful.notSpicy && <Chip name="notSpicy" label={text.notSpicy()} />}
      </fieldset>
      <p class="results" role="status">
        {isFiltering() && text.results({ count: countProducts(found) })}
      </p>
    </search>
  );
}

function Chip({ name, label }: { name: "inStock" | "notSpicy"; label: string }) {
  return (
    <label class="chip">
      <input
        type="checkbox"
        checked={filter.value[name]}
        onChange={(event) => {
          filter.value = { ...filter.value, [name]: event.currentTarget.checked };
        }}
      />
      {label}
    </label>
  );
}
