import { useSignal } from "@preact/signals";
import { Problem } from "bodega-client";
import type { ComponentChildren } from "preact";
import { Form } from "../../kit/form";
import type { Refusal } from "../../kit/problem";
import { NarrowPage, NextSteps } from "../account/page";
import { explaining } from "../account/problems";
import { Submit } from "../account/signin/log-in-form";
import { forgetToken, mailedToken } from "../token";
import { text } from "./messages";

interface Answer<Result> {
  readonly token: string;
  /** Null if the token is not valid any more. */
  readonly result: Result | null;
}

/**
 * The token of the mailed link, and what the API answered to it. `use` sends the token with a request; a token that is
 * not valid is an answer, other problems are thrown.
 */
export function useMailedToken<Result>() {
  const answer = useSignal<Answer<Result> | null>(null);
  const token = mailedToken();
  // Another link can open in this tab: its token makes the answer to the last one old.
  const current = token === null || token === answer.value?.token ? answer.value : null;
  const use = async (request: (token: string) => Promise<Result>) => {
    if (token === null) return;
    const result = await validOrNull(() => request(token));
    answer.value = { token, result };
    if (result !== null) forgetToken();
  };
  return { token, answer: current, use };
}

async function validOrNull<Result>(request: () => Promise<Result>): Promise<Result | null> {
  try {
    return await request();
  } catch (problem) {
    if (problem instanceof Problem && problem.code === "invalid_token") return null;
    throw problem;
  }
}

interface ConfirmPageProps {
  title: string;
  /** What a press of the button does. */
  lead: ComponentChildren;
  button: string;
  danger?: boolean;
  action: (token: string) => Promise<unknown>;
  codes?: { readonly [code in Problem["code"]]?: () => Refusal };
  /** What to show once it is done. */
  done: ComponentChildren;
  /** Why the link may not work, and what to do next. */
  dead: ComponentChildren;
}

/**
 * The page of a mailed link: it says what it will do, does it on a press, and says the result. Some mail programs open
 * each link of a mail, so opening the page changes nothing.
 */
export function ConfirmPage({ title, lead, button, danger = false, action, codes = {}, done, dead }: ConfirmPageProps) {
  const { token, answer, use } = useMailedToken<true>();
  if (answer?.result) return <>{done}</>;
  if (answer) return <NarrowPage title={text.dead()}>{dead}</NarrowPage>;
  if (token === null) return <IncompleteLink />;
  const confirm = () => use(() => explaining(() => action(token), codes).then(() => true as const));
  return (
    <NarrowPage title={title}>
      {lead}
      <Form label={title} onSubmit={confirm}>
        <Submit look={danger ? "danger" : "primary"}>{button}</Submit>
      </Form>
    </NarrowPage>
  );
}

/** The page of a link that lost its token on the way. */
export function IncompleteLink() {
  return (
    <NarrowPage title={text.incomplete()}>
      <p>{text.incompleteLead()}</p>
      <NextSteps steps={[["/", text.toMenu()]]} />
    </NarrowPage>
  );
}
