/** Navigation: the screen of the current path, links, titles, and the focus after a change of page. */
import type { ComponentChildren, ComponentType } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { exec, LocationProvider, Route, Router, useLocation } from "preact-iso/router";
import { base, href } from "../base";
import { config, storeState } from "../shop";

type Pushed = ReturnType<typeof useLocation> & { wasPush: boolean };

/** What each screen gets: the parts of its path, for example `params.id` of `/o/:id`. */
export interface ScreenProps {
  params: Record<string, string>;
}

export type Screen = ComponentType<ScreenProps>;

/** Links of the store, without `/pay`: it is a document of its own, because it has another content security policy. */
const scope = new RegExp(`^${base}(?!/pay/)(/|$)`);

/** What had the focus when the screen changed, until the focus has moved to the heading of the new screen. */
let leaving: Element | null = null;
let go: (url: string, replace?: boolean) => void = (url) => location.assign(url);

/** Go to a page of the store, for example `navigate("/cart")`. */
export function navigate(page: string, { replace = false }: { replace?: boolean } = {}): void {
  go(href(page), replace);
}

/** Go to a page that is a document of its own, for example `leaveTo("/pay/ord_…")`. */
export function leaveTo(page: string): void {
  location.assign(href(page));
}

/** Return the current page without the base, for example `/cart`. */
export function usePage(): string {
  return useLocation().path.slice(base.length) || "/";
}

interface LinkProps {
  /** A page of the store, for example `/cart`. */
  to: string;
  class?: string;
  label?: string;
  children: ComponentChildren;
}

export function Link({ to, class: look, label, children }: LinkProps) {
  const here = usePage() === to.split(/[?#]/, 1)[0];
  return (
    <a href={href(to)} class={look} aria-label={label} aria-current={here ? "page" : undefined}>
      {children}
    </a>
  );
}

/** Gives everything below it the current location. */
export function Navigation({ children }: { children: ComponentChildren }) {
  return <LocationProvider scope={scope}>{children}</LocationProvider>;
}

/** The screen of the current path. Paths of one screen, such as the menu and its product sheets, keep it as it is. */
export function Screens({ routes, missing }: { routes: Record<string, Screen>; missing: Screen }) {
  const here = useLocation();
  go = here.route;
  const screenOf = (url: string) =>
    Object.entries(routes).find(([path]) => exec(pathOf(url), base + path))?.[1] ?? missing;
  const shown = useRef(screenOf(here.url));
  const arrive = (url: string) => {
    const changed = shown.current !== screenOf(url);
    shown.current = screenOf(url);
    if (changed) startAtTop((here as Pushed).wasPush);
  };
  return (
    // The router would scroll to the top for a product sheet, too.
    <LocationProvider.ctx.Provider value={{ ...here, wasPush: false } as Pushed}>
      <Router onRouteChange={arrive}>
        {Object.entries(routes).map(([path, component]) => (
          <Route key={path} path={base + path} component={component} />
        ))}
        <Route default component={missing} />
      </Router>
    </LocationProvider.ctx.Provider>
  );
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? "";
}

/** Scroll to the top, unless the browser restores a position, and let the focus move to the heading once it is there. */
function startAtTop(pushed: boolean): void {
  if (pushed) scrollTo(0, 0);
  leaving = document.activeElement;
  focusHeading();
}

/** Move the focus to the heading of a new screen, if the customer has not moved it since. */
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
