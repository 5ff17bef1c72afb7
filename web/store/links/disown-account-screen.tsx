import { NarrowPage, NextSteps } from "../account/page";
import { readMe, shop } from "../shop";
import { ConfirmPage } from "./link-page";
import { text } from "./messages";

/** `/disown-account`: removes an account that somebody else opened with the customer's email. It can be the one that is logged in here. */
export default function DisownAccountScreen() {
  return (
    <ConfirmPage
      title={text.disownTitle()}
      lead={
        <>
          <p>{text.disownLead()}</p>
          <p>{text.disownKeep()}</p>
        </>
      }
      button={text.disownButton()}
      danger
      action={(token) => shop.email.disown(token).then(readMe)}
      done={
        <NarrowPage title={text.disowned()}>
          <p>{text.disownedLead()}</p>
          <NextSteps steps={[["/", text.toMenu()]]} />
        </NarrowPage>
      }
      dead={
        <>
          <p>{text.disownDead()}</p>
          <NextSteps steps={[["/forgot-password", text.resetTitle()]]} />
        </>
      }
    />
  );
}
