import type { DatabaseSync } from "node:sqlite";
import type { Movement } from "./model.ts";

/** Creates the table of arrivals and departures. */
export function createMovements(database: DatabaseSync): void {
  database.exec(`CREATE TABLE IF NOT EXISTS movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT, vessel TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
    at_ms INTEGER NOT NULL, berth TEXT, readings TEXT NOT NULL) STRICT`);
}

/** Logs a movement. */
export function recordMovement(database: DatabaseSync, vesselId: string, movement: Omit<Movement, "id">): Movement {
  const { kind, at, berthId, readings } = movement;
  const insert = database.prepare(
    "INSERT INTO movements (vessel, kind, at, at_ms, berth, readings) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
  );
  const row = insert.get(vesselId, kind, at, Date.parse(at), berthId ?? null, JSON.stringify(readings ?? {}));
  return { id: Number(row?.["id"]), ...movement };
}

/** A vessel's movements, latest first. `since` is compared as a moment, whatever its offset. */
export function listMovements(
  database: DatabaseSync,
  query: { readonly vesselId: string; readonly since: string | undefined; readonly limit: number },
): Movement[] {
  const select = database.prepare(
    "SELECT id, kind, at, berth, readings FROM movements WHERE vessel = ? AND at_ms >= ? ORDER BY at_ms DESC, id DESC LIMIT ?",
  );
  const since = query.since === undefined ? 0 : Date.parse(query.since);
  return select.all(query.vesselId, since, query.limit).map((row) => ({
    id: Number(row["id"]),
    kind: row["kind"] === "departure" ? "departure" : "arrival",
    at: String(row["at"]),
    berthId: row["berth"] === null ? null : String(row["berth"]),
    readings: JSON.parse(String(row["readings"])) as Record<string, number>,
  }));
}
