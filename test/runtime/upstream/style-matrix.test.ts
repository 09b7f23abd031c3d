/**
 * Every style, with and without explode, for every type: sent over HTTP to fastify, and read from what it parsed by Prism's
 * deserializers, which know the styles of OpenAPI and nothing of us.
 */
import { createRequire } from "node:module";
import fastify from "fastify";
import { parse as parseCookies } from "hono/utils/cookie";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ParameterDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { buildRequest } from "../../../templates/src/runtime/upstream/build-request.ts";

type Deserialize = (name: string, parameters: object, schema: object, explode: boolean) => unknown;
const prism = (file: string): Record<string, unknown> =>
  createRequire(import.meta.url)(`@stoplight/prism-http/dist/validator/deserializers/style/${file}.js`) as Record<
    string,
    unknown
  >;
const delimited = prism("delimited")["createDelimitedDeserializerStyle"] as (separator: string) => Deserialize;
const deserializers: Readonly<Record<string, Deserialize>> = {
  simple: prism("simple")["deserializeSimpleStyle"] as Deserialize,
  label: prism("label")["deserializeLabelStyle"] as Deserialize,
  matrix: prism("matrix")["deserializeMatrixStyle"] as Deserialize,
  form: prism("form")["deserializeFormStyle"] as Deserialize,
  deepObject: prism("deepObject")["deserializeDeepObjectStyle"] as Deserialize,
  spaceDelimited: delimited(" "),
  pipeDelimited: delimited("|"),
};

interface Seen {
  readonly path: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, string>>;
  readonly cookie: Readonly<Record<string, string>>;
}

const server = fastify({ routerOptions: { maxParamLength: 1000 } });
let base: URL;
beforeAll(async () => {
  server.get<{ Params: { value: string } }>("/p/:value", (request) => ({
    path: request.params.value,
    query: request.query,
    header: request.headers,
    cookie: parseCookies(request.headers.cookie ?? ""),
  }));
  base = new URL(await server.listen({ port: 0, host: "127.0.0.1" }));
});
afterAll(() => server.close());

async function seen(parameter: ParameterDefinition, value: unknown): Promise<Seen> {
  const fixed = { argument: "rest", name: "rest", in: "path", style: "simple", explode: false } as const;
  const isPath = parameter.in === "path";
  const request = buildRequest(
    {
      method: "GET",
      path: isPath ? "/p/{value}" : "/p/{rest}",
      parameters: isPath ? [parameter] : [fixed, parameter],
      responses: {},
    },
    { rest: "x", value },
    { apiBaseUrl: base, origins: new Map(), maxFileBytes: 1 },
  );
  const response = await fetch(request.url, { headers: request.headers });
  expect(response.status).toBe(200);
  return (await response.json()) as Seen;
}

type Column = readonly [where: ParameterDefinition["in"], style: ParameterDefinition["style"], explode: boolean];
const bothWays = (where: Column[0], ...styles: readonly Column[1][]): readonly Column[] =>
  styles.flatMap((style) => [[where, style, false] as const, [where, style, true] as const]);

const types = {
  text: ["a b+c%41é", "string"],
  integer: [-12, "integer"],
  number: [1.5e-7, "number"],
  boolean: [true, "boolean"],
  "list of text": [["blue", "a b", "é&=?"], "array"],
  "list of one": [["only"], "array"],
  "list of integers": [[1, 20, 300], "array"],
  object: [{ R: 100, G: "a b", B: true }, "object"],
  "object of one": [{ only: "x" }, "object"],
} as const;
const schemaOf = (type: string, value: unknown): object => {
  if (type !== "object") return type === "array" ? { type, items: { type: "string" } } : { type };
  const properties = Object.keys(value as object).map((name) => [name, { type: "string" }]);
  return { type, properties: Object.fromEntries(properties) as object };
};
/** What a reader of text sees of a value. */
const asText = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, asText(member)]));
  return value === 1.5e-7 ? "0.00000015" : String(value);
};

const columns: readonly Column[] = [
  ...bothWays("path", "simple", "label", "matrix"),
  ...bothWays("query", "form", "spaceDelimited", "pipeDelimited"),
  ["query", "deepObject", true],
  ...bothWays("header", "simple"),
  ...bothWays("cookie", "form", "cookie"),
];

/** Combinations that OpenAPI leaves undefined ("n/a" in its table), or that the reader cannot judge. */
function isOutside([where, style, explode]: Column, type: string): boolean {
  if (style === "deepObject") return type !== "object";
  // n/a, and Prism reads lists alone in these styles.
  if (style.endsWith("Delimited")) return type !== "array";
  // Prism takes an exploded label apart at commas; RFC 6570, 3.2.5 has dots.
  if (style === "label" && explode && type === "object") return true;
  // A parser of cookies gives the last of several with one name.
  return where === "cookie" && explode && type === "array";
}

describe.each(columns)("%s, %s, explode %s", (...column) => {
  const [where, style, explode] = column;
  const cases = Object.entries(types).filter(([, [, type]]) => !isOutside(column, type));

  test.each(cases)("%s", async (_, [value, type]) => {
    const sent = sendable(value, column);
    const parameter: ParameterDefinition = { argument: "value", name: "value", in: where, style, explode };
    const found = await seen(parameter, sent);
    const parameters = where === "path" ? { value: found.path } : found[where as "query" | "header" | "cookie"];
    const read = deserializers[style === "cookie" ? "form" : style];
    const got = read?.("value", { ...parameters }, schemaOf(type, sent), explode);
    // An exploded form is read from all the query's names.
    const own = type === "object" && typeof got === "object" ? pick(got, Object.keys(sent as object)) : got;
    expect(own).toEqual(asText(sent));
  });
});

/** The value, without what the style cannot say: it is refused then, which other tests hold. */
function sendable(value: unknown, [where, style]: Column): unknown {
  const text = JSON.stringify(value);
  const isPlain = where === "header" || style === "cookie";
  // Nothing in style `cookie` is encoded, and parsers decode it nevertheless.
  const fitting = isPlain ? text.replaceAll("é", "e").replaceAll("%41", "") : text;
  return JSON.parse(style === "spaceDelimited" ? fitting.replaceAll(" ", "_") : fitting);
}

function pick(value: unknown, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([name]) => names.includes(name)));
}

test("an exploded label of an object is as RFC 6570, 3.2.5 has it", async () => {
  const parameter = { argument: "value", name: "value", in: "path", style: "label", explode: true } as const;
  expect((await seen(parameter, { R: 100, G: "a b" })).path).toBe(".R=100.G=a b");
});

test("an exploded list of cookies is one cookie per item", async () => {
  for (const style of ["form", "cookie"] as const) {
    const parameter = { argument: "value", name: "value", in: "cookie", style, explode: true } as const;
    expect((await seen(parameter, ["a", "b"])).header["cookie"]).toBe("value=a; value=b");
  }
});
