/** The types of the client's methods, derived from the table of operations and the API document. */

import type { components, paths, Tokens as TokenFields } from "./schema.ts";

/** Every body of the API by name, as `Schemas["Product"]`. */
export type Schemas = components["schemas"];

/** Options of every call. */
export interface CallOptions {
  /** Cancels the call. The promise is then rejected with the signal's reason, as with `fetch`. */
  signal?: AbortSignal;
  /** Milliseconds that one attempt may take. Default: the client's, 10,000. */
  timeout?: number;
  /** How often a safe call is sent again. Default: the client's, 2. */
  retries?: number;
}

/** Options of a call that reads what everybody can read. */
export interface PublicOptions extends CallOptions {
  /** Sends the token too, and has the browser check its copy, so that no cache answers. For pages that show changes. */
  fresh?: boolean;
}

/** Options of a call that can be repeated with a key. */
export interface KeyOptions extends CallOptions {
  /** The Idempotency-Key. Default: a new one for each call, the same for its retries. */
  key?: string;
}

/** A value with the facts of its response. */
export interface Answer<T> {
  readonly value: T;
  /** The version of the value, or null if the response names none. */
  readonly etag: string | null;
  readonly status: number;
  /** The ID of the request in the shop's logs. */
  readonly requestId: string | null;
}

/** A call that is under way. */
export interface Call<T> extends Promise<T> {
  /** Returns the value with its ETag, status and request ID. */
  withResponse(): Promise<Answer<T>>;
}

/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  /** Pass it as `cursor` to get the next page. Null on the last page. */
  readonly nextCursor: string | null;
}

/** A list. `for await` reads it page by page, to the end. */
export interface Pages<T> extends AsyncIterable<T> {
  /** Returns one page: the first, or the one at the query's cursor. */
  page(): Call<Page<T>>;
}

type Verbs = { GET: "get"; POST: "post"; PUT: "put"; PATCH: "patch"; DELETE: "delete" };
type Words<Spec extends string> = Spec extends `${infer Word} ${infer Rest}` ? Word | Words<Rest> : Spec;
type Without<Path extends string> = Path extends `${infer Bare}?` ? Bare : Path;
type PathOf<Spec extends string> = Spec extends `${string} ${infer Path} ${string}`
  ? Without<Path>
  : Spec extends `${string} ${infer Path}`
    ? Without<Path>
    : never;

/** The operation of a line of the table. A path that the document does not have is `never`, which no call fits. */
export type Operation<Spec extends string> = {
  [Verb in keyof Verbs]: Spec extends `${Verb} ${string}`
    ? PathOf<Spec> extends keyof paths
      ? paths[PathOf<Spec>][Verbs[Verb]]
      : never
    : never;
}[keyof Verbs];

type Json<Content> = Content extends { content: infer Types } ? Types[keyof Types] : undefined;
type Success<Op> = Op extends { responses: infer Responses }
  ? { [Status in keyof Responses & (200 | 201 | 202 | 204)]: Json<Responses[Status]> }[keyof Responses &
      (200 | 201 | 202 | 204)]
  : never;
type WithoutTokens<T> = T extends object ? Omit<T, keyof TokenFields> : T;
type Result<Spec extends string> =
  "session" extends Words<Spec> ? WithoutTokens<Success<Operation<Spec>>> : Success<Operation<Spec>>;

/** What a change is made to: an ID, or a value. Of a value with a version, no other version is changed. */
export type Target = string | { readonly id: string; readonly version?: number };

type TargetOf<Spec extends string> =
  PathOf<Spec> extends `${string}{id}${string}`
    ? [target: Target]
    : "value" extends Words<Spec>
      ? [value: { readonly version?: number }]
      : [];
type QueryOf<Spec extends string> = Spec extends `${string}?${string}`
  ? Operation<Spec> extends { parameters: { query?: infer Query } }
    ? [query?: NonNullable<Query>]
    : [query: Operation<Spec> extends { parameters: { query: infer Query } } ? Query : never]
  : [];
type BodyOf<Spec extends string> = "token" extends Words<Spec> ? [token: string] : Body<Operation<Spec>>;
type Body<Op> = Op extends { requestBody: { content: infer Types } }
  ? [body: Types[keyof Types]]
  : Op extends { requestBody?: infer Optional }
    ? [NonNullable<Optional>] extends [never]
      ? []
      : NonNullable<Optional> extends { content: infer Types }
        ? [body?: Types[keyof Types]]
        : never
    : [];
type OptionsOf<Spec extends string> =
  "key" extends Words<Spec> ? KeyOptions : Spec extends `GET ${string} public` ? PublicOptions : CallOptions;
type Arguments<Spec extends string> = [...TargetOf<Spec>, ...QueryOf<Spec>, ...BodyOf<Spec>, options?: OptionsOf<Spec>];
type ItemOf<T> = T extends { items: (infer Item)[] } ? Item : never;

/** The methods of a part of the table. */
export type Methods<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends string
    ? Name extends "list"
      ? (...args: Arguments<Table[Name]>) => Pages<ItemOf<Result<Table[Name]>>>
      : (...args: Arguments<Table[Name]>) => Call<Result<Table[Name]>>
    : Methods<Table[Name]>;
};
