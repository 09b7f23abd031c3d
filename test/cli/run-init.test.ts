import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { run } from "../../generator/cli/run.ts";
import type { InitQuestions } from "../../generator/cli/run-init.ts";
import { loadConfig } from "../../generator/config/load-config.ts";
import { generate } from "../../generator/generate.ts";
import { inspect } from "../../generator/inspect.ts";
import { fakeIo } from "./fake-io.ts";
import { fakeWork } from "./fake-work.ts";

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "slipway-init-"));
});
afterEach(async () => {
  await rm(cwd, { recursive: true, force: true });
});

/** A title and tags that would do harm in YAML, in a comment or in TypeScript. */
const document = (issuer = "https://acme.eu.auth0.com/authorize"): string =>
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Odd: #1\n*/ ${x} `y`", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    components: {
      securitySchemes: {
        oauth: {
          type: "oauth2",
          flows: {
            authorizationCode: { authorizationUrl: issuer, tokenUrl: `${issuer}/token`, scopes: { "a:read": "" } },
          },
        },
      },
    },
    paths: {
      "/a": { get: { operationId: "getA", tags: ["plain"], security: [{ oauth: ["a:read"] }], responses: {} } },
      "/b": { get: { operationId: "getB", tags: ['x"]\n- evil: #\u2028 */'], responses: {} } },
    },
  });

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function init(argv: readonly string[], answers?: InitQuestions): Promise<Outcome> {
  const io = fakeIo({ cwd, canAsk: answers !== undefined });
  const questions = async (): Promise<InitQuestions> => {
    if (answers === undefined) throw new Error("nobody can be asked");
    return answers;
  };
  const code = await run(["init", ...argv], io, fakeWork({ inspect, questions }));
  return { code, ...io.said };
}

async function written(name = "slipway.config.yaml"): Promise<unknown> {
  const { projects } = await loadConfig(join(cwd, name));
  return projects.get("");
}

describe("without a terminal", () => {
  test("the document of the folder, every choice as proposed", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    expect((await init([])).code).toBe(0);
    expect(await written()).toEqual({
      spec: join(cwd, "openapi.json"),
      out: join(cwd, "server"),
      name: "odd-1-x-y",
      targets: ["node"],
      services: { exclude: [] },
      tools: { mode: "all", confirm: "never" },
      auth: { baseline: "read", provider: "auth0" },
      upstream: { mode: "forward" },
      telemetry: { metrics: false, otel: false, audit: false },
      ci: "none",
    });
  });

  test("every flag, and the config generates at once", async () => {
    await writeFile(join(cwd, "a.json"), document());
    const flags = ["a.json", "--out", "mcp", "--name", "acme", "--exclude-service", 'x"]\n- evil: #\u2028 */'];
    const more = [
      "--mode",
      "search",
      "--confirm",
      "writes",
      "--baseline",
      "all",
      "--provider",
      "none",
      "--ci",
      "github",
      "--target",
      "stdio",
      "--target",
      "workers",
    ];
    const upstream = ["--upstream", "exchange", "--client-id", "mcp: #", "--audience", "https://api.example.com"];
    expect(await init([...flags, ...more, ...upstream])).toMatchObject({ code: 0, err: "" });
    const config = {
      spec: join(cwd, "a.json"),
      out: join(cwd, "mcp"),
      name: "acme",
      targets: ["stdio", "workers"],
      services: { exclude: ['x"]\n- evil: #\u2028 */'] },
      tools: { mode: "search", confirm: "writes" },
      auth: { baseline: "all" },
      upstream: { mode: "exchange", clientId: "mcp: #", audience: ["https://api.example.com"] },
      telemetry: { metrics: false, otel: false, audit: false },
      ci: "github",
    };
    expect(await written()).toEqual(config);
    const io = fakeIo({ cwd });
    expect(await run(["generate"], io, fakeWork({ generate }))).toBe(0);
    expect(JSON.parse(await readFile(join(cwd, "mcp", "package.json"), "utf8"))).toMatchObject({ name: "acme" });
  });

  test("in TypeScript it says the same", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    await init([]);
    const yaml = await written();
    await rm(join(cwd, "slipway.config.yaml"));
    await init(["--format", "ts"]);
    expect(await written("slipway.config.ts")).toEqual(yaml);
  });

  test("the comments name services, tokens and proposals, each on its line", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    await init([]);
    const text = await readFile(join(cwd, "slipway.config.yaml"), "utf8");
    expect(text.split("\n").filter((line) => /1 tool,|proposes|may cost/.test(line))).toEqual([
      expect.stringMatching(/^ {2}# {3}".+": 1 tool, \d+ tokens$/),
      expect.stringMatching(/^ {2}# {3}".+": 1 tool, \d+ tokens$/),
      expect.stringMatching(/^ {2}# The most that tools\/list may cost in tokens; in the mode all it is \d+ now\.$/),
      '# The document proposes "https://acme.eu.auth0.com".',
      '# The document proposes "https://api.example.com".',
    ]);
    expect(text).not.toMatch(/^[^#]*evil/m);
  });

  test("--json tells what was written", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    const { out } = await init(["--json"]);
    expect(JSON.parse(out)).toMatchObject({
      file: "slipway.config.yaml",
      choices: { spec: "openapi.json", out: "server", provider: "auth0" },
      tools: 2,
    });
  });
});

describe("refusals write nothing", () => {
  test.each([
    [[], "There is no document. Name one, as in `slipway init openapi.yaml`."],
    [["a.json", "--exclude-service", "nothing"], 'The document has no service "nothing". It has: plain, '],
    [["a.json", "--upstream", "exchange"], "--upstream exchange needs --client-id and --audience"],
    [["a.json", "--upstream", "credentials"], "--upstream credentials needs --requires-scope"],
    [["a.json", "--client-id", "x"], "--client-id goes with --upstream exchange, not with forward."],
    [["a.json", "--name", "Not A Name"], "name must be"],
    [["a.json", "--confirm", "often"], "Allowed choices are never, destructive, writes."],
  ])("%j", async (argv, message) => {
    await writeFile(join(cwd, "a.json"), document());
    const { code, err } = await init(argv);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(message) as string });
    await expect(readFile(join(cwd, "slipway.config.yaml"))).rejects.toThrow("ENOENT");
  });

  test("a config that is there stays as it is, in whatever language", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    await writeFile(join(cwd, "slipway.config.json"), "{}");
    const { code, err } = await init([]);
    expect(code).toBe(2);
    expect(err).toContain("There is a slipway.config.json already, and init writes over nothing.");
    expect(await readFile(join(cwd, "slipway.config.json"), "utf8")).toBe("{}");
  });
});

describe("on a terminal", () => {
  const answers: InitQuestions = {
    document: async ([first]) => first,
    choices: async (proposed, found, given) => ({
      ...proposed,
      out: `${proposed.out}-${found.tools}`,
      baseline: given.baseline ?? "minimal",
    }),
  };

  test("what was answered is written, and a flag is not asked for", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    expect((await init(["--baseline", "all"], answers)).code).toBe(0);
    expect(await written()).toMatchObject({ out: join(cwd, "server-2"), auth: { baseline: "all" } });
  });

  test("--yes asks nobody", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    const asks: InitQuestions = {
      document: async () => expect.fail("asked"),
      choices: async () => expect.fail("asked"),
    };
    expect((await init(["--yes"], asks)).code).toBe(0);
  });

  test("who goes away finds nothing written", async () => {
    await writeFile(join(cwd, "openapi.json"), document());
    const { code, err } = await init([], { ...answers, choices: async () => undefined });
    expect({ code, err }).toEqual({ code: 2, err: "error: Nothing was written.\n" });
    await expect(readFile(join(cwd, "slipway.config.yaml"))).rejects.toThrow("ENOENT");
  });
});
