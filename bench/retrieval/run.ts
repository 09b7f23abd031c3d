/**
 * Measures how many of the operations that a request needs are among the first 5 and 10 that `search_tools` finds, next to plain BM25
 * over the same text in the same run. Asserts nothing.
 *
 *     node bench/retrieval/run.ts [--half tune|held-out|held-out-2] [--specs DIR] [--requests DIR] [--misses]
 *
 * `--requests` runs another set: a folder of files as in `requests/tune`. `--misses` tells what was not found at 5, by id alone.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { planDocument } from "../../generator/plan-document.ts";
import { resolveOptions } from "../../generator/options.ts";
import { buildIndex } from "../../generator/4-emit/search/build-index.ts";
import { loadIndex } from "../../templates/src/runtime/search/load-index.ts";
import { rankTools } from "../../templates/src/runtime/search/rank-tools.ts";
import { createPlainSearch } from "./plain-search.ts";
import { findOperations, type LabelledRequest, wordOverlap } from "./labelled-request.ts";
import { createTally, type Tally } from "./tally.ts";

const { values } = parseArgs({
  options: {
    half: { type: "string", default: "tune" },
    specs: { type: "string", default: join(import.meta.dirname, "../../../shared/specs") },
    requests: { type: "string" },
    misses: { type: "boolean", default: false },
  },
});

/** The document of each file of requests, where the names differ. */
const documents: Readonly<Record<string, string>> = {
  payments: "stripe.yaml",
  issues: "jira.json",
  code: "github.json",
  files: "box.json",
  social: "mastodon.json",
  shop: "square.json",
  bankdata: "plaid.yaml",
  models: "openai.yaml",
  teamchat: "slack-web.json",
  monitoring: "datadog-v1.yaml",
  telephony: "telnyx.json",
  mail: "gmail.json",
  webhosting: "netlify.yaml",
};

await run(values.requests ?? join(import.meta.dirname, "requests", values.half));

async function run(folder: string): Promise<void> {
  const ours = createTally();
  const plain = createTally();
  const overlaps: number[] = [];
  for (const file of readdirSync(folder).toSorted()) {
    const name = basename(file, ".json");
    const spec = documentOf(name);
    if (!file.endsWith(".json") || spec === undefined) continue;
    const requests = JSON.parse(readFileSync(join(folder, file), "utf8")) as readonly LabelledRequest[];
    await measure(name, spec, { requests, ours, plain, overlaps });
  }
  console.log(`\nshare of needed operations found, averaged over ${ours.count("all")} requests, in %`);
  console.log("                     requests   ours @5   @10   plain BM25 @5   @10");
  for (const group of ours.groups())
    console.log(
      `${group.padEnd(20)} ${String(ours.count(group)).padStart(8)} ${ours.cell(group, 5)} ${ours.cell(group, 10)} ${plain.cell(group, 5).padStart(15)} ${plain.cell(group, 10)}`,
    );
  const overlap = overlaps.reduce((sum, one) => sum + one, 0) / Math.max(1, overlaps.length);
  console.log(`words of a request that its operations' text has too: ${(overlap * 100).toFixed(0)} %`);
}

interface Measuring {
  readonly requests: readonly LabelledRequest[];
  readonly ours: Tally;
  readonly plain: Tally;
  readonly overlaps: number[];
}

async function measure(name: string, spec: string, { requests, ours, plain, overlaps }: Measuring): Promise<void> {
  const { surface } = await planDocument(resolveOptions({ spec, out: "unused" }));
  const index = loadIndex(buildIndex(surface));
  const tools = surface.services.flatMap((service) => service.tools).map(({ definition }) => definition);
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  const search = createPlainSearch(tools);
  for (const request of requests) {
    const steps = request.needs.map((step) => findOperations(step, surface.decisions));
    const groups = ["all", steps.length === 1 ? "one step" : "many steps", name];
    const found = rankTools(request.request, index).map((number) => index.tools[number]?.name ?? "");
    const share = ours.add(groups, steps, found);
    plain.add(groups, steps, search(request.request));
    overlaps.push(
      wordOverlap(
        request.request,
        steps.flat().map((tool) => byName.get(tool)),
      ),
    );
    if (values.misses && share < 1) console.log(`not all at 5: ${request.id}`);
  }
}

function documentOf(name: string): string | undefined {
  const known = documents[name];
  const candidates = known === undefined ? ["json", "yaml", "yml"].map((extension) => `${name}.${extension}`) : [known];
  return candidates.map((file) => join(values.specs, file)).find((file) => existsSync(file));
}
