import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const suite = join(root, "node_modules/@modelcontextprotocol/conformance");

/** A revision whose requirement set the suite holds. */
export type Revision = "2025-11-25" | "2026-07-28";

/** What the suite says of one check. `FAILURE` and `WARNING` (a SHOULD) have to be in the baseline, or the run fails. */
export interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly errorMessage?: string;
}

/** A run of the suite's `server` command. */
export interface SuiteRun {
  readonly exitCode: number | null;
  /** Output and errors, without colours. */
  readonly output: string;
  /** Every scenario that ran, with its checks. */
  readonly scenarios: ReadonlyMap<string, readonly Check[]>;
}

/** Runs the requirement set of a revision against `url`, judged by our baseline. */
export async function runSuite(url: string, revision: Revision): Promise<SuiteRun> {
  const results = await mkdtemp(join(tmpdir(), "slipway-conformance-"));
  try {
    const options = [
      "--requirements",
      revision,
      "--expected-failures",
      baselineFile(revision),
      "--output-dir",
      results,
    ];
    const child = spawn(process.execPath, [join(suite, "dist/index.js"), "server", "--url", url, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 60_000,
    });
    const ended = once(child, "exit");
    const output = (await Promise.all([text(child.stdout), text(child.stderr)])).join("");
    await ended;
    // oxlint-disable-next-line no-control-regex -- the escape character begins a colour
    const plain = output.replaceAll(/\u001B\[\d+m/gu, "");
    return { exitCode: child.exitCode, output: plain, scenarios: await readResults(results) };
  } finally {
    await rm(results, { recursive: true, force: true });
  }
}

function baselineFile(revision: Revision): string {
  return join(root, `test/conformance/baseline-${revision}.yml`);
}

/** One folder per scenario: `server-<scenario>-<time>/checks.json`. */
async function readResults(folder: string): Promise<ReadonlyMap<string, readonly Check[]>> {
  const names = await readdir(folder);
  const entries = names.map(async (name) => {
    const scenario = name.replace(/^server-/u, "").replace(/-\d{4}-\d\d-\d\dT[\d-]+Z$/u, "");
    const checks: readonly Check[] = JSON.parse(await readFile(join(folder, name, "checks.json"), "utf8"));
    return [scenario, checks] as const;
  });
  return new Map(await Promise.all(entries));
}

/** The server scenarios of a revision as the suite ships them: those that count, and those that run beside them. */
export async function requiredScenarios(
  revision: Revision,
): Promise<{ readonly scored: readonly string[]; readonly unscored: readonly string[] }> {
  const set: {
    readonly server: readonly string[];
    readonly not_scored: readonly { readonly scenario: string; readonly leg: string }[];
  } = parse(await readFile(join(suite, `requirements/${revision}.yaml`), "utf8"));
  return {
    scored: set.server,
    unscored: set.not_scored.filter(({ leg }) => leg === "server").map(({ scenario }) => scenario),
  };
}

/** The entries of our baseline, `<scenario>:<check>`. */
export async function baselineEntries(revision: Revision): Promise<readonly string[]> {
  const baseline: { readonly server: readonly string[] } = parse(await readFile(baselineFile(revision), "utf8"));
  return baseline.server;
}

/** `<scenario>:<check>` of all checks that did not pass, in the given scenarios. */
export function failedChecks(run: SuiteRun, scenarios: readonly string[]): readonly string[] {
  const failed = scenarios.flatMap((scenario) =>
    (run.scenarios.get(scenario) ?? [])
      .filter(({ status }) => status === "FAILURE" || status === "WARNING")
      .map(({ id }) => `${scenario}:${id}`),
  );
  return [...new Set(failed)].toSorted();
}
