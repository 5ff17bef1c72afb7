import { Button } from "../../../kit/button";
import { ErrorPanel } from "../../../kit/error-panel";
import { toast } from "../../../kit/toast";
import { shop } from "../../shop";
import { useAction } from "../action";
import { leave } from "../leaving";
import { text as account } from "../messages";
import { Section } from "../section";
import { text } from "./messages";

/** Log-out on this device, and on all devices. */
export function LogOutSection() {
  const here = useLogOut(false);
  const everywhere = useLogOut(true);
  const problem = here.problem ?? everywhere.problem;
  return (
    <Section title={text.logOutTitle()}>
      {problem !== null && <ErrorPanel problem={problem} />}
      <p>
        <Button busy={here.busy} onClick={here.start}>
          {text.logOut()}
        </Button>
      </p>
      <p>{text.logOutEverywhereLead()}</p>
      <p>
        <Button busy={everywhere.busy} onClick={everywhere.start}>
          {text.logOutEverywhere()}
        </Button>
      </p>
    </Section>
  );
}

export function useLogOut(everywhere: boolean) {
  return useAction(async () => {
    await leave(() => shop.auth.logOut({ everywhere }));
    toast(account.loggedOut());
  });
}
