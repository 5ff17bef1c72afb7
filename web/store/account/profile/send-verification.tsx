import { useSignal } from "@preact/signals";
import { Button } from "../../../kit/button";
import { ErrorPanel } from "../../../kit/error-panel";
import { shop } from "../../shop";
import { useAction } from "../action";
import { Notice } from "../notice";
import { text } from "./messages";

/** A button that mails another link to confirm the email of the account. */
export function SendVerification({ email }: { email: string }) {
  const isSent = useSignal(false);
  const send = useAction(async () => {
    await shop.me.sendVerification();
    isSent.value = true;
  });
  if (isSent.value) return <Notice>{text.sent({ email })}</Notice>;
  return (
    <>
      {send.problem !== null && <ErrorPanel problem={send.problem} />}
      <p>
        <Button busy={send.busy} onClick={send.start}>
          {text.sendAgain()}
        </Button>
      </p>
    </>
  );
}
