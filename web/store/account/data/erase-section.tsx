import { useSignal } from "@preact/signals";
import { Form } from "../../../kit/form";
import { Refusal } from "../../../kit/problem";
import { toast } from "../../../kit/toast";
import { Link } from "../../shell/router";
import { shop } from "../../shop";
import { leave } from "../leaving";
import { PasswordField } from "../password-field";
import { explaining, wrongPassword } from "../problems";
import { Section } from "../section";
import { Submit } from "../signin/log-in-form";
import { text } from "./messages";

/** Deletes the account, after it was said what goes and what stays. */
export function EraseSection({ email }: { email: string }) {
  const hasOpenOrders = useSignal(false);
  const erase = async (values: Record<string, string>) => {
    hasOpenOrders.value = false;
    await explaining(() => leave(() => shop.me.erase({ password: values["/password"] ?? "" })), {
      invalid_credentials: wrongPassword("/password"),
      last_admin: () => new Refusal(text.lastAdmin()),
      storage_unavailable: () => new Refusal(text.continueErasure()),
      open_orders: () => {
        hasOpenOrders.value = true;
        return new Refusal(text.openOrders());
      },
    });
    toast(text.erased());
  };
  return (
    <Section title={text.eraseTitle()}>
      <p>{text.eraseLead()}</p>
      <p>{text.eraseStays()}</p>
      <details>
        <summary>{text.start()}</summary>
        <Form label={text.eraseTitle()} onSubmit={erase}>
          {hasOpenOrders.value && (
            <p>
              <Link to="/orders">{text.toOrders()}</Link>
            </p>
          )}
          <p class="breakable">{email}</p>
          <PasswordField label={text.password()} name="/password" kind="current" />
          <Submit look="danger">{text.erase()}</Submit>
        </Form>
      </details>
    </Section>
  );
}
