import { Form } from "../../kit/form";
import { currentLanguage } from "../../kit/i18n";
import { NarrowPage, NextSteps } from "../account/page";
import { PasswordField } from "../account/password-field";
import { explaining } from "../account/problems";
import { Submit } from "../account/signin/log-in-form";
import { text as signin } from "../account/signin/messages";
import { shop } from "../shop";
import { IncompleteLink, useMailedToken } from "./link-page";
import { text } from "./messages";

type Removed = "addresses" | "paymentMethods" | "phone" | "firstName" | "lastName";

/** What a reset did. The email is null if the shop has locked the account, so that nobody is logged in. */
interface Done {
  readonly email: string | null;
  readonly removed: readonly Removed[];
}

/** `/reset-password`: sets a new password with the token of the mail, and logs in. */
export default function ResetPasswordScreen() {
  const { token, answer, use } = useMailedToken<Done>();
  if (answer?.result) return <ResetDone {...answer.result} />;
  if (answer) return <DeadLink />;
  if (token === null) return <IncompleteLink />;
  return (
    <NarrowPage title={text.resetTitle()}>
      <p>{text.resetLead()}</p>
      <Form
        label={text.resetTitle()}
        onSubmit={(values) => use((sent) => explaining(() => reset(sent, values["/newPassword"] ?? "")))}
      >
        <PasswordField label={signin.newPassword()} name="/newPassword" kind="new" />
        <Submit>{text.resetButton()}</Submit>
      </Form>
    </NarrowPage>
  );
}

async function reset(token: string, newPassword: string): Promise<Done> {
  const answer = await shop.auth.resetPassword({ token, newPassword });
  return { email: answer?.user.email ?? null, removed: answer?.removed ?? [] };
}

function ResetDone({ email, removed }: Done) {
  const names = {
    addresses: text.addresses,
    paymentMethods: text.paymentMethods,
    phone: text.telephone,
    firstName: text.firstName,
    lastName: text.lastName,
  };
  const list = new Intl.ListFormat(currentLanguage()).format(removed.map((name) => names[name]()));
  return (
    <NarrowPage title={text.resetDone()}>
      <p>{email === null ? text.resetFrozen() : text.resetDoneLead({ email })}</p>
      {removed.length > 0 && <p>{text.removed({ things: list })}</p>}
      <NextSteps
        steps={
          email === null
            ? [["/", text.toMenu()]]
            : [
                ["/", text.toMenu()],
                ["/account", text.toAccount()],
              ]
        }
      />
    </NarrowPage>
  );
}

function DeadLink() {
  return (
    <NarrowPage title={text.dead()}>
      <p>{text.resetDead()}</p>
      <NextSteps steps={[["/forgot-password", text.newLink()]]} />
    </NarrowPage>
  );
}
