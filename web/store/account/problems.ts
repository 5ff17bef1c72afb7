import { Problem } from "bodega-client";
import { Refusal } from "../../kit/problem";
import { text } from "./messages";
import { reasonOf } from "./reasons";

type Code = Problem["code"];
type ByCode = { readonly [code in Code]?: () => Refusal };

/** Run `action`, and put the problems that it meets into the customer's words: those of `byCode`, and the common ones. */
export async function explaining<T>(action: () => Promise<T>, byCode: ByCode = {}): Promise<T> {
  try {
    return await action();
  } catch (problem) {
    throw problem instanceof Problem ? explained(problem, byCode) : problem;
  }
}

/** Return the problem of a wrong password at the field of the password. */
export function wrongPassword(pointer: string): () => Refusal {
  return () => new Refusal("", { [pointer]: text.wrongPassword() });
}

function explained(problem: Problem, byCode: ByCode): Problem | Refusal {
  const known = byCode[problem.code];
  if (known) return known();
  if (problem.code === "too_many_requests") return new Refusal(wait(problem.retryAfter ?? 60));
  const fields = problem.errors.flatMap(({ pointer, detail }) => (pointer ? [[pointer, reasonOf(detail)]] : []));
  return fields.length > 0 ? new Refusal("", Object.fromEntries(fields)) : problem;
}

function wait(seconds: number): string {
  const count = Math.max(1, Math.ceil(seconds));
  return count < 60 ? text.tooManySoon({ count }) : text.tooMany({ count: Math.ceil(count / 60) });
}
