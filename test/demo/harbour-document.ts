import { readFileSync } from "node:fs";
import { Validator } from "@cfworker/json-schema";
import type { Schema } from "@cfworker/json-schema";
import { parse } from "yaml";

/** One operation of `specs/harbour/openapi.yaml`, as far as the tests ask. */
export interface HarbourOperation {
  readonly operationId: string;
  /** Upper case. */
  readonly method: string;
  readonly path: string;
  /** Alternatives of scopes; empty: anyone. `{}` is an alternative that needs no token. */
  readonly security: readonly { readonly harbour?: readonly string[] }[];
  readonly responses: Readonly<Record<string, HarbourResponse>>;
}

/** A declared answer: its schema by media type, `undefined` where any bytes will do. */
export interface HarbourResponse {
  readonly content: ReadonlyMap<string, object | undefined>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly security: HarbourOperation["security"];
  readonly components: {
    readonly responses: Readonly<Record<string, RawResponse>>;
    readonly schemas: object;
    readonly securitySchemes: {
      readonly harbour: {
        readonly flows: { readonly authorizationCode: { readonly scopes: Readonly<Record<string, string>> } };
      };
    };
  };
}

interface RawOperation {
  readonly operationId: string;
  readonly security?: HarbourOperation["security"];
  readonly responses: Readonly<Record<string, RawResponse & { readonly $ref?: string }>>;
}

interface RawResponse {
  readonly content?: Readonly<Record<string, { readonly schema?: object }>>;
}

const document = parse(readFileSync("specs/harbour/openapi.yaml", "utf8")) as Document;
const methods = new Set(["get", "put", "post", "delete", "patch"]);

/** Every operation, in the document's order. */
export const operations: readonly HarbourOperation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => methods.has(method))
    .map(([method, operation]) => ({
      operationId: operation.operationId,
      method: method.toUpperCase(),
      path,
      security: operation.security ?? document.security,
      responses: Object.fromEntries(
        Object.entries(operation.responses).map(([status, response]) => [status, readResponse(response)]),
      ),
    })),
);

/** Scopes of the document, in words. */
export const scopeWords: Readonly<Record<string, string>> =
  document.components.securitySchemes.harbour.flows.authorizationCode.scopes;

function readResponse(response: RawResponse & { readonly $ref?: string }): HarbourResponse {
  const name = response.$ref?.split("/").at(-1);
  const { content = {} } = name === undefined ? response : (document.components.responses[name] ?? {});
  return { content: new Map(Object.entries(content).map(([mediaType, { schema }]) => [mediaType, schema])) };
}

const schemas = answerView(document.components.schemas);

/** What is wrong with a value by a schema of the document, in an answer: write-only properties must be missing. */
export function faultsOf(schema: object, value: unknown): string[] {
  const root = { ...(answerView(schema) as object), components: { schemas } } as Schema;
  return new Validator(root, "2020-12", false)
    .validate(value)
    .errors.map((error) => `${error.instanceLocation} ${error.error}`);
}

/** A schema as it reads in answers: a write-only property is neither required nor allowed. */
function answerView(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(answerView);
  if (typeof schema !== "object" || schema === null) return schema;
  const view = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, answerView(value)]));
  const { properties, required } = schema as {
    properties?: Record<string, { writeOnly?: boolean }>;
    required?: unknown;
  };
  if (!properties || typeof properties !== "object") return view;
  const hidden = Object.keys(properties).filter((name) => properties[name]?.writeOnly === true);
  const shown = view["properties"] as Record<string, unknown>;
  for (const name of hidden) shown[name] = false;
  if (Array.isArray(required)) view["required"] = required.filter((name) => !hidden.includes(String(name)));
  return view;
}
