import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findConfig, loadConfig } from "../../generator/config/load-config.ts";
import { parseConfig } from "../../generator/config/parse-config.ts";

const folder = mkdtempSync(join(tmpdir(), "slipway-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
  return file;
}

/** The error's message, or what came instead; the folder's name left out. */
async function failure(run: () => unknown): Promise<string> {
  try {
    return JSON.stringify(await run());
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll(folder, "<folder>") : String(error);
  }
}

describe("loadConfig", () => {
  const spec = join(folder, "api.yaml");
  const out = join(folder, "server");

  it.each([
    ["a/slipway.config.yaml", "spec: ../api.yaml\nout: ../server\nservices: { exclude: [billing] }\n"],
    [
      "a/slipway.config.json",
      '{\n\t"$schema": "x",\n\t"spec": "../api.yaml",\n\t"out": "../server",\n\t"services": { "exclude": ["billing"] }\n}',
    ],
    [
      "a/slipway.config.ts",
      'interface Any { spec: string }\nconst spec: Any["spec"] = "../api.yaml";\nexport default { spec, out: "../server", name: undefined, services: { exclude: ["billing"] } };',
    ],
    [
      "a/slipway.config.js",
      'export default { spec: "../api.yaml", out: "../server", services: { exclude: ["billing"] } };',
    ],
  ])("reads %s, with paths relative to it", async (name, text) => {
    const file = write(name, text);
    expect(await loadConfig(file)).toEqual({
      file,
      projects: new Map([["", { spec, out, services: { exclude: ["billing"] } }]]),
    });
  });

  it("reads several projects, in order, and leaves URLs as they are", async () => {
    const file = write(
      "several.yaml",
      "projects:\n  z: { spec: 'https://example.com/a.json' }\n  b: { spec: api.yaml }\n",
    );
    expect([...(await loadConfig(file)).projects]).toEqual([
      ["z", { spec: "https://example.com/a.json" }],
      ["b", { spec }],
    ]);
  });

  it.each([
    [
      "absent.yaml",
      undefined,
      `"<folder>/absent.yaml" cannot be read: ENOENT: no such file or directory, open '<folder>/absent.yaml'`,
    ],
    ["slipway.toml", "", '"<folder>/slipway.toml" is no config: its name must end in .ts, .js, .json, .yaml or .yml.'],
    [
      "broken.yaml",
      "a: [1\n",
      `"<folder>/broken.yaml" cannot be read: Flow sequence in block collection must be sufficiently indented and end with a ] at line 2, column 1:\n\na: [1\n\n^`,
    ],
    [
      "none.ts",
      "export const config = {};",
      '"<folder>/none.ts" exports no config. End it with `export default { … }`.',
    ],
    ["throws.js", "throw new Error('no such variable');", '"<folder>/throws.js" cannot be read: no such variable'],
    [
      "places.yaml",
      "spec: api.yaml\nservices:\n  exlude: [a]\nauth: { baseline: writes }\n",
      '<folder>/places.yaml has 2 mistakes:\n  3:3  services.exlude is no key; did you mean "exclude"? Allowed here: exclude, include.\n  4:9  auth.baseline must be one of "minimal", "read", "all".',
    ],
    [
      "places.json",
      '{\n  "spec": 1\n}',
      "<folder>/places.json has a mistake:\n  2:3  spec must be a string, not a number.",
    ],
  ])("says what is wrong with %s", async (name, text, want) => {
    const file = text === undefined ? join(folder, name) : write(name, text);
    expect(await failure(async () => loadConfig(file))).toBe(want);
  });
});

describe("findConfig", () => {
  it("finds the one, none, and refuses several", async () => {
    expect(findConfig(join(folder, "nowhere"))).toBeUndefined();
    const file = write("find/slipway.config.yaml", "");
    expect(findConfig(join(folder, "find"))).toBe(file);
    write("find/slipway.config.ts", "");
    expect(await failure(() => findConfig(join(folder, "find")))).toBe(
      '"<folder>/find" has several configs: slipway.config.ts, slipway.config.yaml. Keep one, or name one with --config.',
    );
  });
});

describe("parseConfig", () => {
  const one =
    "Allowed here: spec, out, name, services, tools, auth, upstream, results, page, origins, sharedStore, telemetry, legacySse, targets, ci, deploy, strict, overlays, refRoot, refHosts";
  it.each([
    [[], "the config must be an object, not a list"],
    [null, "the config must be an object, not null"],
    ["x", "the config must be an object, not a string"],
    [{ specs: "a" }, `specs is no key; did you mean "spec"? ${one}`],
    [
      { zebra: 1, OUT: 2 },
      `zebra is no key; ${one.replace("Allowed", "allowed")}`,
      `OUT is no key; did you mean "out"? ${one}`,
    ],
    [{ spec: "" }, "spec must not be empty"],
    [{ overlays: "a.yaml" }, "overlays must be a list, not a string"],
    [{ refHosts: ["https://a.example"] }, "refHosts[0] must be a host alone, as in schemas.example.com"],
    [{ refHosts: ["*.example"] }, "refHosts[0] must be a host alone, as in schemas.example.com"],
    [{ out: null }, "out must be a string, not null"],
    [{ name: "My API" }, "name must be lower-case letters, digits and -, beginning with a letter or digit"],
    [{ services: ["billing"] }, "services must be an object, not a list"],
    [{ services: { exclude: "billing" } }, "services.exclude must be a list, not a string"],
    [{ services: { exclude: ["a", 1] } }, "services.exclude[1] must be a string, not a number"],
    [{ tools: [] }, "tools must be an object, not a list"],
    [{ tools: { maxTokens: 0 } }, "tools.maxTokens must be 1 or more"],
    [{ tools: { maxTokens: "many" } }, "tools.maxTokens must be a number, not a string"],
    [{ tools: { descriptions: { tool: 20 } } }, "tools.descriptions.tool must be 40 or more"],
    [{ tools: { descriptions: { tool: 2000 } } }, "tools.descriptions.tool must be 1024 or less"],
    [
      { tools: { descriptions: "short" } },
      'tools.descriptions must be "full", or an object with tool, argument or both',
    ],
    [{ tools: { rules: {} } }, "tools.rules must be a list, not an object"],
    [{ tools: { rules: [{}] } }, "tools.rules[0].match must be an object, not absent"],
    [
      { tools: { rules: [{ match: {} }] } },
      "tools.rules[0].match must have at least one of operation, path, method and tag",
    ],
    [{ tools: { rules: [{ match: { path: "x" } }] } }, 'tools.rules[0].match.path must be a path that begins with "/"'],
    [
      { tools: { rules: [{ match: { method: "get" } }] } },
      'tools.rules[0].match.method must be one of "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"',
    ],
    [
      { tools: { rules: [{ match: { tag: "a" }, name: "a b" }] } },
      "tools.rules[0].name must be 1 to 64 of A-Z a-z 0-9 _ -",
    ],
    [
      { tools: { rules: [{ match: { tag: "a" }, hints: { readOnlyHnt: true } }] } },
      'tools.rules[0].hints.readOnlyHnt is no key; did you mean "readOnlyHint"? Allowed here: readOnlyHint, destructiveHint, idempotentHint, openWorldHint',
    ],
    [{ auth: { baseline: true } }, 'auth.baseline must be one of "minimal", "read", "all"'],
    [
      { origins: { "Up Loads": "https://a.example" } },
      'origins["Up Loads"] has a wrong name: it must be a name of lower-case letters, digits and _',
    ],
    [{ origins: { uploads: "ftp://a.example" } }, "origins.uploads must be an http(s) URL"],
    [{ strict: "yes" }, "strict must be a boolean, not a string"],
    [{ projects: {} }, "projects must have at least one project"],
    [{ projects: { a: { spec: "x" } }, spec: "y" }, "spec is no key; allowed here: projects"],
    [{ projects: { "my api": { outt: "x" } } }, `projects["my api"].outt is no key; did you mean "out"? ${one}`],
  ])("names what is wrong in %j", async (value: unknown, ...mistakes: readonly string[]) => {
    const heading = `c.ts has ${mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`}:`;
    expect(await failure(() => parseConfig(value, "c.ts"))).toBe(
      [heading, ...mistakes.map((mistake) => `  ${mistake}.`)].join("\n"),
    );
  });

  it("takes every key", () => {
    const config = {
      spec: "a.yaml",
      out: "b",
      name: "c",
      services: { exclude: ["d"], include: ["e"] },
      tools: {
        rules: [
          {
            match: { operation: "f", path: "/g/**", method: "GET", tag: "h" },
            exclude: false,
            name: "i",
            title: "j",
            description: "k",
            hints: { readOnlyHint: true },
          },
        ],
      },
      auth: { baseline: "all" },
      origins: { uploads: "https://uploads.example.com/v1" },
      strict: true,
      overlays: ["agents.yaml"],
      refRoot: "..",
      refHosts: ["schemas.example.com:8443"],
    };
    expect(parseConfig({ $schema: "x", ...config }, "c.ts")).toEqual(config);
    expect(parseConfig({}, "c.ts")).toEqual({});
  });
});
