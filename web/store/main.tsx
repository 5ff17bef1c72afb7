/** The storefront's entry. */
import { render } from "preact";
import { startTheme } from "../kit/theme";
import { Shell } from "./shell/shell";
import { StartFailed } from "./shell/start-failed";
import { follow, openShop } from "./shop";
import { startToken } from "./token";

startToken();
startTheme();
const root = document.getElementById("app") ?? document.body;
try {
  await openShop();
  render(<Shell />, root);
  follow();
} catch {
  render(<StartFailed />, root);
}
