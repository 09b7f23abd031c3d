import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import { combinedHostileDocument, hostileDocument } from "./document.ts";
import { emitDocument } from "./emit-document.ts";
import type { Finding } from "./finding.ts";
import { judge } from "./oracle.ts";
import { CANARY, payloads } from "./payloads.ts";
import { positions } from "./positions.ts";

/** Operations of the document for one payload: none may be lost. */
const OPERATIONS = 12;

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Judges files, those that were seen before left out: most of a project is the same runtime each time. */
function createJudge(): (files: readonly EmittedFile[]) => readonly Finding[] {
  const seen = new Set<string>();
  return (files) => {
    const fresh = files.filter(({ path, content }) => !seen.has(`${path}\n${content}`));
    for (const { path, content } of fresh) {
      seen.add(`${path}\n${content}`);
    }
    return judge(fresh);
  };
}

describe("one payload at all positions at once", () => {
  const judgeFresh = createJudge();
  test.each(Object.entries(payloads))("%s", async (_name, payload) => {
    const { files, tools } = await emitDocument(hostileDocument(positions, payload));
    expect({ tools, findings: judgeFresh(files) }).toEqual({ tools: OPERATIONS, findings: [] });
  });
});

describe.runIf(process.env["FULL"] === "1")("one payload at one position", () => {
  const judgeFresh = createJudge();
  test.each(positions)("%s", { timeout: 300_000 }, async (position) => {
    for (const [name, payload] of Object.entries(payloads)) {
      const { files, tools } = await emitDocument(hostileDocument(position, payload));
      expect({ name, tools, findings: judgeFresh(files) }).toEqual({ name, tools: OPERATIONS, findings: [] });
    }
  });
});

describe("all payloads at all positions: test/hostile/sample", () => {
  let project: string;
  let emitted: readonly EmittedFile[];

  beforeAll(async () => {
    // Inside the repository, so that the compiler and Node find the project's dependencies.
    await mkdir(join(repository, ".tmp"), { recursive: true });
    project = await mkdtemp(join(repository, ".tmp", "hostile-"));
    ({ files: emitted } = await emitDocument(combinedHostileDocument(Object.values(payloads))));
    for (const { path, content } of emitted) {
      const target = join(project, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  });
  afterAll(async () => {
    await rm(project, { recursive: true, force: true });
  });

  it("lets no text out", () => {
    expect(judge(emitted)).toEqual([]);
  });

  it("compiles", async () => {
    expect(await run([join(repository, "node_modules/typescript/bin/tsc"), "-p", project, "--noEmit"])).toBe("");
  });

  it("runs nothing of the text when its modules are loaded, and has every tool", async () => {
    const script = [
      `globalThis.${CANARY} = () => console.log("ran");`,
      `const { tools } = await import(${JSON.stringify(join(project, "src/tools/index.ts"))});`,
      `const { api } = await import(${JSON.stringify(join(project, "src/api.ts"))});`,
      `console.log(tools.length, new Set(tools.map(({ name }) => name)).size, api.version, Object.getPrototypeOf(api) === Object.prototype);`,
    ].join("\n");
    const count = OPERATIONS * Object.keys(payloads).length;
    const version = Object.values(payloads)[1];
    expect(await run(["--input-type=module", "--eval", script])).toBe(`${count} ${count} ${version} true\n`);
  });
});

/** What Node prints, errors included, when it runs this. */
async function run(commandLine: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--no-warnings", ...commandLine]);
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = String(error) } = error as { readonly stdout?: string; readonly stderr?: string };
    return stdout + stderr;
  }
}
