/** The table of operations against the API document. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { OPERATIONS } from "../src/operations.ts";

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly security?: readonly object[];
}
type Table = { readonly [name: string]: string | Table };

// The tests are started in the folder of the project.
const document = JSON.parse(readFileSync("docs/openapi.json", "utf8")) as {
  paths: Record<string, Record<string, Operation>>;
};
const specs = lines(OPERATIONS);

function lines(table: Table): string[][] {
  return Object.values(table).flatMap((spec) => (typeof spec === "string" ? [spec.split(" ")] : lines(spec)));
}

function operation([verb = "", path = ""]: string[]): Operation {
  const found = document.paths[path.replace("?", "")]?.[verb.toLowerCase()];
  assert.ok(found, `${verb} ${path} is not in the API document`);
  return found;
}

const has = (found: Operation, place: string, name?: string) =>
  !!found.parameters?.some((parameter) => parameter.in === place && (!name || parameter.name === name));

/** Check that the lines of the table with a property are those of the document. */
function same(
  name: string,
  inTable: (spec: string[]) => boolean,
  inDocument: (found: Operation, spec: string[]) => boolean,
): void {
  test(name, () => {
    const named = (found: string[][]) => found.map(([verb, path]) => `${verb} ${path}`);
    assert.deepEqual(named(specs.filter(inTable)), named(specs.filter((spec) => inDocument(operation(spec), spec))));
  });
}

test("each operation has one line, except the refresh and the payment provider's webhook", () => {
  const documented = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  const inTable = specs.map(([verb, path]) => `${verb} ${path?.replace("?", "")}`);
  assert.deepEqual([...inTable, "POST /users/refresh", "POST /webhooks/payments"].sort(), documented.sort());
});

const word = (wanted: string) => (spec: string[]) => spec.includes(wanted);
same("public operations are those without security", word("public"), ({ security }) => !security?.length);
same(
  "operations with a query have a question mark",
  ([, path = ""]) => path.endsWith("?"),
  (found) => has(found, "query"),
);
same("operations with a key take an Idempotency-Key", word("key"), (found) => has(found, "header", "Idempotency-Key"));
same("operations of the session take the header of the cookie", word("session"), (found) =>
  has(found, "header", "X-Bodega-Session"),
);
same(
  "operations with a body send one",
  (spec) => spec.includes("body") || spec.includes("token") || (/^P/.test(spec[0] ?? "") && !spec.includes("bare")),
  ({ requestBody }) => !!requestBody,
);
same(
  "operations that change a value without an ID take If-Match",
  word("value"),
  (found, [verb = "", path = ""]) => /^P/.test(verb) && !path.includes("{id}") && has(found, "header", "If-Match"),
);

test("no operation is both repeated and has a key, and only a POST is marked as repeatable", () => {
  for (const spec of specs) {
    assert.ok(!(spec.includes("safe") && spec.includes("key")), spec.join(" "));
    if (spec.includes("safe") || spec.includes("key")) assert.equal(spec[0], "POST", spec.join(" "));
  }
});
