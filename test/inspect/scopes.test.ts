/** What `inspect` says of scopes: who needs each, why, what it opens and implies, and what the first 401 asks for. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ExitCode, run } from "../../generator/cli/run.ts";
import { inspect } from "../../generator/inspect.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { fakeWork } from "../cli/fake-work.ts";

const cwd = import.meta.dirname;

async function slipway(...argv: readonly string[]): Promise<{ code: ExitCode; out: string; err: string }> {
  const io = fakeIo({ cwd, columns: 100 });
  const argument = ["inspect", "scopes.yaml", "--config", "none.json", ...argv];
  const code = await run(argument, io, fakeWork({ inspect }));
  return { code, ...io.said };
}

describe("one scope", () => {
  test("a narrow one", async () => {
    expect((await slipway("--scope", "locks:read")).out).toMatchInlineSnapshot(`
      "locks:read
        declared   by oauth
        implies    no other scope
        part of    locks
        opens      1 tool by itself, 0 writes among them
        first 401  asks for it, which 2 read-only tools do (baseline read)

      Tools that ask for it: 2
        list_locks     read-only; locks:read or locks: \`security\`, least privilege first: it opens no
                       other write, locks 2
        list_openings  read-only; locks:read log:read: \`security\`
      "
    `);
  });

  test("a broad one, that no tool asks for", async () => {
    expect((await slipway("--scope", "locks")).out).toMatchInlineSnapshot(`
      "locks
        declared   by oauth
        implies    locks:open locks:read locks:write
        opens      3 tools by itself, 2 writes among them
        first 401  does not ask for it: no tool does (baseline read)

      Tools that it is good for, but that ask for another: 2
        add_lock    destructive; locks:write or locks: \`security\`, least privilege first: it opens no
                    other write, locks 1
        list_locks  read-only; locks:read or locks: \`security\`, least privilege first: it opens no other
                    write, locks 2
      "
    `);
  });

  test("one that is declared and of no use, one that is used and not declared", async () => {
    expect((await slipway("--scope", "locks:old")).out).toMatchInlineSnapshot(`
      "locks:old
        declared   by oauth
        implies    no other scope
        opens      0 tools by itself, 0 writes among them
        first 401  does not ask for it: no tool does (baseline read)
      "
    `);
    expect((await slipway("--scope", "log:read")).out).toMatchInlineSnapshot(`
      "log:read
        declared   by no flow of a security scheme
        implies    no other scope
        opens      0 tools by itself, 0 writes among them
        first 401  asks for it, which 1 read-only tool does (baseline read)

      Tools that ask for it: 1
        list_openings  read-only; locks:read log:read: \`security\`
      "
    `);
  });

  test("by the name that clients ask for, as JSON", async () => {
    const { out } = await slipway("--scope", "https://locks.example/open", "--json");
    const { projects } = JSON.parse(out) as { projects: { scope: unknown }[] };
    expect(projects[0]?.scope).toEqual({
      scope: "locks:open",
      declaredBy: ["oauth"],
      asked: "https://locks.example/open",
      implies: [],
      impliedBy: ["locks"],
      preferredBy: ["open_lock"],
      acceptedBy: [],
      opens: ["open_lock"],
      baselines: ["all"],
    });
  });

  test.each([
    [
      ["--scope", "lock:read"],
      'There is no scope "lock:read" in the document or the config. Did you mean "locks:read"?',
    ],
    [["--scope", "locks", "--tool", "add_lock"], "--tool, --scope and --html exclude each other: give one of them."],
  ])("%j is refused", async (argv, message) => {
    const { code, out, err } = await slipway(...argv);
    expect({ code, out, err: err.trim().split("\n").at(-1) }).toEqual({ code: 2, out: "", err: `error: ${message}` });
  });
});

test("the overview names what a scope implies and how it is asked for", async () => {
  const { out } = await slipway();
  expect(out.slice(out.indexOf("Scopes\n"), out.indexOf("Upstream"))).toMatchInlineSnapshot(`
    "Scopes
      locks:open   1 tool: open_lock; asked for as https://locks.example/open
      locks:read   2 tools: list_locks, list_openings
      locks:write  1 tool: add_lock
      log:read     1 tool: list_openings
      The first 401 asks for locks:read log:read (baseline read).

    "
  `);
});

test("every scope of the document is explained, and the supported ones as before", async () => {
  const { scopes } = await inspect({ spec: join(cwd, "scopes.yaml") });
  expect(scopes.explained.map(({ scope }) => scope)).toEqual([
    "locks",
    "locks:old",
    "locks:open",
    "locks:read",
    "locks:write",
    "log:read",
  ]);
  expect(scopes.supported).toEqual([
    { scope: "locks:open", tools: ["open_lock"] },
    { scope: "locks:read", tools: ["list_locks", "list_openings"] },
    { scope: "locks:write", tools: ["add_lock"] },
    { scope: "log:read", tools: ["list_openings"] },
  ]);
  expect(scopes.baselines.read).toEqual(["locks:read", "log:read"]);
});
