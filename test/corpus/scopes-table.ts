import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { findDocuments } from "./find-documents.ts";
import { type DerivedFigures, measureScopes } from "./measure-scopes.ts";

/** `npm run scopes-table -- DIR`: what scopes are derived from the documents of a folder. */
const usage = `Usage: npm run scopes-table -- DIR [options]

For each OpenAPI document in DIR (or one file): operations, scopes that its security schemes declare, scopes_supported, and the
first 401's scopes; the last two again without the two services that take the most scopes with them. A Markdown table.

  --only NAME   only this document; may be given several times
  --names       the scopes themselves below the table
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true },
    names: { type: "boolean", default: false },
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
  if (!existsSync(folder)) {
    console.error(`${folder}: no such file or folder.`);
    return 2;
  }
  const { only } = values;
  const documents = (await findDocuments(folder)).filter(({ name }) => only === undefined || only.includes(name));
  console.log("| document | operations | declared | supported | baseline | without | supported | baseline |");
  console.log("| --- | ---: | ---: | ---: | ---: | --- | ---: | ---: |");
  const details: string[] = [];
  for (const document of documents) {
    const { name, operations, declared, whole, excluded, rest } = await measureScopes(document);
    const cells = [
      name,
      operations,
      declared.length,
      ...counts(whole),
      excluded.join(", ") || "(it has one service)",
      ...counts(rest),
    ];
    console.log(`| ${cells.map((cell) => cellText(cell)).join(" | ")} |`);
    details.push(`\n${name}`, ...lists("", whole));
    if (excluded.length > 0) details.push(...lists(` without ${excluded.join(", ")}`, rest));
  }
  if (values.names) console.log(details.join("\n"));
  return documents.length === 0 ? 2 : 0;
}

function counts({ supported, baseline }: DerivedFigures): readonly [number, number] {
  return [supported.length, baseline.length];
}

function lists(where: string, { supported, baseline }: DerivedFigures): string[] {
  return [`- supported${where}: ${supported.join(" ")}`, `- baseline${where}: ${baseline.join(" ")}`];
}

/** A document's own words must not end a cell. */
function cellText(cell: string | number): string {
  return String(cell).replaceAll(/[\p{Cc}|]+/gu, " ");
}
