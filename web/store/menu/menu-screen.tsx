/** The menu, with the product sheet over it. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import { Button } from "../../kit/button";
import { ErrorPanel } from "../../kit/error-panel";
import { NotLoaded } from "../shell/not-loaded";
import { usePageTitle } from "../shell/router";
import { EmptyCard } from "./card";
import type { Catalog } from "./catalog";
import { CategoryBar } from "./category-bar";
import { clearFilter, Filters, filter } from "./filters";
import { catalog, followMenu, loadMenu, menuBusy, menuError } from "./menu-state";
import { text } from "./messages";
import { keepPlace } from "./place";
import { filtered } from "./search";
import { Sections } from "./sections";
import { enterMenu, openSheet } from "./sheet-address";
import { loadSheetLater, sheetPart } from "./sheet-part";

export default function MenuScreen() {
  useLayoutEffect(() => {
    enterMenu();
    followMenu();
  }, []);
  const menu = catalog.value;
  const sheet = openSheet.value;
  const product = sheet && menu?.products.get(sheet.productId);
  const part = sheetPart.loaded.value;
  useEffect(() => {
    if (sheet) sheetPart.load();
    else if (menu) loadSheetLater();
  }, [sheet, menu]);
  usePageTitle(product?.name ?? text.menu());
  if (sheet && part === "failed") return <NotLoaded />;
  return (
    <div class="page menu">
      <h1>{text.menu()}</h1>
      {menu ? <LoadedMenu menu={menu} /> : <NoMenu />}
      {menu && sheet && part && part !== "failed" && (
        <part.ProductSheet key={sheet.productId + sheet.line} product={product ?? null} line={sheet.line} />
      )}
    </div>
  );
}

function NoMenu() {
  if (menuError.value)
    return <ErrorPanel problem={menuError.value} retry={() => void loadMenu()} busy={menuBusy.value} />;
  return (
    <>
      <p class="visually-hidden" role="status">
        {text.loading()}
      </p>
      <ul class="cards loading" aria-hidden="true">
        {Array.from({ length: 8 }, (_, place) => (
          <EmptyCard key={place} />
        ))}
      </ul>
    </>
  );
}

function LoadedMenu({ menu }: { menu: Catalog }) {
  const found = useMemo(() => filtered(menu, filter.value), [menu, filter.value]);
  usePlace(menu);
  if (!menu.sections.length) return <Message title={text.empty()} hint={text.emptyHint()} />;
  return (
    <>
      <Filters catalog={menu} found={found} />
      {menuError.value ? <p class="quiet">{text.updateFailed()}</p> : null}
      {found.length > 0 && <CategoryBar sections={found} />}
      <Sections sections={found} />
      {!found.length && <NothingFound />}
    </>
  );
}

function NothingFound() {
  return (
    <Message title={text.nothingFound()} hint={text.nothingFoundHint()}>
      <Button onClick={clearFilter}>{text.clear()}</Button>
    </Message>
  );
}

function Message({ title, hint, children }: { title: string; hint: string; children?: ComponentChildren }) {
  return (
    <div class="message">
      <p class="message-title">{title}</p>
      <p class="quiet">{hint}</p>
      {children}
    </div>
  );
}

/** Return to the place in the menu after back, forward and a reload, and to the category in the address on the first visit. */
function usePlace({ sections }: Catalog): void {
  useLayoutEffect(() => {
    const hash = location.hash.slice(1);
    const section = sections.find(({ slug }) => slug === hash || encodeURIComponent(slug) === hash);
    if (section) document.getElementById(section.slug)?.scrollIntoView();
    return keepPlace();
  }, []);
}
