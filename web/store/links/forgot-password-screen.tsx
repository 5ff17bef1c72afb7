import { useSignal } from "@preact/signals";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/field";
import { Form } from "../../kit/form";
import { Notice } from "../account/notice";
import { NarrowPage } from "../account/page";
import { explaining } from "../account/problems";
import { Submit } from "../account/signin/log-in-form";
import { text } from "../account/signin/messages";
import { Link } from "../shell/router";
import { me, shop } from "../shop";

/** `/forgot-password`: the answer is the same with and without an account. */
export default function ForgotPasswordScreen() {
  const sentTo = useSignal<string | null>(null);
  if (sentTo.value !== null) {
    return (
      <NarrowPage title={text.sentTitle()}>
        <Notice>{text.sent({ email: sentTo.value })}</Notice>
        <p>{text.sentNothing()}</p>
        <Button
          onClick={() => {
            sentTo.value = null;
          }}
        >
          {text.otherEmail()}
        </Button>
        <p>
          <Link to="/login">{text.backToLogIn()}</Link>
        </p>
      </NarrowPage>
    );
  }
  const send = async (values: Record<string, string>) => {
    const email = values["/email"] ?? "";
    await explaining(() => shop.auth.forgotPassword({ email }));
    sentTo.value = email;
  };
  const known = me.value.kind === "customer" ? (me.value.profile?.email ?? "") : "";
  return (
    <NarrowPage title={text.forgotTitle()}>
      <p>{text.forgotLead()}</p>
      <Form label={text.forgotTitle()} onSubmit={send}>
        <TextField
          label={text.email()}
          name="/email"
          type="email"
          autocomplete="username"
          inputMode="email"
          maxLength={264}
          defaultValue={known}
        />
        <Submit>{text.mailLink()}</Submit>
      </Form>
      <p>
        <Link to="/login">{text.backToLogIn()}</Link>
      </p>
    </NarrowPage>
  );
}
