import type { Schemas } from "bodega-client";
import { formatDate } from "../../../kit/format";
import { toast } from "../../../kit/toast";
import { Link } from "../../shell/router";
import { shop } from "../../shop";
import { AccountPage } from "../account-page";
import { ActionButton } from "../action-button";
import { all, Show, useLoaded } from "../loaded";
import { text as account } from "../messages";
import { logOut } from "../profile/log-out-section";
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
          <ActionButton action={() => logOut({ everywhere: true })}>{profile.logOutEverywhere()}</ActionButton>
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
  const end = async () => {
    if (session.current) return logOut({ everywhere: false });
    await shop.me.sessions.end(session.id);
    await onEnded();
    toast(text.ended({ device: name }));
  };
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
      <ActionButton action={end} label={text.endNamed({ device: name })}>
        {text.end()}
      </ActionButton>
    </>
  );
}

/** Return a name that people recognise: "Firefox on Android", or what the client calls itself. */
function nameOf(userAgent: string | null): string {
  const { browser, system } = device(userAgent);
  if (browser && system) return text.browserOnSystem({ browser, system });
  return browser || system || userAgent || text.unknownDevice();
}
