/**
 * Writes everything that is generated and committed: a project under `generated/` for each document under `specs/`
 * (`specs/<name>/openapi.{yaml,json}`, with `specs/<name>/slipway.config.*` where there is one), and
 * `generator/config.schema.json`. With `--check` it writes nothing, and fails with the list of what is stale, edited or
 * left over, so that what is reviewed is always what the generator of the same commit writes.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import process from "node:process";
import { format } from "oxfmt";
import { findConfig, loadConfig } from "../generator/config/load-config.ts";
import { configJsonSchema } from "../generator/config/config-schema.ts";
import { planRuns } from "../generator/cli/plan-runs.ts";
import { GeneratorError } from "../generator/errors.ts";
import { generate } from "../generator/generate.ts";

const root = join(import.meta.dirname, "..");
const check = process.argv.includes("--check");

/** What is wrong, one line each. */
const faults: string[] = [];

const schemaFile = join(root, "generator", "config.schema.json");
const schema = await format(schemaFile, JSON.stringify(configJsonSchema(), undefined, 2), { printWidth: 120 });
if (!existsSync(schemaFile) || readFileSync(schemaFile, "utf8") !== schema.code) {
  if (check) faults.push("generator/config.schema.json is stale");
  else writeFileSync(schemaFile, schema.code);
}

const specs = listFolders(join(root, "specs")).filter((name) => documentOf(name) !== undefined);
for (const name of specs) await regenerate(name);
for (const name of listFolders(join(root, "generated"))) {
  if (!specs.includes(name)) faults.push(`generated/${name} has no document under specs/${name}`);
}

if (faults.length > 0) {
  process.stderr.write(`${faults.join("\n")}\n`);
  process.stderr.write(check ? "Run `npm run regenerate`, and commit what it changes.\n" : "");
  process.exitCode = 1;
}

async function regenerate(name: string): Promise<void> {
  const folder = join(root, "specs", name);
  const out = join(root, "generated", name);
  const file = findConfig(folder);
  const config = file === undefined ? undefined : await loadConfig(file);
  const flags = { spec: documentOf(name) ?? "", out, dryRun: check };
  const [run] = planRuns(flags, config, folder);
  if (run === undefined) return;
  try {
    const { tools, report } = await generate(run.options);
    const stale = [...report.created, ...report.changed, ...report.removed];
    if (check) faults.push(...stale.map((path) => `generated/${name}/${path} is stale`));
    else process.stdout.write(`generated/${name}: ${tools} tools, ${stale.length} files changed\n`);
  } catch (error) {
    // A fault of the generator in one document must not hide what is wrong with the others.
    const text = error instanceof GeneratorError ? error.message : error instanceof Error ? error.stack : String(error);
    faults.push(`generated/${name}: ${text}`);
  }
}

function documentOf(name: string): string | undefined {
  const files = ["openapi.yaml", "openapi.json"].map((file) => join(root, "specs", name, file));
  const found = files.find((file) => existsSync(file));
  return found === undefined ? undefined : relative(join(root, "specs", name), found);
}

function listFolders(parent: string): readonly string[] {
  if (!existsSync(parent)) return [];
  const entries = readdirSync(parent, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
}
