import { Button } from "../../kit/button";
import { text as kitText } from "../../kit/messages";
import { text } from "./messages";

/** The page when not even the configuration can be loaded. */
export function StartFailed() {
  return (
    <main class="page narrow">
      <h1>{text.startFailed()}</h1>
      <p>{kitText.noAnswer()}</p>
      <Button look="primary" onClick={() => location.reload()}>
        {kitText.tryAgain()}
      </Button>
    </main>
  );
}
