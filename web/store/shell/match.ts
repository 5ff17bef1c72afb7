/** Which screen a page has. */
import type { ComponentType } from "preact";

/** What each screen gets: the parts of its path, for example `params.id` of `/o/:id`. */
export interface ScreenProps {
  params: Record<string, string>;
}

export type Screen = ComponentType<ScreenProps>;

/** A screen, or one that is loaded when it is needed first. */
export type Route = Screen | { load: () => Promise<{ default: Screen }> };

export interface View {
  Screen: Screen;
  params: Record<string, string>;
}

/** Return the route of a page and the parts of its path; null if no pattern fits. */
export function chosen(
  routes: Readonly<Record<string, Route>>,
  page: string,
): { route: Route; params: Record<string, string> } | null {
  for (const [pattern, route] of Object.entries(routes)) {
    const params = parts(pattern, page);
    if (params) return { route, params };
  }
  return null;
}

function parts(pattern: string, page: string): Record<string, string> | null {
  const values = page.split("/");
  const names = pattern.split("/");
  if (names.length !== values.length) return null;
  const params: Record<string, string> = {};
  for (const [place, name] of names.entries()) {
    const value = values[place] ?? "";
    if (name.startsWith(":") && value) params[name.slice(1)] = decoded(value);
    else if (name !== value) return null;
  }
  return params;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
