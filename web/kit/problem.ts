/** What went wrong, in words for customers. The API's own texts are English, so known codes have texts here. */
import { NetworkProblem, Problem } from "bodega-client";
import { text } from "./messages";

/** A problem in a screen's own words: a sentence, or empty, and a text for each field by JSON pointer. */
export class Refusal extends Error {
  readonly fields: Readonly<Record<string, string>>;

  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.fields = fields;
  }
}

/** Return a text for each field that was refused, by JSON pointer. */
export function fieldErrors(problem: unknown): Map<string, string> {
  if (problem instanceof Refusal) return new Map(Object.entries(problem.fields));
  const found = new Map<string, string>();
  if (!(problem instanceof Problem)) return found;
  for (const error of problem.errors) {
    if (error.pointer) found.set(error.pointer, error.detail);
  }
  return found;
}

/** Return a sentence about a problem. */
export function problemText(problem: unknown): string {
  if (problem instanceof NetworkProblem) return navigator.onLine ? text.noAnswer() : text.offline();
  if (problem instanceof Refusal) return problem.message || Object.values(problem.fields).join(" ");
  if (!(problem instanceof Problem)) return text.failed();
  if (problem.status === 429) return text.tooManyRequests();
  if (problem.status === 404) return text.notFound();
  if (problem.status === 401 || problem.code === "session_ended") return text.sessionEnded();
  if (problem.status >= 500) return text.failed();
  return problem.message;
}

/** Return the number of the request that failed, which the shop finds in its logs. */
export function problemReference(problem: unknown): string | undefined {
  return problem instanceof Problem && problem.status >= 500 ? problem.requestId : undefined;
}
