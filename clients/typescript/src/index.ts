/** TypeScript client for the API of a Bodega shop. */

export type { AuthState } from "./auth.ts";
export { Bodega, type BodegaOptions } from "./bodega.ts";
export { type ChoiceProblem, flatten, nest, priceOf, problemsOf, type Selection } from "./menu.ts";
export { addMoney, formatMoney, parseMoney } from "./money.ts";
export {
  type Code,
  type FieldProblem,
  NetworkProblem,
  Problem,
  type ProblemBody,
  type ProblemOf,
  TimedOut,
  VersionConflict,
} from "./problems.ts";
export type { RequestInfo, ResponseInfo } from "./requests.ts";
export type * from "./schema.ts";
export {
  cookieSession,
  memorySession,
  type Role,
  type Session,
  storedSession,
  type Tokens,
  tokenSession,
} from "./sessions.ts";
export type { Answer, Call, CallOptions, KeyOptions, Page, Pages, PublicOptions, Schemas, Target } from "./types.ts";
