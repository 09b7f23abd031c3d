import { child } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Reading } from "../reading.ts";

const knownDialects: readonly RegExp[] = [
  /^https?:\/\/json-schema\.org\/draft-0[4-7]\/(?:hyper-)?schema#?$/,
  /^https?:\/\/json-schema\.org\/draft\/20(?:19-09|20-12)\/(?:hyper-)?schema#?$/,
  /^https?:\/\/json-schema\.org\/schema#?$/,
  /^https:\/\/spec\.openapis\.org\/oas\/3\.\d\/(?:dialect|schema)\/[\w/.-]+$/,
];

/**
 * Reports a dialect that nobody here knows (`jsonSchemaDialect` of the document, OpenAPI 3.1, 4.8.24.5; `$schema` of a schema):
 * its schemas are read as JSON Schema, and keywords of its own say nothing.
 */
export function checkDialect(
  reading: Pick<Reading, "diagnostics">,
  owner: Cursor,
  keyword: "jsonSchemaDialect" | "$schema",
): void {
  const member = child(owner, keyword);
  if (member === undefined) return;
  const { value } = member;
  if (typeof value === "string" && knownDialects.some((known) => known.test(value))) return;
  report(reading, member, {
    severity: "warning",
    code: "unknown-dialect",
    message: `The dialect ${JSON.stringify(value)} is not known; its schemas are read as JSON Schema 2020-12, and keywords of its own are ignored.`,
    help: "Use the dialect of OpenAPI, or JSON Schema 2020-12.",
  });
}
