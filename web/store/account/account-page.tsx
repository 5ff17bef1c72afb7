import type { Schemas } from "bodega-client";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Dialog } from "../../kit/dialog";
import { Skeleton } from "../../kit/skeleton";
import { Link, navigate, usePage, usePageTitle } from "../shell/router";
import { me } from "../shop";
import { left } from "./leaving";
import { text } from "./messages";
import { withComeback } from "./signin/comeback";
import { LogInForm } from "./signin/log-in-form";
import { text as signin } from "./signin/messages";

type Profile = Schemas["User"];

const SECTIONS = [
  ["/account", text.profile],
  ["/account/addresses", text.addresses],
  ["/account/payment-methods", text.paymentMethods],
  ["/account/points", text.points],
  ["/account/sessions", text.sessions],
  ["/account/data", text.data],
  ["/orders", text.orders],
] as const;

interface AccountPageProps {
  title: string;
  children: (profile: Profile) => ComponentChildren;
}

/**
 * A page of the account. It asks for a log-in, and returns here. If the session ends while the page is open, the page
 * stays with all that was typed, behind a log-in. After a log-out, also in another tab, it goes.
 */
export function AccountPage({ title, children }: AccountPageProps) {
  usePageTitle(title);
  // The address changes before the next screen is loaded.
  const page = useRef(usePage()).current;
  const shown = useRef<Profile | null>(null);
  const who = me.value;
  const here = who.kind === "customer" ? who.profile : null;
  if (here) shown.current = here;
  const hasNoSession = who.kind === "none" || who.kind === "guest";
  const isOut = hasNoSession && (left.value || shown.current === null);
  useEffect(() => {
    if (isOut) navigate(shown.current ? "/" : withComeback("/login", page), { replace: true });
  }, [isOut, page]);
  const profile = isOut ? null : shown.current;
  return (
    <div class="page account">
      <AccountNavigation />
      <div class="account-content">
        <h1>{title}</h1>
        {profile ? <div key={profile.id}>{children(profile)}</div> : <Skeleton label={text.loading()} />}
      </div>
      {profile && hasNoSession && <LogInAgain profile={profile} page={page} />}
    </div>
  );
}

function AccountNavigation() {
  return (
    <nav class="account-nav" aria-label={text.sections()}>
      <ul>
        {SECTIONS.map(([to, name]) => (
          <li key={to}>
            <Link to={to}>{name()}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function LogInAgain({ profile, page }: { profile: Profile; page: string }) {
  return (
    <Dialog title={signin.logInAgain()} onClose={() => navigate(withComeback("/login", page), { replace: true })}>
      <p>{signin.sessionEnded()}</p>
      <LogInForm email={profile.email ?? ""} />
    </Dialog>
  );
}
