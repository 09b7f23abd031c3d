/** `server.json` against the schema of the MCP registry. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, test } from "vitest";
import { registryEntry } from "../../generator/4-emit/registry-entry.ts";
import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { payloads } from "../hostile/payloads.ts";
import { readSample } from "../4-emit/sample.ts";
import { hasTool, pythonPackages } from "./machine-tools.ts";

const toy = (await readSample("toy")).api;

test("says what the document says, and leaves open what only the user knows", () => {
  expect(registryEntry(toy)).toEqual({
    $schema: "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
    name: "com.example/pets",
    title: "Pets API",
    description: "Pets API: list, read and add pets.",
    version: "1.0.0",
    remotes: [{ type: "streamable-http", url: "https://mcp.example.com/mcp" }],
  });
});

const longName = "a".repeat(300);

describe.skipIf(!hasTool("MCP registry schemas"))("the schema of 2025-12-11", async () => {
  const file = join(pythonPackages, "skillsaw/schemas/mcp_registry/v2025_12_11/server.schema.json");
  const schema = hasTool("MCP registry schemas") ? (JSON.parse(await readFile(file, "utf8")) as Schema) : {};
  const validator = new Validator(schema, "7");

  test("is the one that is named", () => {
    expect(schema.$id).toBe(registryEntry(toy).$schema);
  });

  test.each<readonly [string, ApiDefinition]>([
    ["the toy", toy],
    ["long texts", { ...toy, name: longName, title: "\u{1F600} ".repeat(200), instructions: "word ".repeat(400) }],
    ["no texts", { ...toy, title: "", instructions: "" }],
    ["a version that is a range", { ...toy, version: "^1.x" }],
    ...Object.entries(payloads).map(([name, text]) => [name, { ...toy, title: text, instructions: text }] as const),
  ])("accepts %s", (_given, api) => {
    expect(validator.validate(registryEntry(api)).errors).toEqual([]);
  });

  test.each([
    ["a description of 101 characters", { description: "a".repeat(101) }],
    ["a name without a namespace", { name: "pets" }],
    ["a remote of no known type", { remotes: [{ type: "http", url: "https://mcp.example.com/mcp" }] }],
  ])("refuses %s", (_given, change) => {
    expect(validator.validate({ ...registryEntry(toy), ...change }).valid).toBe(false);
  });
});
