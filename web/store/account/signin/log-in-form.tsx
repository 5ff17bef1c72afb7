import { useSignal } from "@preact/signals";
import { Button } from "../../../kit/button";
import { TextField } from "../../../kit/field";
import { Form, useFormBusy } from "../../../kit/form";
import { Refusal } from "../../../kit/problem";
import { Link } from "../../shell/router";
import { shop } from "../../shop";
import { PasswordField } from "../password-field";
import { explaining } from "../problems";
import { text } from "./messages";

interface LogInFormProps {
  /** The email of the account to log in to again. Without it, the customer enters one. */
  email?: string | undefined;
  onDone?: () => void;
}

/** The form for email and password. It says how to get back into a locked account. */
export function LogInForm({ email, onDone }: LogInFormProps) {
  const frozen = useSignal(false);
  const logIn = async (values: Record<string, string>) => {
    frozen.value = false;
    const account = { email: email ?? values["/email"] ?? "", password: values["/password"] ?? "" };
    await explaining(() => shop.auth.logIn(account), {
      invalid_credentials: () => new Refusal(text.wrong()),
      account_frozen: () => {
        frozen.value = true;
        return new Refusal(text.frozen());
      },
    });
    onDone?.();
  };
  return (
    <Form label={text.logIn()} onSubmit={logIn}>
      <TextField
        label={text.email()}
        name="/email"
        type="email"
        autocomplete="username"
        inputMode="email"
        maxLength={264}
        {...(email === undefined ? {} : { value: email, readOnly: true })}
      />
      <PasswordField label={text.password()} name="/password" kind="current" />
      <Submit>{text.logIn()}</Submit>
      <p>
        <Link to="/forgot-password">{frozen.value ? text.mailLink() : text.forgot()}</Link>
      </p>
    </Form>
  );
}

/** The button that sends the form around. */
export function Submit({ children, look = "primary" }: { children: string; look?: "primary" | "danger" }) {
  return (
    <Button type="submit" look={look} busy={useFormBusy()}>
      {children}
    </Button>
  );
}
