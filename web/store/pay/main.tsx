/** The entry of the page that takes cards. */
import { render } from "preact";
import { startTheme } from "../../kit/theme";
import { StartFailed } from "../shell/start-failed";
import { follow, openShop } from "../shop";
import { PayPage } from "./pay-page";
import { open, start } from "./payment";

startTheme();
const root = document.getElementById("app") ?? document.body;
try {
  await openShop();
  render(<PayPage />, root);
  open();
  follow();
  // A page that the browser has kept may show a payment that is over.
  addEventListener("pageshow", ({ persisted }) => persisted && void start());
} catch {
  render(<StartFailed />, root);
}
