/** Navigation: the screen of the current page, links, titles, and the focus after a change of screen. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { base, href } from "../base";
import { config, storeState } from "../shop";
import { chosen, type Route, type Screen, type View } from "./match";

export type { Screen, ScreenProps } from "./match";

/** The current page without the base, for example `/cart`. */
const page = signal(currentPage());
/** The screen that is shown. The last one stays until the next one is loaded. */
const view = signal<View | null>(null);

let known: { routes: Record<string, Route>; missing: Screen; failed: Screen };
let latest = 0;

/** Show the screen of the current page, and of each page that the customer goes to. */
export function startRouter(routes: Record<string, Route>, missing: Screen, failed: Screen): void {
  known = { routes, missing, failed };
  addEventListener("popstate", () => {
    pushed = false;
    openPage();
  });
  addEventListener("click", follow);
  openPage();
}

/** Show the screen of the address bar. */
function openPage(): void {
  const turn = ++latest;
  page.value = currentPage();
  const found = chosen(known.routes, page.value);
  const Shown = found ? found.route : known.missing;
  const params = found ? found.params : {};
  if (typeof Shown === "function") {
    view.value = { Screen: Shown, params };
    return;
  }
  Shown.load().then(
    (loaded) => {
      if (turn === latest) view.value = { Screen: loaded.default, params };
    },
    () => {
      if (turn === latest) view.value = { Screen: known.failed, params };
    },
  );
}

/** Go to a page of the store, for example `navigate("/cart")`. */
export function navigate(to: string, { replace = false }: { replace?: boolean } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", href(to));
  pushed = !replace;
  openPage();
}

/** Go to a page that is a document of its own, for example `leaveTo("/pay/ord_…")`. */
export function leaveTo(to: string): void {
  location.assign(href(to));
}

/** Follow links to pages of the store without loading a document. Links with `target` or `download` load one. */
function follow(event: MouseEvent): void {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const to = link?.getAttribute("href");
  if (!link || !to || link.target || link.hasAttribute("download")) return;
  if (!to.startsWith(`${base}/`) || isDocument(to)) return;
  event.preventDefault();
  navigate(to.slice(base.length));
}

/** Return whether a page is a document of its own: `/pay` has another content security policy. */
function isDocument(to: string): boolean {
  return to.startsWith(`${base}/pay/`);
}

function currentPage(): string {
  return location.pathname.slice(base.length).replace(/\/+$/, "") || "/";
}

/** Return the current page without the base, for example `/cart`. */
export function usePage(): string {
  return page.value;
}

interface LinkProps {
  /** A page of the store, for example `/cart`. */
  to: string;
  class?: string | undefined;
  label?: string | undefined;
  children: ComponentChildren;
}

export function Link({ to, class: look, label, children }: LinkProps) {
  const here = page.value === to.split(/[?#]/, 1)[0];
  return (
    <a href={href(to)} class={look} aria-label={label} aria-current={here ? "page" : undefined}>
      {children}
    </a>
  );
}

/** The screen of the current page. Pages of one screen, such as the menu and its product sheets, keep it as it is. */
export function CurrentScreen() {
  const { Screen, params } = view.value ?? { Screen: null, params: {} };
  const first = useRef(Screen);
  useLayoutEffect(() => {
    if (Screen !== first.current) startAtTop();
    first.current = Screen;
  }, [Screen]);
  return Screen && <Screen params={params} />;
}

/** Whether the customer went to the page, instead of back or forward to it. */
let pushed = false;
/** What had the focus when the screen changed, until the focus has moved to the heading of the new screen. */
let leaving: Element | null = null;

/** Scroll to the top, unless the browser restores a position, and let the focus move to the heading once it is there. */
function startAtTop(): void {
  if (pushed) scrollTo(0, 0);
  pushed = false;
  leaving = document.activeElement;
  focusHeading();
}

/** Move the focus to the heading of a new screen, if the customer has not moved it since. Screen readers then read it. */
function focusHeading(): void {
  const heading = document.querySelector<HTMLElement>("main h1");
  if (!leaving || !heading) return;
  const stayed = document.activeElement === leaving || document.activeElement === document.body;
  leaving = null;
  if (!stayed) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Set the title of the page. Call it in each screen, with the text of its heading. */
export function usePageTitle(title: string): void {
  const shopName = useShopName();
  useLayoutEffect(() => {
    document.title = title === shopName ? title : `${title} · ${shopName}`;
    focusHeading();
  });
}

/** Return the name of the shop. */
export function useShopName(): string {
  return storeState.value?.name ?? config.shop;
}
