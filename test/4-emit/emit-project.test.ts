import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Surface } from "../../generator/3-surface/surface.ts";
import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { optionalFiles } from "../../generator/4-emit/features.ts";
import { compile } from "./compile.ts";
import { readSample } from "./sample.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const options = { generatorVersion: "0.0.0-test" };

async function emit(sample: string): Promise<ReadonlyMap<string, EmittedFile>> {
  return new Map((await emitProject(await readSample(sample), options)).map((file) => [file.path, file]));
}

type Mode = "token-exchange" | "upstream-credentials";

/** The toy with every optional feature; of the upstream modes a project has one. */
async function emitEverything(mode: Mode): Promise<readonly EmittedFile[]> {
  const features: Surface["features"] = new Set([
    "audit",
    "bun",
    "deno",
    "introspection",
    "lambda",
    "legacy-sse",
    "metrics",
    "multipart-answers",
    "otel",
    "redis",
    "select",
    "stdio",
    "tenants",
    "workers",
    mode,
    "page",
    "xml-bodies",
  ]);
  const toy = await readSample("toy");
  return await emitProject({ ...toy, api: { ...toy.api, upstream: upstreams[mode] }, features }, options);
}

const upstreams: { readonly [mode in Mode]: NonNullable<Surface["api"]["upstream"]> } = {
  "token-exchange": { mode: "exchange", clientId: "toy", audience: ["toy-api"] },
  "upstream-credentials": {
    mode: "credentials",
    requires: { claim: "roles", values: ["staff"] },
    schemes: { key: { kind: "apiKey", in: "header", name: "X-Key", variable: "UPSTREAM_KEY" } },
  },
};

describe("the toy in templates/", () => {
  test.each([
    "src/api.ts",
    "src/schemas.ts",
    "src/search-index.ts",
    "src/types.ts",
    "src/tools/index.ts",
    "src/tools/pets.ts",
  ])("%s is what would be emitted for it", async (path) => {
    const emitted = (await emit("toy")).get(path)?.content;
    expect(emitted).toBe(await readFile(join(root, "templates", path), "utf8"));
  });
});

describe("emitProject", () => {
  test("lists the paths of a project, sorted", async () => {
    const paths = [...(await emit("toy")).keys()];
    expect(paths.filter((path) => !path.startsWith("src/runtime/"))).toEqual([
      ".dockerignore",
      ".env.example",
      ".gitignore",
      "Dockerfile",
      "LICENSE",
      "README.md",
      "compose.yaml",
      "package-lock.json",
      "package.json",
      "src/api.ts",
      "src/custom.ts",
      "src/features.ts",
      "src/handler.ts",
      "src/main.ts",
      "src/schemas.ts",
      "src/search-index.ts",
      "src/tools/index.ts",
      "src/tools/pets.ts",
      "src/types.ts",
      "surface.lock.json",
      "tsconfig.json",
    ]);
    expect(paths).toEqual(paths.toSorted());
  });

  test("writes only src/custom.ts once", async () => {
    const once = [...(await emit("toy")).values()].filter(({ ownership }) => ownership === "once");
    expect(once.map(({ path }) => path)).toEqual(["src/custom.ts"]);
  });

  test("copies the runtime byte for byte", async () => {
    const files = await emit("odd-names");
    const copied = [...files.values()].filter(({ path }) => /^src\/(?:runtime\/|main|handler)|^tsconfig/u.test(path));
    expect(copied.length).toBeGreaterThan(20);
    for (const { path, content } of copied) {
      expect(content, path).toBe(await readFile(join(root, "templates", path), "utf8"));
    }
  });

  test("leaves the files of optional features out where nothing uses them", async () => {
    const plain = await emit("no-tools");
    const full = [...(await emitEverything("token-exchange")), ...(await emitEverything("upstream-credentials"))];
    expect(optionalFiles.length).toBeGreaterThan(0);
    for (const path of optionalFiles) {
      expect([path, plain.has(path), full.some((file) => file.path === path)]).toEqual([path, false, true]);
    }
  });

  test("a mode's files are in no project of the other", async () => {
    const paths = (await emitEverything("token-exchange")).map(({ path }) => path);
    const others = (await emitEverything("upstream-credentials")).map(({ path }) => path);
    expect(paths.filter((path) => !others.includes(path))).toEqual(
      ["answer", "mode", "settings"].map((part) => `src/runtime/upstream/exchange-${part}.ts`),
    );
    expect(others.filter((path) => !paths.includes(path))).toEqual(
      ["client-token", "credential-settings", "credentials-mode"].map((part) => `src/runtime/upstream/${part}.ts`),
    );
  });

  test.each<Mode>(["token-exchange", "upstream-credentials"])(
    "a project with every feature and %s compiles",
    async (mode) => {
      const files = (await emitEverything(mode)).map(({ path, content }) => [path, content] as const);
      expect(await compile(new Map(files))).toEqual([]);
    },
    60_000,
  );

  test("README and .env.example say which mode it is, and what that needs", async () => {
    const textOf = async (mode: Mode): Promise<readonly string[]> => {
      const files = await emitEverything(mode);
      return ["README.md", ".env.example"].map((name) => files.find(({ path }) => path === name)?.content ?? "");
    };
    const [exchange = "", exchangeEnv = ""] = await textOf("token-exchange");
    expect(exchange).toContain("(mode\n`exchange`, RFC 8693): for `toy-api`, with the scopes of that operation.");
    expect(exchange).toContain("- the client `toy` at the authorization server");
    expect(exchangeEnv).toContain("\n#EXCHANGE_AUDIENCE=\n");
    const [credentials = "", credentialsEnv = ""] = await textOf("upstream-credentials");
    expect(credentials).toContain("| `key` | an API key, in the header X-Key | `UPSTREAM_KEY_KEY` |");
    expect(credentials).toContain("one of these values in the claim `roles` of their token only: `staff`;");
    expect(credentialsEnv).toContain("\n#UPSTREAM_KEY_KEY=\n");
    const plain = await emit("toy");
    const forward = plain.get("README.md")?.content ?? "";
    expect(forward).toContain("(mode `forward`)");
    for (const text of [exchange, credentials]) expect(text).not.toContain("MUST NOT");
    for (const text of [forward, plain.get(".env.example")?.content])
      expect(text).not.toMatch(/EXCHANGE_|UPSTREAM_[A-Z]+_/);
  });

  test("tells how far it is", async () => {
    const steps: string[] = [];
    await emitProject(await readSample("toy"), {
      ...options,
      onProgress: (done, total) => steps.push(`${done}/${total}`),
    });
    expect(steps).toEqual(["1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "7/7"]);
  });

  test("holds no path of this machine and no carriage return", async () => {
    for (const sample of ["toy", "odd-names"]) {
      for (const { path, content } of (await emit(sample)).values()) {
        expect([path, content.includes(root), content.includes("\r")]).toEqual([path, false, false]);
      }
    }
  });
});

describe("src/custom.ts", () => {
  async function compileToy(files: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const emitted = [...(await emit("toy")).values()].map(({ path, content }) => [path, content] as const);
    return await compile(new Map([...emitted, ...files]));
  }

  test("its example compiles without its comment marks", async () => {
    const emitted = (await emit("toy")).get("src/custom.ts")?.content ?? "";
    const bare = emitted.replaceAll(/^( +)\/\/ /gmu, "$1");
    expect(emitted.length - bare.length).toBe("// ".length * 9);
    expect(await compileToy(new Map([["src/custom.ts", bare]]))).toEqual([]);
  }, 60_000);

  test("a hook that does not fit its tool is a type error that says what is wrong", async () => {
    const hooks: readonly (readonly [file: string, hooks: string])[] = [
      [
        "fits",
        "list_pets: { before: (input) => ({ ...input, limit: 1 }), after: async (output) => output.slice(0, 1) }",
      ],
      ["reads-unknown-argument", "get_pet: { before(input) { return { petId: input.pedId }; } }"],
      ["returns-unknown-argument", 'get_pet: { before() { return { pedId: "1" }; } }'],
      ["returns-other-type", "list_pets: { before() { return { limit: true }; } }"],
      ["returns-undefined", "list_pets: { before() { return { limit: undefined }; } }"],
      ["vanished-tool", "delete_pet: { before(input) { return input; } }"],
      ["misreads-answer", "get_pet: { after(output) { return { ...output, name: output.nick }; } }"],
    ];
    const files = hooks.map(([file, body]) => [`src/${file}.ts`, customWith(body)] as const);
    const errors = await compileToy(new Map(files));
    const found = errors.filter((line) => line.startsWith("src/")).map((line) => line.replace(/\(.*?\)/u, ""));
    const takes = (input: string): string => `(input: ${input}, context: CallContext) => ${input} | Promise<${input}>`;
    expect(found).toEqual([
      "src/misreads-answer.ts: error TS2339: Property 'nick' does not exist on type 'Pet'.",
      "src/reads-unknown-argument.ts: error TS2551: Property 'pedId' does not exist on type 'GetPetInput'. Did you mean 'petId'?",
      `src/returns-other-type.ts: error TS2322: Type '() => { limit: boolean; }' is not assignable to type '${takes("ListPetsInput")}'.`,
      `src/returns-undefined.ts: error TS2322: Type '() => { limit: undefined; }' is not assignable to type '${takes("ListPetsInput")}'.`,
      `src/returns-unknown-argument.ts: error TS2322: Type '() => { pedId: string; }' is not assignable to type '${takes("GetPetInput")}'.`,
      "src/vanished-tool.ts: error TS2353: Object literal may only specify known properties, and 'delete_pet' does not exist in type 'Hooks<ToolTypes>'.",
      "src/vanished-tool.ts: error TS7006: Parameter 'input' implicitly has an 'any' type.",
    ]);
  }, 60_000);
});

test("descriptions and further tools of src/custom.ts are typed by the tools that there are", async () => {
  const tool = `{ title: "T", description: "D", scopes: getPet.scopes, annotations: getPet.annotations,
    inputSchema: { type: "object" }, handler: async (input: { petId: string }, api) => api.send(getPet.operation, input) }`;
  const parts: readonly (readonly [file: string, part: string])[] = [
    ["fits", `descriptions: { list_pets: "All." }, tools: { find_pet: ${tool} }`],
    ["describes-vanished-tool", 'descriptions: { delete_pet: "Gone." }'],
    ["clashes", `tools: { get_pet: ${tool} }`],
    ["answers-nothing", `tools: { find_pet: { ...${tool}, handler: async () => undefined } }`],
  ];
  const emitted = [...(await emit("toy")).values()].map(({ path, content }) => [path, content] as const);
  const files = parts.map(([file, part]) => [`src/${file}.ts`, customOf(part)] as const);
  const errors = await compile(new Map([...emitted, ...files]));
  const found = errors.filter((line) => line.startsWith("src/"));
  expect(found.map((line) => /^src\/(?<file>[\w-]+)\.ts.*error (?<code>TS\d+)/u.exec(line)?.slice(1))).toEqual([
    ["answers-nothing", "TS2322"],
    ["clashes", "TS2322"],
    ["clashes", "TS7006"],
    ["describes-vanished-tool", "TS2353"],
  ]);
  expect(found.at(-1)).toMatch(/'delete_pet' does not exist in type/u);
}, 60_000);

/** A `src/custom.ts` with these parts. */
function customOf(parts: string): string {
  return `import type { Customization } from "./runtime/surface-types.ts";
import { getPet } from "./tools/pets.ts";
import type { ToolTypes } from "./tools/index.ts";
export const pet: typeof getPet = getPet;
export const custom: Customization<ToolTypes> = { ${parts} };
`;
}

/** A `src/custom.ts` with these hooks. */
function customWith(hooks: string): string {
  return `import type { Customization } from "./runtime/surface-types.ts";
import type { ToolTypes } from "./tools/index.ts";
export const custom: Customization<ToolTypes> = {
  hooks: { ${hooks} },
};
`;
}
