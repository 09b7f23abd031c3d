import type { DatabaseSync } from "node:sqlite";
import { Problem } from "./problem.ts";

/** A document with its version, which its ETag shows. */
export interface Stored<Value> {
  readonly id: string;
  readonly version: number;
  readonly value: Value;
}

/** Documents of one kind in a table of their own, by id. */
export interface Collection<Value> {
  /** All, by id. */
  all(): Stored<Value>[];
  get(id: string): Stored<Value> | undefined;
  insert(id: string, value: Value): Stored<Value>;
  /** @throws Problem 412 when `ifMatch` names none of the stored version */
  replace(stored: Stored<Value>, value: Value, ifMatch?: string): Stored<Value>;
  /** @throws Problem 412 when `ifMatch` names none of the stored version */
  remove(stored: Stored<Value>, ifMatch?: string): void;
  /** The id after the highest there ever was: `prefix` and four digits. */
  nextId(prefix: string): string;
}

/** Opens a collection, creating its table. The table's name comes from the code, never from a request. */
export function createCollection<Value>(database: DatabaseSync, table: string): Collection<Value> {
  database.exec(`
    CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  `);
  const selectAll = database.prepare(`SELECT id, version, body FROM ${table} ORDER BY id`);
  const selectOne = database.prepare(`SELECT id, version, body FROM ${table} WHERE id = ?`);
  const insert = database.prepare(`INSERT INTO ${table} (id, version, body) VALUES (?, 1, ?)`);
  const update = database.prepare(`UPDATE ${table} SET version = ?, body = ? WHERE id = ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE id = ?`);
  const count = database.prepare(
    "INSERT INTO counters (name, value) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
  );
  const fromRow = (row: Record<string, unknown>): Stored<Value> => ({
    id: String(row["id"]),
    version: Number(row["version"]),
    value: JSON.parse(String(row["body"])) as Value,
  });
  return {
    all: () => selectAll.all().map(fromRow),
    get(id) {
      const row = selectOne.get(id);
      return row && fromRow(row);
    },
    insert(id, value) {
      insert.run(id, JSON.stringify(value));
      return { id, version: 1, value };
    },
    replace(stored, value, ifMatch) {
      requireMatch(stored, ifMatch);
      const version = stored.version + 1;
      update.run(version, JSON.stringify(value), stored.id);
      return { id: stored.id, version, value };
    },
    remove(stored, ifMatch) {
      requireMatch(stored, ifMatch);
      remove.run(stored.id);
    },
    nextId: (prefix) => prefix + String(count.get(table)?.["value"]).padStart(4, "0"),
  };
}

/** The entity tag of a version (RFC 9110, 8.8.3). */
export function etagOf(stored: Stored<unknown>): string {
  return `"${stored.version}"`;
}

/** RFC 9110, 13.1.1. */
function requireMatch(stored: Stored<unknown>, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.trim() === "*") return;
  const current = etagOf(stored);
  if (ifMatch.split(",").some((tag) => tag.trim() === current)) return;
  throw new Problem(412, { detail: `It is at ${current} now, If-Match says ${ifMatch}. Read it again.` });
}
