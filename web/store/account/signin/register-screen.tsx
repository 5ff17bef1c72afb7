import { TextField } from "../../../kit/field";
import { Form } from "../../../kit/form";
import { Refusal } from "../../../kit/problem";
import { Link } from "../../shell/router";
import { shop } from "../../shop";
import { NarrowPage } from "../page";
import { PasswordField } from "../password-field";
import { dialable } from "../phone";
import { explaining } from "../problems";
import { GuestNotice, useComeback } from "./arrival";
import { withComeback } from "./comeback";
import { Submit } from "./log-in-form";
import { text } from "./messages";

/** `/register` */
export default function RegisterScreen() {
  const next = useComeback();
  return (
    <NarrowPage title={text.register()}>
      <p>{text.registerLead()}</p>
      <GuestNotice />
      <Form label={text.register()} onSubmit={register}>
        <TextField
          label={text.firstName()}
          name="/firstName"
          autocomplete="given-name"
          maxLength={80}
          required={false}
          hint={text.nameHint()}
        />
        <TextField
          label={text.lastName()}
          name="/lastName"
          autocomplete="family-name"
          maxLength={80}
          required={false}
        />
        <TextField
          label={text.email()}
          name="/email"
          type="email"
          autocomplete="username"
          inputMode="email"
          maxLength={264}
        />
        <TextField
          label={text.phone()}
          name="/phone"
          type="tel"
          autocomplete="tel"
          maxLength={40}
          optional
          hint={text.phoneHint()}
        />
        <PasswordField label={text.password()} name="/password" kind="new" />
        <Submit>{text.register()}</Submit>
      </Form>
      <p>
        {text.haveAccount()} <Link to={withComeback("/login", next)}>{text.logIn()}</Link>
        {" · "}
        <Link to="/forgot-password">{text.forgot()}</Link>
      </p>
    </NarrowPage>
  );
}

async function register(values: Record<string, string>): Promise<void> {
  const person = {
    email: values["/email"] ?? "",
    password: values["/password"] ?? "",
    firstName: values["/firstName"] ?? "",
    lastName: values["/lastName"] ?? "",
    phone: dialable(values["/phone"] ?? ""),
  };
  await explaining(() => shop.auth.register(person), {
    email_taken: () => new Refusal("", { "/email": text.emailTaken() }),
  });
}
