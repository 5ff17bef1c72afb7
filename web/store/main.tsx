/** The storefront's entry. */
import { render } from "preact";
import { startTheme } from "../kit/theme";
import { NotFound } from "./shell/not-found";
import { NotLoaded } from "./shell/not-loaded";
import { startRouter } from "./shell/router";
import { routes } from "./shell/routes";
import { Shell } from "./shell/shell";
import { StartFailed } from "./shell/start-failed";
import { follow, openShop } from "./shop";
import { startToken } from "./token";

startToken();
startTheme();
const root = document.getElementById("app") ?? document.body;
try {
  await openShop();
  startRouter(routes, NotFound, NotLoaded);
  render(<Shell />, root);
  follow();
} catch {
  render(<StartFailed />, root);
}
