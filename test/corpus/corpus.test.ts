import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { DocumentReport } from "./document-report.ts";
import { findDocuments } from "./find-documents.ts";
import type { CorpusDocument } from "./find-documents.ts";
import { formatTable } from "./format-reports.ts";
import { runCorpus } from "./run-corpus.ts";

/** Real documents live beside the repository, never in it. */
const real = join(import.meta.dirname, "../../../shared/specs");
const isFull = process.env["FULL"] === "1";

/** A small, a middling and a large one are enough for each run; `FULL=1` runs all, every tool. */
async function chosenDocuments(): Promise<readonly CorpusDocument[]> {
  if (!existsSync(real)) return [];
  const all = await findDocuments(real);
  if (isFull) return all;
  const bySize = all
    .map((document) => ({ document, size: statSync(document.path).size }))
    .filter(({ size }) => size > 10_000 && size < 1_000_000)
    .toSorted((one, other) => one.size - other.size);
  return [0.2, 0.5, 0.8].flatMap((place) => bySize[Math.floor(place * bySize.length)]?.document ?? []);
}

describe("our own documents", () => {
  test("every request is right, whatever is given", { timeout: 120_000 }, async () => {
    const reports = await runCorpus(await findDocuments(join(import.meta.dirname, "../../specs")), {
      jobs: 1,
      isPrismAsked: true,
    });
    expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
    expect(reports.map(summary)).toEqual([
      {
        name: "conformance",
        operations: 17,
        tools: 17,
        lost: [],
        typeErrors: [],
        schemaFaults: [],
        unsampled: 0,
        badResults: 0,
      },
      {
        name: "harbour",
        operations: 48,
        tools: 48,
        lost: [],
        typeErrors: [],
        schemaFaults: [],
        unsampled: 0,
        badResults: 0,
      },
    ]);
  });
});

describe.skipIf(!existsSync(real))("real documents", () => {
  test("requests are right", { timeout: isFull ? 3_600_000 : 180_000 }, async () => {
    const reports = await runCorpus(await chosenDocuments(), {
      jobs: 1,
      isPrismAsked: true,
      ...(isFull ? {} : { sample: 12 }),
    });
    console.info(formatTable(reports));
    expect(reports.flatMap(({ name, stopped }) => (stopped === undefined ? [] : [`${name}: ${stopped}`]))).toEqual([]);
    expect(reports.flatMap(({ typeErrors, schemaFaults }) => [...typeErrors, ...schemaFaults])).toEqual([]);
    expect(share(reports, ({ required }) => required)).toBeGreaterThanOrEqual(0.995);
    expect(share(reports, ({ all }) => all)).toBeGreaterThanOrEqual(0.99);
    expect(share(reports, ({ tools, operations }) => ({ valid: tools, made: operations }))).toBeGreaterThanOrEqual(
      0.995,
    );
  });
});

function summary({
  name,
  operations,
  tools,
  lost,
  typeErrors,
  schemaFaults,
  unsampled,
  badResults,
}: DocumentReport): object {
  return { name, operations, tools, lost, typeErrors, schemaFaults, unsampled, badResults };
}

function share(
  reports: readonly DocumentReport[],
  of: (report: DocumentReport) => { valid: number; made: number },
): number {
  const sums = reports.map(of);
  return sums.reduce((sum, { valid }) => sum + valid, 0) / sums.reduce((sum, { made }) => sum + made, 0);
}
