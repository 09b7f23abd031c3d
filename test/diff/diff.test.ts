/** What `diff` takes for a side, each with the same two versions. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { diff, type DiffOptions } from "../../generator/diff.ts";
import { diffMarkdown } from "../../generator/diff/format-markdown.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { generate } from "../../generator/generate.ts";
import { temporaryFolder } from "../5-write/temporary-folder.ts";
import { createRepository, type Repository } from "../regenerate/repository.ts";

const schemas = (values: readonly string[]): string =>
  JSON.stringify({
    Kind: { type: "string", enum: values },
    Pet: { type: "object", properties: { name: { type: "string" } } },
  });

function documentOf(values: readonly string[], kind = "#/components/schemas/Kind"): string {
  return JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Pets", version: "1" },
    servers: [{ url: "https://api.example.com" }],
    paths: {
      "/pets": {
        get: {
          operationId: "listPets",
          tags: ["pets"],
          parameters: [{ name: "kind", in: "query", schema: { $ref: kind } }],
          responses: { 200: { description: "", content: { "application/json": { schema: { type: "array" } } } } },
        },
      },
      "/staff": { get: { operationId: "listStaff", tags: ["staff"], responses: { 204: { description: "" } } } },
    },
    components: { schemas: JSON.parse(schemas(values)) as object },
  });
}

const old = documentOf(["cat", "dog"]);
const now = documentOf(["cat"]);
const narrowed = ['breaking argument-narrowed list_pets: the argument kind no longer accepts "dog"'];
const untold = [
  "risky argument-changed list_pets: the values of the argument kind changed; how cannot be told from the lock",
];

async function told(options: DiffOptions): Promise<readonly string[]> {
  const { changes } = await diff(options);
  return changes.map(({ level, code, tool, text }) => `${level} ${code} ${tool ?? "server"}: ${text}`);
}

async function refusal(work: Promise<unknown>, folder: string): Promise<readonly [string, string]> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!(error instanceof GeneratorError)) throw error;
  return [error.code, error.message.replaceAll(folder, "<folder>")];
}

/** A repository in whose last commit the old document and its project are; the new document lies beside them. */
async function prepare(): Promise<Repository> {
  const repository = createRepository(temporaryFolder());
  repository.write("openapi.json", old);
  await generate({ spec: join(repository.folder, "openapi.json"), out: join(repository.folder, "server") });
  repository.commit("old");
  repository.write("new.json", now);
  return repository;
}

it("takes documents, projects, locks and revisions", async () => {
  const { folder, write } = await prepare();
  const compare = (one: string, other: string): Promise<readonly string[]> =>
    told({ old: one, new: other, cwd: folder });
  expect(await compare("openapi.json", "new.json")).toEqual(narrowed);
  expect(await compare("HEAD:openapi.json", "new.json")).toEqual(narrowed);
  expect(await compare("server", join(folder, "new.json"))).toEqual(narrowed);
  expect(await compare("HEAD:server", "new.json")).toEqual(narrowed);
  expect(await compare("HEAD:./server/", "new.json")).toEqual(narrowed);
  expect(await compare("server/surface.lock.json", "new.json")).toEqual(untold);
  expect(await compare("HEAD:server/surface.lock.json", "new.json")).toEqual(untold);
  expect(await compare("new.json", "HEAD:server")).toEqual([
    'safe argument-widened list_pets: the argument kind also accepts "dog"',
  ]);
  // The document in the work tree is not the one that the project was made of: of what changed, only the lock is known.
  write("openapi.json", now);
  expect(await compare("server", "new.json")).toEqual(untold);
  expect(await compare("HEAD:server", "new.json")).toEqual(narrowed);
});

it("takes documents of several files, at a revision too", async () => {
  const { folder, write, commit } = createRepository(temporaryFolder());
  mkdirSync(join(folder, "api/parts"), { recursive: true });
  const whole = documentOf([], "parts/kind.json#/Kind");
  write("api/openapi.json", whole);
  write("api/parts/kind.json", schemas(["cat", "dog"]));
  await generate({ spec: join(folder, "api/openapi.json"), out: join(folder, "server") });
  commit("old");
  write("api/parts/kind.json", schemas(["cat"]));
  for (const side of ["HEAD:api/openapi.json", "HEAD:server"])
    expect([side, await told({ old: side, new: "api/openapi.json", cwd: folder })]).toEqual([side, narrowed]);
});

it("takes a document of a URL", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "new.json"), now);
  const server = createServer((_, response) => response.end(old)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => {
    server.once("listening", resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`;
  expect(await told({ old: url, new: "new.json", cwd: folder })).toEqual(narrowed);
});

it("makes a document's surface as the project on the other side was made, or as it is told", async () => {
  const { folder } = await prepare();
  const out = join(folder, "other");
  await generate({ spec: join(folder, "openapi.json"), out, services: { exclude: ["staff"] } });
  expect(await told({ old: out, new: "openapi.json", cwd: folder })).toEqual([]);
  const documents = { services: { exclude: [] } };
  expect(await told({ old: out, new: "openapi.json", cwd: folder, documents })).toEqual([
    "safe tool-added list_staff: the tool is new (GET /staff)",
  ]);
});

it("says what is no side", async () => {
  const { folder } = await prepare();
  mkdirSync(join(folder, "empty"));
  writeFileSync(join(folder, "broken.json"), '{ "lockVersion": 2 }');
  const refused = (side: string): Promise<readonly [string, string]> =>
    refusal(diff({ old: side, new: "new.json", cwd: folder }), folder);
  expect(await refused("absent.json")).toEqual([
    "bad-usage",
    '"absent.json" is not there. Name a document (a file or URL), a project\'s folder, a surface.lock.json, or REV:path of git, as in HEAD:server.',
  ]);
  expect(await refused("empty")).toEqual([
    "target-foreign",
    '"empty" holds no surface.lock.json, so it is no project that can be compared. Name its document, or generate it with this version first.',
  ]);
  expect(await refused("HEAD:absent")).toEqual([
    "bad-usage",
    '"HEAD:absent": there is no "absent" at that revision. Paths are from the repository\'s top; ./ begins one from here.',
  ]);
  expect(await refused("nobody:server")).toEqual(["bad-usage", 'git knows no revision "nobody" in "<folder>".']);
  expect((await refused("broken.json"))[1]).toMatch(/^broken\.json cannot be read as a surface lock: lockVersion: /u);
  // An option of git is no revision.
  expect((await refused("--output=x:server"))[0]).toBe("bad-usage");
});

it("quotes hostile text in Markdown, and stays within what a comment may have", async () => {
  const folder = temporaryFolder();
  const nasty = ["</details><img src=x>", "[a](javascript:b) @octocat #1", "a|b", "`tick`\n# head", "\u202eevil"];
  writeFileSync(join(folder, "old.json"), documentOf(nasty));
  writeFileSync(join(folder, "new.json"), documentOf(["cat"]));
  const result = await diff({ old: "old.json", new: "new.json", cwd: folder });
  const markdown = diffMarkdown(result);
  const row = markdown.split("\n").find((line) => line.startsWith("| `list_pets`"));
  expect(row).toBe(
    '| `list_pets` | the argument `kind` no longer accepts `"</details><img src=x>"`, `"[a](javascript:b) @octocat #1"`, "a&#124;b", ``"`tick`\\n# head"``, `"evil"` | Calls with values that were allowed are refused. |',
  );
  const [change] = result.changes;
  if (change === undefined) throw new Error("there is no change");
  const many = Array.from({ length: 5000 }, (_, index) => ({ ...change, tool: `tool_${index}`, text: `${index}` }));
  const long = diffMarkdown({ ...result, changes: many, counts: { breaking: 5000, risky: 0, safe: 0 } });
  expect(long.length).toBeLessThan(60_000);
  expect(long).toMatch(/\n… and \d+ more; `slipway diff` has them\.\n/u);
});

it("is the same from old to new as the lock that is written", async () => {
  const { folder } = await prepare();
  const lock = readFileSync(join(folder, "server/surface.lock.json"), "utf8");
  expect(await told({ old: "server/surface.lock.json", new: "openapi.json", cwd: folder })).toEqual([]);
  expect(lock).toContain('"upstream": "forward"');
});
