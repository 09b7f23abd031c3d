import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Feature } from "../../generator/3-surface/surface.ts";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { readGeneratorPackage } from "../../generator/4-emit/generator-package.ts";
import { packageView } from "../../generator/4-emit/package-files.ts";
import { readSample } from "./sample.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

interface Lock {
  readonly name: string;
  readonly version: string;
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly name?: string;
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function readLock(): Promise<Lock> {
  return JSON.parse(await readFile(join(root, "templates", "package-lock.json"), "utf8")) as Lock;
}

test("the lock file holds the very versions that the generator is tested with", async () => {
  const { versions } = await readGeneratorPackage();
  const lock = await readLock();
  const { dependencies = {}, devDependencies = {} } = lock.packages[""] ?? {};
  const wanted = Object.keys({ ...dependencies, ...devDependencies });
  expect(wanted.toSorted()).toEqual([
    "@cfworker/json-schema",
    "@jmespath-community/jmespath",
    "@modelcontextprotocol/server",
    "@modelcontextprotocol/server-legacy",
    "@opentelemetry/api",
    "@opentelemetry/core",
    "@opentelemetry/exporter-metrics-otlp-http",
    "@opentelemetry/exporter-trace-otlp-http",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-metrics",
    "@opentelemetry/sdk-trace",
    "@types/node",
    "fast-xml-parser",
    "ioredis",
    "jose",
    "minisearch",
    "pino",
    "prom-client",
    "rate-limiter-flexible",
    "stemmer",
    "typescript",
  ]);
  for (const name of wanted) {
    const locked = lock.packages[`node_modules/${name}`]?.version;
    const asked = dependencies[name] ?? devDependencies[name];
    expect([name, asked, locked]).toEqual([name, versions.get(name), versions.get(name)]);
  }
});

test("the lock file names no registry, has a hash of each package, and none that runs a script", async () => {
  for (const [path, locked] of Object.entries((await readLock()).packages)) {
    if (path === "") continue;
    expect([path, locked.resolved, locked.hasInstallScript]).toEqual([path, undefined, undefined]);
    expect(locked.integrity, path).toMatch(/^sha512-/u);
  }
});

test.each([
  ["1.0.0", "1.0.0"],
  ["1.2.3-beta.4", "1.2.3-beta.4"],
  ["v1", "0.0.0"],
  ["2026-11-20", "0.0.0"],
  ["1.0", "0.0.0"],
  ["01.0.0", "0.0.0"],
  ['1.0.0", "scripts": {}', "0.0.0"],
])("the version %j of a document becomes %s", async (version, want) => {
  const { api } = await readSample("toy");
  const { versions } = await readGeneratorPackage();
  expect(packageView({ ...api, version }, new Set(), versions).version).toBe(want);
});

test("a version that is not pinned is refused", async () => {
  const { api } = await readSample("toy");
  const { versions } = await readGeneratorPackage();
  expect(() => packageView(api, new Set(), new Map([...versions, ["jose", "^6.0.0"]]))).toThrow(
    "the generator's package.json must pin jose to an exact version, since generated projects use it",
  );
});

test("the lock file of a project is about that project", async () => {
  const files = await emitToy();
  const { name, version, dependencies, devDependencies } = JSON.parse(files.get("package.json") ?? "") as LockedPackage;
  const lock = JSON.parse(files.get("package-lock.json") ?? "") as Lock;
  expect([lock.name, lock.version]).toEqual(["pets", "1.0.0"]);
  expect(lock.packages[""]).toEqual({
    name,
    version,
    license: "MIT-0",
    dependencies,
    devDependencies,
    engines: { node: ">=22.19" },
  });
});

test("a feature's packages are locked in the projects that use it, and in no other", async () => {
  const surface = await readSample("toy");
  const packagesOf = async (used: typeof surface): Promise<readonly string[]> => {
    const files = await emitProject(used, { generatorVersion: "0.0.0-test" });
    const lock = files.find(({ path }) => path === "package-lock.json");
    return Object.keys((JSON.parse(lock?.content ?? "") as Lock).packages);
  };
  const without = await packagesOf(surface);
  const addedBy = async (feature: Feature): Promise<readonly string[]> =>
    (await packagesOf({ ...surface, features: new Set([feature]) })).filter((path) => !without.includes(path));
  const [xml, redis, select] = [await addedBy("xml-bodies"), await addedBy("redis"), await addedBy("select")];
  expect(select).toEqual(["node_modules/@jmespath-community/jmespath"]);
  expect(xml).toEqual([
    "node_modules/@nodable/entities",
    "node_modules/anynum",
    "node_modules/fast-xml-builder",
    "node_modules/fast-xml-parser",
    "node_modules/is-unsafe",
    "node_modules/path-expression-matcher",
    "node_modules/strnum",
    "node_modules/xml-naming",
  ]);
  expect(redis).toEqual([
    "node_modules/@ioredis/commands",
    "node_modules/cluster-key-slot",
    "node_modules/debug",
    "node_modules/denque",
    "node_modules/ioredis",
    "node_modules/ms",
    "node_modules/rate-limiter-flexible",
    "node_modules/redis-errors",
    "node_modules/standard-as-callback",
  ]);
  const [metrics, otel] = [await addedBy("metrics"), await addedBy("otel")];
  expect(metrics).toEqual([
    "node_modules/@opentelemetry/api",
    "node_modules/bintrees",
    "node_modules/prom-client",
    "node_modules/tdigest",
  ]);
  expect(otel).toEqual([
    "node_modules/@opentelemetry/api",
    "node_modules/@opentelemetry/core",
    "node_modules/@opentelemetry/exporter-metrics-otlp-http",
    "node_modules/@opentelemetry/exporter-trace-otlp-http",
    "node_modules/@opentelemetry/otlp-exporter-base",
    "node_modules/@opentelemetry/otlp-transformer",
    "node_modules/@opentelemetry/resources",
    "node_modules/@opentelemetry/sdk-logs",
    "node_modules/@opentelemetry/sdk-metrics",
    "node_modules/@opentelemetry/sdk-trace",
    "node_modules/@opentelemetry/semantic-conventions",
  ]);
  expect(await addedBy("audit")).toEqual([]);
  const sse = await addedBy("legacy-sse");
  // One that stands in another's folder, since it is of another version; and one that is only a peer's.
  expect(sse).toEqual(
    expect.arrayContaining([
      "node_modules/@modelcontextprotocol/server-legacy",
      "node_modules/@modelcontextprotocol/server-legacy/node_modules/@modelcontextprotocol/core",
      "node_modules/express",
      "node_modules/express/node_modules/content-type",
    ]),
  );
  const known = new Set([...without, ...xml, ...redis, ...select, ...metrics, ...otel, ...sse]);
  expect(Object.keys((await readLock()).packages).filter((path) => !known.has(path))).toEqual([]);
});

test("npm takes package.json and package-lock.json as they are, and would not if they differed", async () => {
  const files = await emitToy();
  expect(await npmCi(files)).toBe(0);
  const other = (files.get("package.json") ?? "").replace('"jose": "6.', '"jose": "5.');
  expect(await npmCi(new Map([...files, ["package.json", other]]))).toBe(1);
}, 60_000);

async function emitToy(): Promise<ReadonlyMap<string, string>> {
  const files = await emitProject(await readSample("toy"), { generatorVersion: "0.0.0-test" });
  return new Map(files.filter(({ path }) => path.startsWith("package")).map(({ path, content }) => [path, content]));
}

/** Exit code of `npm ci`, which compares the two files before it fetches anything; nothing is fetched here. */
async function npmCi(files: ReadonlyMap<string, string>): Promise<number | null> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-npm-"));
  try {
    for (const [path, content] of files) await writeFile(join(folder, path), content);
    const flags = ["--dry-run", "--offline", "--ignore-scripts", "--no-audit"];
    return spawnSync("npm", ["ci", ...flags], { cwd: folder, shell: process.platform === "win32" }).status;
  } finally {
    await rm(folder, { recursive: true });
  }
}
