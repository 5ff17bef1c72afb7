import { useSignal } from "@preact/signals";
import type { Schemas } from "bodega-client";
import { TextField } from "../../../kit/field";
import { Form } from "../../../kit/form";
import { Refusal } from "../../../kit/problem";
import { shop } from "../../shop";
import { setProfile } from "../current";
import { Notice } from "../notice";
import { PasswordField } from "../password-field";
import { explaining, wrongPassword } from "../problems";
import { Section } from "../section";
import { Submit } from "../signin/log-in-form";
import { text } from "./messages";
import { SendVerification } from "./send-verification";

/** The email, whether it is confirmed, and the change of it. */
export function EmailSection({ profile }: { profile: Schemas["User"] }) {
  const note = useSignal("");
  const email = profile.email ?? "";
  const change = async (values: Record<string, string>) => {
    note.value = "";
    const body = { email: values["/email"] ?? "", password: values["/password"] ?? "" };
    const changed = await explaining(() => shop.me.changeEmail(body), {
      invalid_credentials: wrongPassword("/password"),
      email_taken: () => new Refusal("", { "/email": text.emailTaken() }),
    });
    if (changed) setProfile(changed);
    note.value = changed ? text.changed({ email: changed.email ?? "" }) : text.changeSent({ email: body.email });
  };
  return (
    <Section title={text.emailTitle()}>
      <p>
        <strong class="breakable">{email}</strong>{" "}
        <span class={profile.emailVerified ? "tag good" : "tag"}>
          {profile.emailVerified ? text.confirmed() : text.unconfirmed()}
        </span>
      </p>
      {!profile.emailVerified && (
        <>
          <p>{text.unconfirmedLead()}</p>
          <SendVerification email={email} />
        </>
      )}
      {note.value && <Notice>{note.value}</Notice>}
      <details>
        <summary>{text.changeEmail()}</summary>
        <Form key={note.value} label={text.changeEmail()} onSubmit={change}>
          <TextField
            label={text.newEmail()}
            name="/email"
            type="email"
            autocomplete="email"
            inputMode="email"
            maxLength={264}
          />
          <PasswordField label={text.password()} name="/password" kind="current" hint={text.passwordWhy()} />
          <Submit>{text.requestChange()}</Submit>
        </Form>
      </details>
    </Section>
  );
}
