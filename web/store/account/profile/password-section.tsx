import { useSignal } from "@preact/signals";
import { Form } from "../../../kit/form";
import { shop } from "../../shop";
import { Notice } from "../notice";
import { AccountOfPassword, PasswordField } from "../password-field";
import { explaining, wrongPassword } from "../problems";
import { Section } from "../section";
import { Submit } from "../signin/log-in-form";
import { text } from "./messages";

/** The change of the password, which logs out the other devices. */
export function PasswordSection({ email }: { email: string }) {
  const changes = useSignal(0);
  const change = async (values: Record<string, string>) => {
    const body = { currentPassword: values["/currentPassword"] ?? "", newPassword: values["/newPassword"] ?? "" };
    await explaining(() => shop.auth.changePassword(body), { invalid_credentials: wrongPassword("/currentPassword") });
    changes.value += 1;
  };
  return (
    <Section title={text.passwordTitle()}>
      {changes.value > 0 && <Notice>{text.passwordChanged()}</Notice>}
      <details>
        <summary>{text.changePassword()}</summary>
        <Form key={changes.value} label={text.changePassword()} onSubmit={change}>
          <AccountOfPassword email={email} />
          <PasswordField label={text.currentPassword()} name="/currentPassword" kind="current" />
          <PasswordField label={text.newPassword()} name="/newPassword" kind="new" />
          <Submit>{text.changePassword()}</Submit>
        </Form>
      </details>
    </Section>
  );
}
