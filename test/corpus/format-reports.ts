import type { Cause, DocumentReport, Failure, Tally } from "./document-report.ts";

const columns = [
  "document",
  "version",
  "operations",
  "tools",
  "lost",
  "tsc",
  "schemas",
  "required only",
  "everything",
  "reserved",
  "not drawn",
  "answers lost",
  "Prism",
  "s",
] as const;

/** The table of a run, with totals; a document that stopped has its reason below. */
export function formatTable(reports: readonly DocumentReport[]): string {
  const rows = [columns, ...reports.map(row), row(totals(reports))];
  const widths = columns.map((_, index) => Math.max(...rows.map((cells) => (cells[index] ?? "").length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, index) => (index < 2 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
  const rule = "-".repeat(Math.max(...lines.map((line) => line.length)));
  const stopped = reports.flatMap(({ name, stopped: reason }) =>
    reason === undefined ? [] : [`${name}: ${reason.split("\n", 1)[0] ?? ""}`],
  );
  return [
    lines[0],
    rule,
    ...lines.slice(1, -1),
    rule,
    lines.at(-1),
    "",
    causes(reports),
    ...(stopped.length === 0 ? [] : ["", "Stopped:", ...stopped]),
  ].join("\n");
}

/** How many tools have a failed call of each cause: a tool that failed in several ways counts once a cause. */
function causes(reports: readonly DocumentReport[]): string {
  const names: readonly (readonly [Cause, string])[] = [
    ["ours", "ours"],
    ["disagreement", "only Prism refuses"],
    ["document", "the document contradicts itself"],
    ["not sampled", "no arguments were found"],
  ];
  const counted = names.map(([cause, name]) => {
    const tools = reports.map(
      ({ failures }) => new Set(failures.filter((failure) => failure.cause === cause).map(({ tool }) => tool)),
    );
    return `${name} ${tools.reduce((sum, { size }) => sum + size, 0)}`;
  });
  return `Tools with a failed call, by cause: ${counted.join(", ")}.`;
}

function row(report: DocumentReport): readonly string[] {
  const { prism } = report;
  return [
    report.name,
    report.stopped === undefined ? report.version : `${report.version} stopped`,
    String(report.operations),
    String(report.tools),
    String(report.lost.length),
    String(report.typeErrors.length),
    String(report.schemaFaults.length),
    share(report.required),
    share(report.all),
    share(report.reserved),
    String(report.unsampled),
    String(report.badResults),
    `${prism.judged}/${prism.calls}`,
    report.seconds.toFixed(1),
  ];
}

function share({ valid, made }: Tally): string {
  return made === 0 ? "-" : `${valid}/${made}${valid === made ? "" : ` ${((100 * valid) / made).toFixed(1)}%`}`;
}

function totals(reports: readonly DocumentReport[]): DocumentReport {
  const sum = (of: (report: DocumentReport) => number): number =>
    reports.reduce((total, report) => total + of(report), 0);
  const tally = (of: (report: DocumentReport) => Tally): Tally => ({
    valid: sum((report) => of(report).valid),
    made: sum((report) => of(report).made),
  });
  return {
    name: `${reports.length} documents`,
    version: "",
    operations: sum(({ operations }) => operations),
    tools: sum(({ tools }) => tools),
    lost: reports.flatMap(({ lost }) => lost),
    typeErrors: reports.flatMap(({ typeErrors }) => typeErrors),
    schemaFaults: reports.flatMap(({ schemaFaults }) => schemaFaults),
    called: sum(({ called }) => called),
    required: tally(({ required }) => required),
    all: tally(({ all }) => all),
    reserved: tally(({ reserved }) => reserved),
    unsampled: sum(({ unsampled }) => unsampled),
    badResults: sum(({ badResults }) => badResults),
    prism: { judged: sum(({ prism }) => prism.judged), calls: sum(({ prism }) => prism.calls), setAside: {} },
    documentFaults: {},
    failures: [],
    seconds: sum(({ seconds }) => seconds),
  };
}

/** Failures of one cause and shape, over all documents. */
interface Group {
  readonly title: string;
  readonly members: readonly { readonly document: string; readonly failure: Failure }[];
}

/** The failures grouped by cause and shape with one example each, most frequent first: for whoever mends them. */
export function formatFailures(reports: readonly DocumentReport[]): string {
  const all = reports.flatMap(({ name, failures }) => failures.map((failure) => ({ document: name, failure })));
  const groups: Group[] = [...Map.groupBy(all, ({ failure }) => titleOf(failure))].map(([title, members]) => ({
    title,
    members,
  }));
  const sorted = groups.toSorted((one, other) => other.members.length - one.members.length);
  return [
    ...faultLines(
      "Stopped",
      reports.flatMap(({ name, stopped }) => (stopped === undefined ? [] : [`${name}: ${stopped.slice(0, 300)}`])),
    ),
    ...faultLines(
      "Type errors",
      reports.flatMap(({ name, typeErrors }) =>
        typeErrors.slice(0, 3).map((error) => `${name}: ${error.slice(0, 300)}`),
      ),
    ),
    ...faultLines("Schema faults", groupedFaults(reports)),
    ...faultLines(
      "Lost operations",
      reports.flatMap(({ name, lost }) =>
        lost.slice(0, 5).map(({ operation, cause }) => `${name} ${operation}: ${cause}`),
      ),
    ),
    ...sorted.flatMap(describeGroup),
    ...faultLines(
      "Prism said nothing, or is not asked",
      counts(reports, ({ prism }) => prism.setAside),
    ),
    ...faultLines(
      "Faults of documents that both sides put up with",
      counts(reports, ({ documentFaults }) => documentFaults).slice(0, 40),
    ),
  ].join("\n");
}

function faultLines(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : [`## ${title} (${lines.length})`, "", ...lines.map((line) => `- ${line.replaceAll("\n", " ")}`), ""];
}

function groupedFaults(reports: readonly DocumentReport[]): readonly string[] {
  const all = reports.flatMap(({ name, schemaFaults }) => schemaFaults.map((fault) => ({ name, fault })));
  const groups = Map.groupBy(all, ({ fault }) =>
    fault.replace(/^[^:]*: /, "").replaceAll(/"[^"]*"|\$?[\w.-]*\d[\w.-]*/g, "_"),
  );
  return [...groups].map(
    ([title, members]) => `${members.length} x ${title}, such as ${members[0]?.name ?? ""} ${members[0]?.fault ?? ""}`,
  );
}

/** The shape of a failure: names and values taken out. */
function titleOf({ cause, problems, kind }: Failure): string {
  const [first] = problems;
  const where = (first?.where ?? "").split(".")[0] ?? "";
  const what = (first?.message ?? "")
    .replaceAll(/"[^"]*"/g, "_")
    .replaceAll(/\/\S*/g, "/")
    .replaceAll(/v?\d\S*/g, "N")
    .replaceAll(/\{.*\}?/g, "");
  const isReserved = kind === "reserved" ? ", reserved characters" : "";
  return `${cause}${isReserved}: ${first?.code ?? ""} ${where} ${what.slice(0, 70)}`.trim();
}

function describeGroup({ title, members }: Group): readonly string[] {
  const [example] = members;
  if (example === undefined) return [];
  const { failure } = example;
  const documents = [...Map.groupBy(members, ({ document }) => document)].map(([name, own]) => `${name} ${own.length}`);
  return [
    `## ${members.length} x ${title}`,
    "",
    `Documents: ${documents.join(", ")}`,
    `Example: ${example.document}, ${failure.tool} (${failure.operation}), ${failure.kind}`,
    ...failure.problems.slice(0, 4).map(({ code, where, message }) => `- ${code} ${where}: ${message.slice(0, 400)}`),
    ...(failure.args === undefined ? [] : [`- arguments: ${failure.args.slice(0, 500)}`]),
    ...(failure.request === undefined ? [] : [`- request: ${failure.request.slice(0, 500)}`]),
    "",
  ];
}

function counts(
  reports: readonly DocumentReport[],
  of: (report: DocumentReport) => Readonly<Record<string, number>>,
): readonly string[] {
  const sums = new Map<string, number>();
  for (const report of reports)
    for (const [word, number] of Object.entries(of(report))) sums.set(word, (sums.get(word) ?? 0) + number);
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([word, number]) => `${number} x ${word}`);
}
