import { toast } from "../../../kit/toast";
import { shop } from "../../shop";
import { ActionButton } from "../action-button";
import { leave } from "../leaving";
import { text as account } from "../messages";
import { Section } from "../section";
import { text } from "./messages";

/** Log-out on this device, and on all devices. */
export function LogOutSection() {
  return (
    <Section title={text.logOutTitle()}>
      <p>
        <ActionButton action={() => logOut({ everywhere: false })}>{text.logOut()}</ActionButton>
      </p>
      <p>{text.logOutEverywhereLead()}</p>
      <p>
        <ActionButton action={() => logOut({ everywhere: true })}>{text.logOutEverywhere()}</ActionButton>
      </p>
    </Section>
  );
}

export async function logOut(which: { everywhere: boolean }): Promise<void> {
  await leave(() => shop.auth.logOut(which));
  toast(account.loggedOut());
}
