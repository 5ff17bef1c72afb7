import type { Schemas } from "bodega-client";
import { Button } from "../../../kit/button";
import { ErrorPanel } from "../../../kit/error-panel";
import { formatDate } from "../../../kit/format";
import { toast } from "../../../kit/toast";
import { Link } from "../../shell/router";
import { shop } from "../../shop";
import { AccountPage } from "../account-page";
import { useAction } from "../action";
import { all, Show, useLoaded } from "../loaded";
import { text as account } from "../messages";
import { useLogOut } from "../profile/log-out-section";
import { text as profile } from "../profile/messages";
import { device } from "./device";
import { text } from "./messages";

type Session = Schemas["OwnSession"];

/** `/account/sessions` */
export default function SessionsScreen() {
  return <AccountPage title={account.sessions()}>{() => <Sessions />}</AccountPage>;
}

function Sessions() {
  const loaded = useLoaded(() => all(shop.me.sessions.list()));
  const everywhere = useLogOut(true);
  return (
    <Show loaded={loaded}>
      {(sessions) => (
        <>
          <p>
            {text.lead()} <Link to="/account">{text.changePassword()}</Link>
          </p>
          <ul class="stack">
            {[...sessions].sort(currentFirst).map((session) => (
              <li key={session.id} class="panel">
                <OneSession session={session} onEnded={loaded.reload} />
              </li>
            ))}
          </ul>
          {everywhere.problem !== null && <ErrorPanel problem={everywhere.problem} />}
          <Button busy={everywhere.busy} onClick={everywhere.start}>
            {profile.logOutEverywhere()}
          </Button>
        </>
      )}
    </Show>
  );
}

function currentFirst(one: Session, other: Session): number {
  return Number(other.current) - Number(one.current) || other.refreshedAt.localeCompare(one.refreshedAt);
}

function OneSession({ session, onEnded }: { session: Session; onEnded: () => Promise<void> }) {
  const name = nameOf(session.userAgent);
  const here = useLogOut(false);
  const other = useAction(async () => {
    await shop.me.sessions.end(session.id);
    await onEnded();
    toast(text.ended({ device: name }));
  });
  const end = session.current ? here : other;
  const date = (at: string) => formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <>
      {session.current && <span class="tag good">{text.current()}</span>}
      <h2 class="breakable">{name}</h2>
      <p class="quiet">
        {text.lastUsed({ date: date(session.refreshedAt) })}
        <br />
        {text.since({ date: date(session.createdAt) })}
      </p>
      {end.problem !== null && <ErrorPanel problem={end.problem} />}
      <Button busy={end.busy} label={text.endNamed({ device: name })} onClick={end.start}>
        {text.end()}
      </Button>
    </>
  );
}

/** Return a name that people recognise: "Firefox on Android", or what the client calls itself. */
function nameOf(userAgent: string | null): string {
  const { browser, system } = device(userAgent);
  if (browser && system) return text.browserOnSystem({ browser, system });
  return browser || system || userAgent || text.unknownDevice();
}
