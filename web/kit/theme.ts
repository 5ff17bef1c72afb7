/** The light or the dark theme: as the system has it, unless the customer chose one. */
import { signal } from "@preact/signals";
import { recall, remember } from "./storage";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "bodega.theme";

export const theme = signal<Theme>("system");

/** Apply the theme that was chosen before. */
export function startTheme(): void {
  const chosen = recall(KEY);
  apply(THEMES.find((one) => one === chosen) ?? "system");
}

/** Switch to a theme, and remember it. */
export function chooseTheme(chosen: Theme): void {
  remember(KEY, chosen);
  apply(chosen);
}

function apply(chosen: Theme): void {
  theme.value = chosen;
  document.documentElement.dataset.theme = chosen;
}
