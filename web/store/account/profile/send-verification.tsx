import { useSignal } from "@preact/signals";
import { shop } from "../../shop";
import { ActionButton } from "../action-button";
import { Notice } from "../notice";
import { text } from "./messages";

/** A button that mails another link to confirm the email of the account. */
export function SendVerification({ email }: { email: string }) {
  const isSent = useSignal(false);
  const send = async () => {
    await shop.me.sendVerification();
    isSent.value = true;
  };
  if (isSent.value) return <Notice>{text.sent({ email })}</Notice>;
  return <ActionButton action={send}>{text.sendAgain()}</ActionButton>;
}
