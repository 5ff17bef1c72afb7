import { Button } from "../../kit/button";
import { text as kitText } from "../../kit/messages";
import { text } from "./messages";
import { usePageTitle } from "./router";

/** The page when the script of a screen cannot be loaded. Browsers remember that it failed, until the page is loaded again. */
export function NotLoaded() {
  usePageTitle(text.notLoaded());
  return (
    <section class="page narrow">
      <h1>{text.notLoaded()}</h1>
      <p>{kitText.noAnswer()}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {kitText.tryAgain()}
      </Button>
    </section>
  );
}
