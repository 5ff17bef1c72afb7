/** A shop that answers with a script, and a client of it. */

import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, mock } from "node:test";
import { Bodega, type BodegaOptions } from "../src/index.ts";

export interface Received {
  readonly verb: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  /** The response does not arrive: the connection is cut, or kept open without an answer. */
  readonly lost?: "cut" | "silent" | "half";
}

/** A reply, or a function of the request. */
export type Step = Reply | ((request: Received) => Reply | Promise<Reply>);

export interface Shop {
  readonly url: string;
  /** The requests so far, as `GET /menu`. */
  readonly log: string[];
  readonly received: Received[];
  /** Replies that come next. A request without one fails the test. */
  readonly script: Step[];
  client(options?: Partial<BodegaOptions>): Bodega;
}

/** Start a shop for the tests of a file. Waits between retries take no time, except with `waits`. */
export async function startShop(): Promise<Shop> {
  const received: Received[] = [];
  const script: Step[] = [];
  const log: string[] = [];
  const server = createServer(async (request, response) => {
    const got = await read(request);
    received.push(got);
    log.push(`${got.verb} ${got.path}`);
    const step = script.shift() ?? problem(500, "internal_error", { detail: `unexpected: ${got.verb} ${got.path}` });
    answer(response, typeof step === "function" ? await step(got) : step);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return { url, log, received, script, client: (options = {}) => new Bodega({ baseUrl: url, ...options }) };
}

/** Begin a test: forget the requests of the one before, and let waits between retries take no time. */
export function begin(shop: Shop, ...script: Step[]): void {
  mock.restoreAll();
  mock.method(Math, "random", () => 0);
  shop.log.length = 0;
  shop.received.length = 0;
  shop.script.splice(0, shop.script.length, ...script);
}

export function problem(status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Reply {
  const body = {
    type: `urn:bodega:problem:${code}`,
    title: code,
    status,
    code,
    detail: code,
    instance: "req-1",
    ...more,
  };
  return { status, body, headers };
}

/** Return what a call is rejected with. */
export async function rejection(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail("the call has succeeded"),
    (error: unknown) => error,
  );
}

/** The body of a response that opens or continues a session. */
export function tokens(name: string, more: object = {}): object {
  return { accessToken: `access-${name}`, refreshToken: `rt_${name}`, expiresIn: 900, ...more };
}

export const customer = { user: { id: "usr_1", role: "customer" } };

async function read(request: IncomingMessage): Promise<Received> {
  let text = "";
  for await (const chunk of request) text += chunk;
  const headers = request.headers as Record<string, string | undefined>;
  const path = (request.url ?? "").replace(/^\/v1/, "");
  return { verb: request.method ?? "", path, headers, body: text ? JSON.parse(text) : undefined };
}

function answer(response: ServerResponse, { status = 200, body, headers = {}, lost }: Reply): void {
  if (lost === "silent") return;
  if (lost === "cut") {
    response.destroy();
    return;
  }
  const text = typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  if (lost === "half") response.write(text.slice(0, 1), () => response.destroy());
  else response.end(text);
}
