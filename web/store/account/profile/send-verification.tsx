import { useSignal } from "@preact/signals";
import { shop } from "../../shop";
import { ActionButton } from "../action-button";
import { Notice } from "../notice";
import { text } from "./messages";

/** The status of the response if the email is confirmed already. */
const NOTHING_TO_DO = 204;

/** A button that mails another link to confirm the email of the account. */
export function SendVerification({ email }: { email: string }) {
  const said = useSignal("");
  const send = async () => {
    const { status } = await shop.me.sendVerification().withResponse();
    said.value = status === NOTHING_TO_DO ? text.alreadyConfirmed() : text.sent({ email });
  };
  if (said.value) return <Notice>{said.value}</Notice>;
  return <ActionButton action={send}>{text.sendAgain()}</ActionButton>;
}
