/** The Inspector's CLI, a client that is not ours, against a generated server with its gate on. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startWorld, type World } from "../conformance/support/world.ts";

const inspector = fileURLToPath(
  new URL("../../node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js", import.meta.url),
);

let world: World;
/** The Inspector keeps what it learns in the home directory: it gets one of its own. */
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "slipway-inspector-"));
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

interface Run {
  readonly exitCode: number | null;
  /** The JSON on stdout. */
  readonly result?: unknown;
  /** The JSON on stderr; anything else there makes a test fail. */
  readonly error?: unknown;
}

async function inspect(...args: readonly string[]): Promise<Run> {
  const always = ["--cli", world.endpoint, "--transport", "http", "--format", "json", "--stored-auth-only"];
  const child = spawn(process.execPath, [inspector, ...always, ...args], {
    env: { PATH: process.env["PATH"], HOME: home, USERPROFILE: home },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  const ended = once(child, "exit");
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  await ended;
  return {
    exitCode: child.exitCode,
    ...(out !== "" && (JSON.parse(out) as { result: unknown })),
    ...(errors !== "" && (JSON.parse(errors) as { error: unknown })),
  };
}

const bearer = (): readonly string[] => ["--header", `Authorization: Bearer ${world.token}`];

const toolNames = [
  "create_note",
  "delete_note",
  "json_schema_2020_12_tool",
  "list_numbers",
  "replace_note",
  "test_audio_content",
  "test_embedded_resource",
  "test_error_handling",
  "test_image_content",
  "test_input_required_result_elicitation",
  "test_input_required_result_tampered_state",
  "test_logging_tool",
  "test_multiple_content_types",
  "test_simple_text",
  "test_streaming_elicitation",
  "test_x_mcp_header",
  "wait_for_ever",
];

const createNote = {
  name: "create_note",
  title: "Write a note",
  description: "Write a note.",
  inputSchema: {
    type: "object",
    properties: {
      text: { description: "What to remember.", type: "string", minLength: 1, maxLength: 20 },
      stars: { type: "integer", minimum: 1, maximum: 5 },
    },
    required: ["text"],
    additionalProperties: false,
  },
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
};

const serverInfo = {
  "io.modelcontextprotocol/serverInfo": {
    name: "conformance-fixtures",
    title: "Conformance fixtures",
    version: "1.0.0",
  },
};

describe.each([
  { era: "legacy", meta: {} },
  { era: "modern", meta: { _meta: serverInfo } },
  { era: "auto", meta: { _meta: serverInfo } },
])("the Inspector's CLI, $era", ({ era, meta }) => {
  const inEra = (...args: readonly string[]): Promise<Run> => inspect("--protocol-era", era, ...bearer(), ...args);

  test("lists the tools, and finds no schema that some client could not read", async () => {
    const { exitCode, result, error } = await inEra("--method", "tools/list", "--strict");
    const { tools } = result as { readonly tools: readonly { readonly name: string }[] };
    expect({ exitCode, error }).toEqual({ exitCode: 0 });
    expect(tools.map(({ name }) => name)).toEqual(toolNames);
    expect(tools[0]).toEqual(createNote);
  });

  test("calls a tool: the API has the arguments and the caller's own token", async () => {
    const before = world.api.requests.length;
    const given = JSON.stringify({ text: "hello", stars: 3 });
    const run = await inEra("--method", "tools/call", "--tool-name", "create_note", "--tool-args-json", given);
    const note = { id: "n1", text: "hello", stars: 3 };
    expect(run).toEqual({
      exitCode: 0,
      result: { ...meta, content: [{ type: "text", text: JSON.stringify(note) }], structuredContent: note },
    });
    expect(world.api.requests.slice(before)).toEqual([
      { method: "POST", path: "/notes", authorization: `Bearer ${world.token}` },
    ]);
  });
});

describe("the Inspector's CLI, when something is wrong", () => {
  test("without a token it is told to sign in", async () => {
    expect(await inspect("--method", "tools/list")).toEqual({
      exitCode: 3,
      error: {
        code: "auth_required",
        message: 'Error POSTing to endpoint: {"error":"unauthorized","error_description":"a bearer token is needed"}',
      },
    });
  });

  test("the API's failure is a tool error: exit code 5", async () => {
    const run = await inspect(...bearer(), "--method", "tools/call", "--tool-name", "test_error_handling");
    const detail = "This tool intentionally returns an error for testing";
    const message = `The API answered 500 Internal Server Error: Not possible: ${detail}`;
    const body = { title: "Not possible", status: 500, detail };
    expect(run).toEqual({
      exitCode: 5,
      result: {
        isError: true,
        content: [{ type: "text", text: message }],
        structuredContent: { error: { code: "upstream_error", message, status: 500, body } },
      },
      error: { code: "tool_is_error", message: "Tool 'test_error_handling' returned isError:true." },
    });
  });
});
