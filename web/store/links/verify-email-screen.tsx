import type { Schemas } from "bodega-client";
import { Button } from "../../kit/button";
import { Refusal } from "../../kit/problem";
import { Skeleton } from "../../kit/skeleton";
import { rereadProfile } from "../account/current";
import { text as account } from "../account/messages";
import { NarrowPage, NextSteps } from "../account/page";
import { SendVerification } from "../account/profile/send-verification";
import { LogInForm } from "../account/signin/log-in-form";
import { Link } from "../shell/router";
import { me, shop } from "../shop";
import { mailedToken } from "../token";
import { ConfirmPage, IncompleteLink } from "./link-page";
import { text } from "./messages";

type Profile = Schemas["User"];

/**
 * `/verify-email`: confirms the email of the account, or its new email. The API wants a session of this account, so the
 * page asks for a log-in first. The token waits in memory.
 */
export default function VerifyEmailScreen() {
  const who = me.value;
  if (who.kind === "customer" && who.profile) return <Confirm profile={who.profile} />;
  if (mailedToken() === null) return <IncompleteLink />;
  return (
    <NarrowPage title={text.verifyTitle()}>
      {who.kind === "unknown" || who.kind === "customer" ? (
        <Skeleton label={account.loading()} />
      ) : (
        <>
          <p>{text.verifyLogIn()}</p>
          <LogInForm />
        </>
      )}
    </NarrowPage>
  );
}

function Confirm({ profile }: { profile: Profile }) {
  const email = profile.email ?? "";
  return (
    <ConfirmPage
      title={text.verifyTitle()}
      lead={<p>{text.verifyLead({ name: email })}</p>}
      button={text.verifyButton()}
      action={(token) => shop.me.verifyEmail(token).then(rereadProfile)}
      codes={{ email_taken: () => new Refusal(text.taken()) }}
      done={<Verified />}
      dead={<DeadLink profile={profile} />}
    />
  );
}

function Verified() {
  return (
    <NarrowPage title={text.verified()}>
      <p>{text.verifiedLead()}</p>
      <NextSteps
        steps={[
          ["/", text.toMenu()],
          ["/account", text.toAccount()],
        ]}
      />
    </NarrowPage>
  );
}

/** The link may belong to another account, so the page offers to log in with that one. */
function DeadLink({ profile }: { profile: Profile }) {
  return (
    <>
      <p>{text.verifyDead({ email: profile.email ?? "" })}</p>
      {profile.emailVerified ? <p>{text.alreadyVerified()}</p> : <SendVerification email={profile.email ?? ""} />}
      <p class="actions">
        <Link to="/account" class="button">
          {text.toAccount()}
        </Link>
        <Button onClick={() => void shop.auth.logOut()}>{text.otherLogIn()}</Button>
      </p>
    </>
  );
}
