/** What a call can be rejected with: a problem that the shop reports, or no response from the shop. */

import type { Schemas } from "./types.ts";

type AnyBody = Extract<Schemas[keyof Schemas], { type: `urn:bodega:problem:${string}` }>;

/** The stable codes of problems. */
export type Code = AnyBody["code"];

/** The document of a problem, with the members of its code: `ProblemBody<"price_changed">["quote"]`. */
export type ProblemBody<C extends Code = Code> = Extract<AnyBody, { code: C }>;

/** A problem with a certain code. */
export type ProblemOf<C extends Code> = Problem & { readonly code: C; readonly body: ProblemBody<C> };

/** A broken rule, and the field, parameter or header that breaks it. */
export type FieldProblem = Schemas["FieldProblem"];

/** The shop has rejected the call. */
export class Problem extends Error {
  declare readonly code: Code;
  declare readonly status: number;
  /** The broken rules. Empty unless the code is `validation_failed`. */
  declare readonly errors: readonly FieldProblem[];
  /** The ID of the request in the shop's logs. Show it when you ask for a report. */
  declare readonly requestId: string;
  /** The whole document. Narrow it with `is`. */
  declare readonly body: ProblemBody;
  /** Seconds after which the call can succeed, if the shop names them. */
  declare readonly retryAfter: number | undefined;

  constructor(body: ProblemBody, retryAfter?: number) {
    super(body.detail);
    Object.assign(this, { errors: [], ...body, name: "Problem", requestId: body.instance, body, retryAfter });
  }

  /** Returns whether the problem has this code. `body` then has the code's members. */
  is<C extends Code>(code: C): this is ProblemOf<C> {
    return this.code === code;
  }

  /** Returns what is wrong with a field, as `at("/price/amount")`, or undefined. */
  at(pointer: string): string | undefined {
    return this.errors.find((error) => error.pointer === pointer)?.detail;
  }
}

/** Somebody else has changed the resource, so nothing was written. */
export class VersionConflict extends Problem {
  /** Reads the current value of the resource. */
  readonly current: <T>() => Promise<T>;

  constructor(body: ProblemBody, current: <T>() => Promise<T>) {
    super(body);
    this.current = current;
  }
}

/** There is no response from the shop. Whether it has executed the call is unknown. `cause` is the error of `fetch`. */
export class NetworkProblem extends Error {
  readonly status = 0;
  override name = "NetworkProblem";
}

/** There was no response in time. */
export class TimedOut extends NetworkProblem {
  override name = "TimedOut";
}
