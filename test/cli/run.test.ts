import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type ExitCode, run } from "../../generator/cli/run.ts";
import { GeneratorError, type GeneratorErrorCode } from "../../generator/errors.ts";
import type { GenerateResult } from "../../generator/generate-result.ts";
import type { GenerateOptions } from "../../generator/options.ts";
import { fakeIo, type FakeIoOptions, sampleResult } from "./fake-io.ts";
import { fakeWork } from "./fake-work.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

type Generate = (options: GenerateOptions) => Promise<GenerateResult>;

async function slipway(
  argv: readonly string[],
  generate: Generate = async () => sampleResult,
  options: FakeIoOptions = {},
): Promise<Said> {
  const io = fakeIo(options);
  const code = await run(argv, io, fakeWork({ generate }));
  return { code, ...io.said };
}

function failing(error: unknown): Generate {
  return async () => {
    throw error;
  };
}

const usage = "Run `slipway --help` for the commands, `slipway <command> --help` for their options.\n";

describe("the program", () => {
  it("has a version", async () => {
    expect(await slipway(["--version"])).toEqual({ code: 0, out: "1.2.3\n", err: "" });
  });

  const help = `Usage: slipway [options] [command]

Launches an OpenAPI document as a hosted MCP server: an OAuth 2.1 resource server
with one typed tool per operation.

Options:
  -V, --version               print the version
  -h, --help                  print this help

Commands:
  init [options] [spec]       write a config for a document, with every choice explicit
  generate [options] [spec]   write the project of a server for a document
  check [options] [dir...]    say whether a project is what generate would write now
  diff [options] <old> <new>  say what changes for agents and users between two versions
  inspect [options] [spec]    say what generate would make of a document, and why
  doctor [options] <url>      examine a deployed server as clients see it
  dev [options] [spec]        run a document's server with a mock API and a sign-in, all locally
  serve [options] <dir...>    run several generated servers behind one port
  help [command]              print the help of a command
`;

  it("has help, on standard error when nothing was asked", async () => {
    expect(await slipway(["--help"])).toEqual({ code: 0, out: help, err: "" });
    expect(await slipway([])).toEqual({ code: 2, out: "", err: help });
  });

  it("has help for generate", async () => {
    const said = await slipway(["generate", "--help"]);
    expect({ code: said.code, err: said.err }).toEqual({ code: 0, err: "" });
    expect(said.out).toMatchInlineSnapshot(`
      "Usage: slipway generate [options] [spec]

      Writes the project of an MCP server for an OpenAPI document: all of it, or nothing.

      Without a document, or where flags are silent, slipway.config.{ts,js,json,yaml} of the
      working directory decides. Flags win over the config.

      Arguments:
        spec                         the OpenAPI document: a file or a URL

      Options:
        -o, --out <dir>              folder of the project
        --exclude-service <name...>  leave the operations of these services (tags) out
        --include-service <name...>  take only the operations of these services
        -c, --config <file>          config file (default: slipway.config.* of the working directory)
        -p, --project <name...>      only these projects of a config that has several
        --overlay <file>             apply an OpenAPI Overlay to the document first; may be repeated, in
                                     order
        --ref-root <dir>             folder that references to other files must stay in (default: the
                                     document's)
        --ref-host <host>            host that references may name, over https; may be repeated (default:
                                     none)
        --strict                     refuse a document of which an operation would be lost
        --max-tokens <number>        refuse a surface whose tools/list costs more tokens (o200k)
        --target <place>             where the server is to run: node, stdio, workers, deno, bun, lambda;
                                     may be repeated (default: node)
        --force                      replace edited and foreign files; each is kept beside as .orig
        --accept                     take another issuer or origin than the accepted one, as the document
                                     now proposes
        --dry-run                    say what would be written, write nothing
        --json                       print the result and all findings as JSON
        -h, --help                   print this help

      Examples:
        slipway generate openapi.yaml --out server
        slipway generate https://api.example.com/openapi.json --out server
        slipway generate openapi.yaml --out server --exclude-service billing "internal tools"
        slipway generate openapi.yaml --out server --overlay agents.yaml --overlay internal.yaml
        slipway generate openapi.yaml --out server --max-tokens 20000
        slipway generate openapi.yaml --out server --target stdio --target workers
        slipway generate --config apis/slipway.config.yaml --project harbour --dry-run

      Exit codes: 0 fine; 1 refused by --strict or --max-tokens, or another issuer or origin is proposed; 2 bad usage or bad input.
      "
    `);
    expect(await slipway(["help", "generate"])).toEqual(said);
  });

  it.each([
    [["generat"], "error: unknown command 'generat'\n(Did you mean generate?)\n"],
    [["generate", "a", "--forse"], "error: unknown option '--forse'\n(Did you mean --force?)\n"],
    [["generate", "a", "b"], "error: too many arguments for 'generate'. Expected 1 argument but got 2: a, b.\n"],
    [
      ["generate", "a", "--target", "worker"],
      "error: option '--target <place>' argument 'worker' is invalid. Allowed choices are node, stdio, workers, deno, bun, lambda.\n",
    ],
    [["generate", "a", "--out"], "error: option '-o, --out <dir>' argument missing\n"],
  ])("refuses %j", async (argv, message) => {
    expect(await slipway(argv)).toEqual({ code: 2, out: "", err: message + usage });
  });

  it("runs as a process", () => {
    const cli = join(import.meta.dirname, "../../generator/cli.ts");
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, "--help"], { encoding: "utf8" });
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: help, stderr: "" });
    const wrong = spawnSync(process.execPath, [cli, "generate", "absent.yaml"], { encoding: "utf8", cwd: folder });
    expect({ status: wrong.status, stdout: wrong.stdout, stderr: wrong.stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr: 'error: There is no folder to write to. Name one with --out DIR, or as "out" in the config.\n',
    });
  });
});

describe("generate", () => {
  const argv = ["generate", "api.yaml", "--out", "server"];

  it("passes the flags on", async () => {
    const passed: GenerateOptions[] = [];
    const flags = [
      "--force",
      "--accept",
      "--dry-run",
      "--strict",
      "--max-tokens",
      "20000",
      "--ref-root",
      "..",
      "--exclude-service",
      "a",
      "b c",
      "--include-service",
      "d",
      "--target",
      "workers",
      "--target",
      "stdio",
      "--target",
      "workers",
    ];
    await slipway([...argv, ...flags], async (options) => {
      passed.push(options);
      return sampleResult;
    });
    expect(JSON.parse(JSON.stringify(passed))).toEqual([
      {
        spec: "/home/here/api.yaml",
        out: "/home/here/server",
        refRoot: "/home",
        services: { exclude: ["a", "b c"], include: ["d"] },
        tools: { maxTokens: 20_000 },
        targets: ["workers", "stdio"],
        strict: true,
        force: true,
        accept: true,
        dryRun: true,
      },
    ]);
  });

  it("ends with a summary and what to do next", async () => {
    expect(await slipway(argv)).toEqual({
      code: 0,
      err: "",
      out: `Harbour API -> server
  services    2: berths 20, dry dock 17
  operations  40
  tools       37
  skipped     3: 2 by choice, 1 lost (GET /berths)
  list        5,120 tokens (o200k); most: create_berth 454
  scopes      2: berths:read, berths:write
  findings    none
  files       3 written, 0 removed, 1 unchanged
  time        0.0 s

tokens: forward: the caller's verified token goes unchanged to API_BASE_URL, and nowhere else.

Next:
  cd server
  npm ci && npm run build
  OAUTH_ISSUER=https://login.example.com API_BASE_URL=https://api.harbour.example/v1 npm start
The document proposes this API_BASE_URL: check before you trust it with tokens.
`,
    });
  });

  it("says what a dry run would do, and what became of people's files", async () => {
    const report = {
      ...sampleResult.report,
      removed: ["src/tools/gone.ts"],
      orphaned: ["src/tools/mine.ts"],
      saved: [{ path: "package.json", savedAs: "package.json.orig" }],
    };
    const said = await slipway([...argv, "--dry-run"], async () => ({
      ...sampleResult,
      title: "Evil\u001b[2J\u202e",
      services: [],
      scopes: [],
      report,
    }));
    expect(said.out).toBe(`Evil -> server (dry run: nothing was written)
  services    0
  operations  40
  tools       37
  skipped     3: 2 by choice, 1 lost (GET /berths)
  list        5,120 tokens (o200k); most: create_berth 454
  scopes      none: a valid token is all that is asked for
  findings    none
  files       3 to write, 1 to remove, 1 unchanged
  time        0.0 s

  + slipway.manifest.json
  + src/api.ts
  ~ package.json
  - src/tools/gone.ts
  package.json was yours: would be kept as package.json.orig
  src/tools/mine.ts is no longer generated, but was edited: it stays, and is yours now

tokens: forward: the caller's verified token goes unchanged to API_BASE_URL, and nowhere else.
`);
  });

  it("advises search for a list of many tokens", async () => {
    const tokensOf = async (total: number): Promise<string> =>
      (await slipway(argv, async () => ({ ...sampleResult, tokens: { total, largest: [] } }))).out;
    const advice = `
20,001 tokens are read with each conversation, and 20,000 is much for most models. Offer the tools
by search: "mode": "search" under "tools" in the config, or TOOL_MODE=search; or leave out what
agents do not need.
`;
    expect(await tokensOf(20_001)).toContain(advice);
    expect(await tokensOf(20_000)).not.toContain("TOOL_MODE");
  });

  it.each(["0", "-1", "many", "1e9", "1.5", ""])("refuses --max-tokens %j", async (value) => {
    const said = await slipway([...argv, `--max-tokens=${value}`]);
    expect([said.code, said.err.split("\n")[0]]).toEqual([
      2,
      `error: option '--max-tokens <number>' argument '${value}' is invalid. It must be a whole number above 0, as in 20000.`,
    ]);
  });

  it("ends with 1 when the surface outgrew its budget", async () => {
    const said = await slipway(argv, async () => {
      throw new GeneratorError("surface-too-large", "tools/list costs too much.");
    });
    expect(said).toEqual({ code: 1, out: "", err: "error: tools/list costs too much.\n" });
  });

  it("says nothing about next steps when the project was there already", async () => {
    const report = { ...sampleResult.report, created: [] };
    const said = await slipway(argv, async () => ({ ...sampleResult, report }));
    expect(said.out.split("\n").slice(-3)).toEqual([
      "",
      "tokens: forward: the caller's verified token goes unchanged to API_BASE_URL, and nowhere else.",
      "",
    ]);
  });

  it("never puts into a command line what a shell might read", async () => {
    const proposals = { apiBaseUrl: "https://a.example/$(touch x)", issuer: "https://b.example/;rm" };
    const said = await slipway(argv, async () => ({ ...sampleResult, proposals }));
    expect(said.out.split("\n").slice(-4)).toEqual([
      "  npm ci && npm run build",
      "  OAUTH_ISSUER=https://login.example.com API_BASE_URL=https://api.example.com npm start",
      "Put your own authorization server and API there.",
      "",
    ]);
  });

  it("prints JSON and nothing else with --json, on a terminal too", async () => {
    const said = await slipway(
      [...argv, "--json"],
      async (options) => {
        options.onProgress?.({ stage: "reading" });
        return sampleResult;
      },
      { terminal: true },
    );
    const { manifest: _, ...facts } = sampleResult;
    const project = { spec: "/home/here/api.yaml", out: "/home/here/server", dryRun: false, ...facts };
    expect({ ...said, out: JSON.parse(said.out) as unknown }).toEqual({
      code: 0,
      err: "",
      out: { projects: [project] },
    });
  });

  const found = {
    code: "lost",
    severity: "error",
    place: { file: "/home/here/api.yaml", pointer: "/paths/~1a" },
    position: { line: 3, column: 5 },
    message: "Left out.",
  } as const;

  it("shows findings where the document is then refused, and exits with 1", async () => {
    const refuse: Generate = async (options) => {
      options.onDiagnostics?.([found]);
      throw new GeneratorError("document-strict", "1 operation would be lost.");
    };
    expect(await slipway(argv, refuse)).toEqual({
      code: 1,
      out: "",
      err: "error    lost\n         api.yaml:3:5  #/paths/~1a\n           Left out.\n\nerror: 1 operation would be lost.\n",
    });
    const said = await slipway([...argv, "--json"], refuse);
    expect({ ...said, out: JSON.parse(said.out) as unknown }).toEqual({
      code: 1,
      err: "error: 1 operation would be lost.\n",
      out: {
        projects: [],
        error: { code: "document-strict", message: "1 operation would be lost." },
        diagnostics: [found],
      },
    });
  });

  it.each<GeneratorErrorCode>(["bad-usage", "bad-config", "document-unreadable", "target-edited", "target-unwritable"])(
    "exits with 2 on %s, the message without a stack and without escape sequences",
    async (code) => {
      const said = await slipway(argv, failing(new GeneratorError(code, "No\u001b[2J:\n  a\u202eb\n  c")));
      expect(said).toEqual({ code: 2, out: "", err: "error: No:\n  ab\n  c\n" });
    },
  );

  it("shows the stack of a fault of ours, and asks to report it", async () => {
    const fault = new TypeError("x is undefined");
    fault.stack = "TypeError: x is undefined\n    at y";
    expect(await slipway(argv, failing(fault))).toEqual({
      code: 2,
      out: "",
      err: "TypeError: x is undefined\n    at y\n\nerror: this is a fault of Slipway, not of yours. Please report it, with the text above.\n",
    });
  });

  it("takes progress away before it says anything else", async () => {
    const work: Generate = async (options) => {
      options.onProgress?.({ stage: "reading" });
      options.onDiagnostics?.([found]);
      return sampleResult;
    };
    const { err } = await slipway(argv, work, { terminal: true, env: { NO_COLOR: "1" } });
    expect(err).toBe(
      "\rreading  0.0 s\u001b[K\r\u001b[Kerror    lost\n         api.yaml:3:5  #/paths/~1a\n           Left out.\n\n",
    );
  });

  it("finds the config of the working directory, and makes each of its projects", async () => {
    writeFileSync(
      join(folder, "slipway.config.yaml"),
      "projects:\n  a: { spec: a.yaml, out: a }\n  b: { spec: b.yaml, out: b }\n",
    );
    const outs: string[] = [];
    const said = await slipway(
      ["generate"],
      async ({ out }) => {
        outs.push(out);
        return sampleResult;
      },
      { cwd: folder },
    );
    expect({ code: said.code, err: said.err, outs }).toEqual({
      code: 0,
      err: "config: slipway.config.yaml\n",
      outs: [join(folder, "a"), join(folder, "b")],
    });
  });

  it("names what is wrong in a config", async () => {
    writeFileSync(join(folder, "wrong.yaml"), "spec: a.yaml\nou: b\n");
    const said = await slipway(["generate", "--config", "wrong.yaml"], undefined, { cwd: folder });
    expect({ ...said, err: said.err.replaceAll(folder, "<folder>") }).toEqual({
      code: 2,
      out: "",
      err: 'error: <folder>/wrong.yaml has a mistake:\n  2:1  ou is no key; did you mean "out"? Allowed here: spec, out, name, services, tools, auth, upstream, results, page, origins, sharedStore, telemetry, legacySse, targets, ci, deploy, strict, overlays, refRoot, refHosts.\n',
    });
  });
});
