import { Refusal } from "../../kit/problem";
import { NarrowPage, NextSteps } from "../account/page";
import { readMe, shop } from "../shop";
import { ConfirmPage } from "./link-page";
import { text } from "./messages";

/** `/restore-email`: takes back an account whose email somebody else changed. All its sessions end, also one of this browser. */
export default function RestoreEmailScreen() {
  return (
    <ConfirmPage
      title={text.restoreTitle()}
      lead={
        <>
          <p>{text.restoreLead()}</p>
          <p>{text.restoreKeep()}</p>
        </>
      }
      button={text.restoreButton()}
      action={(token) => shop.email.undo(token).then(readMe)}
      codes={{ email_taken: () => new Refusal(text.restoreTaken()) }}
      done={
        <NarrowPage title={text.restored()}>
          <p>{text.restoredLead()}</p>
          <NextSteps steps={[["/", text.toMenu()]]} />
        </NarrowPage>
      }
      dead={
        <>
          <p>{text.restoreDead()}</p>
          <NextSteps steps={[["/forgot-password", text.resetTitle()]]} />
        </>
      }
    />
  );
}
