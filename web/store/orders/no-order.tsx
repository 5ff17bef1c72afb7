/** What the pages of orders show while there is no order, or none that can be shown. */
import { Problem } from "bodega-client";
import { ErrorPanel } from "../../kit/error-panel";
import { Icon } from "../../kit/icon";
import { Skeleton } from "../../kit/skeleton";
import { withComeback } from "../account/signin/comeback";
import { Link, usePageTitle } from "../shell/router";
import { text } from "./messages";

export function LoadingOrder() {
  usePageTitle(text.trackTitle());
  return (
    <section class="page narrow">
      <Skeleton label={text.loading()} lines={6} />
    </section>
  );
}

interface NoOrderProps {
  problem: unknown;
  /** The page to come back to after the log-in. */
  page: string;
  retry: () => void;
}

/** Says why there is no order to show, and what the customer can do. */
export function NoOrder({ problem, page, retry }: NoOrderProps) {
  if (needsLogIn(problem))
    return <LogInFirst title={text.sessionEndedTitle()} sentence={text.sessionEnded()} page={page} />;
  if (problem instanceof Problem && problem.status === 400) return <LinkTooOld />;
  if (problem instanceof Problem && problem.status === 404) return <NotYours />;
  return <NotRead problem={problem} retry={retry} />;
}

/** Return whether nobody is logged in any more. */
export function needsLogIn(problem: unknown): boolean {
  return problem instanceof Problem && (problem.status === 401 || problem.status === 403);
}

function NotRead({ problem, retry }: { problem: unknown; retry: () => void }) {
  usePageTitle(text.trackTitle());
  return (
    <section class="page narrow">
      <h1>{text.trackTitle()}</h1>
      <ErrorPanel problem={problem} retry={retry} />
    </section>
  );
}

function NotYours() {
  usePageTitle(text.notYoursTitle());
  return (
    <section class="page narrow">
      <h1>{text.notYoursTitle()}</h1>
      <p>{text.notYours()}</p>
      <ToMenu />
    </section>
  );
}

/** The page of a link that has no token, or an old one. */
export function LinkTooOld() {
  usePageTitle(text.linkOldTitle());
  return (
    <section class="page narrow">
      <h1>{text.linkOldTitle()}</h1>
      <p>{text.linkOld()}</p>
      <ToMenu />
    </section>
  );
}

export function LogInFirst({ title, sentence, page }: { title: string; sentence: string; page: string }) {
  usePageTitle(title);
  return (
    <section class="page narrow">
      <h1>{title}</h1>
      <p>{sentence}</p>
      <p>
        <Link to={withComeback("/login", page)} class="button primary">
          {text.logIn()}
        </Link>
      </p>
    </section>
  );
}

export function ToMenu() {
  return (
    <p>
      <Link to="/" class="button primary">
        {text.toMenu()}
      </Link>
    </p>
  );
}

/** Says above an order that it may be out of date: without a network, or because the session has ended. */
export function Connection({ problem, page }: { problem: unknown; page: string }) {
  const ended = needsLogIn(problem);
  return (
    <div role="status">
      {problem !== null && (
        <p class="notice order-notice">
          <Icon name={ended ? "account" : "offline"} />
          <span>
            {ended ? text.sessionEnded() : text.connection()}{" "}
            {ended && <Link to={withComeback("/login", page)}>{text.logIn()}</Link>}
          </span>
        </p>
      )}
    </div>
  );
}
