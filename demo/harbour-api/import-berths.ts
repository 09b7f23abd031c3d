import { parseCsv } from "./csv.ts";
import { dockNames } from "./docks.ts";
import type { Harbour } from "./harbour.ts";
import type { Berth, BerthImport } from "./model.ts";
import { euros } from "./pricing.ts";
import { badRequest } from "./read-request.ts";

const columns = ["id", "dock", "length", "beam", "depth", "price"] as const;

type Row = Readonly<Record<(typeof columns)[number], string>>;

/**
 * Starts an import and answers at once; the rows are stored in the next turn of the event loop.
 *
 * @throws Problem 400 when the header is another
 */
export function importBerths(harbour: Harbour, csv: string): BerthImport {
  const [header, ...lines] = parseCsv(csv);
  if (header?.fields.join(",") !== columns.join(","))
    throw badRequest("body", `the first line must be ${columns.join(",")}`);
  const id = Number(harbour.imports.nextId(""));
  const running: BerthImport = { id, status: "running", added: 0, updated: 0, errors: [] };
  const stored = harbour.imports.insert(String(id), running);
  setImmediate(() => {
    // The API may have been closed in between.
    if (harbour.database.isOpen) harbour.imports.replace(stored, { ...running, ...storeRows(harbour, lines) });
  });
  return running;
}

type Outcome = Pick<BerthImport, "status" | "added" | "updated" | "errors">;

function storeRows(harbour: Harbour, lines: ReturnType<typeof parseCsv>): Outcome {
  let [added, updated] = [0, 0];
  const errors: BerthImport["errors"][number][] = [];
  for (const { line, fields } of lines) {
    const row = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ""])) as Row;
    const message = faultOf(row, fields.length);
    const known = harbour.berths.get(row.id);
    if (message !== undefined) errors.push({ line, message });
    else if (known) {
      harbour.berths.replace(known, { ...known.value, ...fromRow(harbour, row) });
      updated += 1;
    } else {
      harbour.berths.insert(row.id, { amenities: [], covered: false, closed: false, ...fromRow(harbour, row) });
      added += 1;
    }
  }
  return { status: added + updated === 0 && errors.length > 0 ? "failed" : "done", added, updated, errors };
}

function faultOf(row: Row, fieldCount: number): string | undefined {
  if (fieldCount !== columns.length) return `${fieldCount} fields, expected ${columns.length}`;
  if (!/^[A-F]-[0-9]{2}$/.test(row.id)) return `${row.id} is no berth id`;
  if (!dockNames().includes(row.dock)) return `${row.dock} is no dock`;
  for (const column of ["length", "beam", "depth", "price"] as const) {
    if (!(Number(row[column]) > 0)) return `${column} must be a number above zero`;
  }
  return undefined;
}

type Imported = Pick<Berth, "id" | "dock" | "length" | "beam" | "depth" | "pricePerNight" | "updatedAt">;

function fromRow(harbour: Harbour, row: Row): Imported {
  return {
    id: row.id,
    dock: row.dock,
    length: Number(row.length),
    beam: Number(row.beam),
    depth: Number(row.depth),
    pricePerNight: euros(Number(row.price)),
    updatedAt: harbour.clock().toISOString(),
  };
}
