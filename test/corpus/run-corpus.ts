import { fork } from "node:child_process";
import type { DocumentReport } from "./document-report.ts";
import type { CorpusDocument } from "./find-documents.ts";
import type { RunOptions } from "./run-document.ts";

/** How a corpus is run. */
export interface CorpusOptions extends Omit<RunOptions, "onProgress"> {
  /** Documents at a time. */
  readonly jobs: number;
  readonly onProgress?: (name: string, step: string, done: number, total: number) => void;
  readonly onReport?: (report: DocumentReport) => void;
}

/** Longest time for one document. */
const limitMs = 20 * 60_000;

/** Runs documents, each in its own process; the reports come in the order of the documents. */
export async function runCorpus(
  documents: readonly CorpusDocument[],
  options: CorpusOptions,
): Promise<readonly DocumentReport[]> {
  const reports = new Map<CorpusDocument, DocumentReport>();
  const waiting = [...documents];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const report = await runChild(next, options);
      reports.set(next, report);
      options.onReport?.(report);
    }
  };
  await Promise.all(Array.from({ length: options.jobs }, work));
  return documents.flatMap((document) => reports.get(document) ?? []);
}

type Message =
  | { readonly report: DocumentReport }
  | { readonly progress: { readonly step: string; readonly done: number; readonly total: number } };

async function runChild(
  document: CorpusDocument,
  { onProgress, sample, isPrismAsked }: CorpusOptions,
): Promise<DocumentReport> {
  const child = fork(new URL("./child.ts", import.meta.url), {
    execArgv: ["--max-old-space-size=6144"],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.on("data", (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-2000)));
  return await new Promise((done) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
    child.on("message", (message: Message) => {
      if ("report" in message) done(message.report);
      else onProgress?.(document.name, message.progress.step, message.progress.done, message.progress.total);
    });
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      done(crashed(document.name, `the run ended with ${code ?? signal ?? "nothing"}: ${errors}`));
    });
    child.send({ document, options: { ...(sample === undefined ? {} : { sample }), isPrismAsked } });
  });
}

function crashed(name: string, stopped: string): DocumentReport {
  const none = { valid: 0, made: 0 };
  return {
    name,
    version: "?",
    stopped,
    operations: 0,
    tools: 0,
    lost: [],
    typeErrors: [],
    schemaFaults: [],
    called: 0,
    required: none,
    all: none,
    reserved: none,
    unsampled: 0,
    badResults: 0,
    prism: { judged: 0, calls: 0, setAside: {} },
    documentFaults: {},
    failures: [],
    seconds: 0,
  };
}
