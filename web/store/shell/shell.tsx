/** The frame of all pages: header, notices, the current screen, and footer. */
import { useEffect } from "preact/hooks";
import { LiveRegion } from "../../kit/announce";
import { Icon } from "../../kit/icon";
import { storeState } from "../shop";
import { Header } from "./header";
import { laterPart } from "./later-part";
import { text } from "./messages";
import { online } from "./online";
import { notice } from "./opening";
import { CurrentScreen } from "./router";

export function Shell() {
  return (
    <>
      <SkipLink />
      <Header />
      <Offline />
      <OpeningNotice />
      <main id="main" tabIndex={-1}>
        <CurrentScreen />
      </main>
      <LaterParts />
      <LiveRegion />
    </>
  );
}

/** The first link of the page. The address stays as it is: going back to one with a fragment would move the focus. */
function SkipLink() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it goes to a part of the page, as its address says
    <a
      class="skip"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      {text.skip()}
    </a>
  );
}

/** Says that the browser has no network. */
function Offline() {
  return (
    <div class="notices" role="status">
      {!online.value && (
        <p class="notice">
          <Icon name="offline" />
          {text.offline()}
        </p>
      )}
    </div>
  );
}

/** Says when a closed or paused store takes orders again. */
function OpeningNotice() {
  const sentence = storeState.value && notice(storeState.value);
  return (
    <div class="notices" role="status">
      {sentence && (
        <p class="notice">
          <Icon name="clock" />
          {sentence}
        </p>
      )}
    </div>
  );
}

/** The footer is below the first screen, and notices come after a press. So both are loaded after it. */
function LaterParts() {
  useEffect(laterPart.load, []);
  const part = laterPart.loaded.value;
  return (
    part !== null &&
    part !== "failed" && (
      <>
        <part.Footer />
        <part.Toasts />
      </>
    )
  );
}
