import { existsSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { DocumentReport, Failure } from "./document-report.ts";
import { findDocuments } from "./find-documents.ts";
import { formatFailures, formatTable } from "./format-reports.ts";
import { runCorpus } from "./run-corpus.ts";

/** `npm run corpus -- DIR`: how faithful the generated servers are to the documents of a folder. */
const usage = `Usage: npm run corpus -- DIR [options]

Generates, compiles and starts a server for each OpenAPI document in DIR (or for one file), calls its tools and judges each
request that reaches the API against the document.

  --sample N       call at most N tools of each document, evenly chosen
  --only NAME      only this document; may be given several times
  --jobs N         documents at a time (default 1)
  --json FILE      every failure and its cause
  --report FILE    the failures grouped, as Markdown
  --no-prism       do not ask Stoplight Prism, only the second judge
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    sample: { type: "string" },
    only: { type: "string", multiple: true },
    jobs: { type: "string", default: "1" },
    json: { type: "string" },
    report: { type: "string" },
    prism: { type: "boolean", default: true },
    help: { type: "boolean", default: false },
  },
});

process.exitCode = await main();

async function main(): Promise<number> {
  const [folder] = positionals;
  if (values.help || folder === undefined) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const numbers = [values.sample ?? "1", values.jobs].map(Number);
  if (!existsSync(folder) || numbers.some((number) => !Number.isInteger(number) || number < 1)) {
    console.error(
      existsSync(folder) ? "--sample and --jobs are whole numbers above 0." : `${folder}: no such file or folder.`,
    );
    return 2;
  }
  const { only } = values;
  const documents = (await findDocuments(folder)).filter(({ name }) => only === undefined || only.includes(name));
  if (documents.length === 0) {
    console.error(
      `${folder}: no document has \`openapi\` or \`swagger\` at its top level${only === undefined ? "" : ` and one of these names: ${only.join(", ")}`}.`,
    );
    return 2;
  }
  const line = progressLine();
  const finished: DocumentReport[] = [];
  const reports = await runCorpus(documents, {
    jobs: Number(values.jobs),
    isPrismAsked: values.prism,
    ...(values.sample === undefined ? {} : { sample: Number(values.sample) }),
    onProgress: (name, step, done, total) => line.show(`${name}: ${step}${total > 0 ? ` ${done}/${total}` : ""}`),
    onReport: (report) => {
      line.show("");
      finished.push(report);
      writeReports(finished);
    },
  });
  line.show("");
  console.log(formatTable(reports));
  writeReports(reports);
  return reports.every(isRight) ? 0 : 1;
}

/** What a document has wrong is no failure of the run. */
function isRight({ stopped, failures, typeErrors }: DocumentReport): boolean {
  const isOurs = ({ cause }: Failure): boolean => cause !== "document" && cause !== "not sampled";
  return stopped === undefined && typeErrors.length === 0 && !failures.some(isOurs);
}

/** After each document, so that a run that is stopped leaves what it found. */
function writeReports(reports: readonly DocumentReport[]): void {
  const { json, report } = values;
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(reports, undefined, 2)}\n`);
  if (report === undefined) return;
  const table = `\`\`\`text\n${formatTable(reports)}\n\`\`\``;
  writeFileSync(report, `# Corpus: failures by cause\n\n${table}\n\n${formatFailures(reports)}\n`);
}

/** One line that is written over, on a terminal only. */
function progressLine(): { show(text: string): void } {
  return {
    show(text) {
      if (process.stderr.isTTY) process.stderr.write(`\r\u001B[2K${text.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    },
  };
}
