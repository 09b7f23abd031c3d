import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { isAbsence } from "./lstat-or-absent.ts";
import { pathFault } from "./path-guard.ts";

/** Names inside a workspace: the new files, the backups of what they replace, and the journal. */
export const stagedFolder = "new";
export const backupFolder = "old";
export const journalFile = "journal.json";

/** What is about to be done to the target: enough to undo it. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Folders that the commit makes, outermost first. */
  readonly folders: readonly string[];
}

export interface JournalEntry {
  readonly path: string;
  readonly kind: "create" | "change" | "remove";
  /** `contentHash` of the new file; `remove` has none. */
  readonly sha256?: string | undefined;
}

const safePath = z.string().refine((path) => pathFault(path) === undefined);

const journalSchema = z.strictObject({
  entries: z.array(
    z.strictObject({ path: safePath, kind: z.enum(["create", "change", "remove"]), sha256: z.string().optional() }),
  ),
  folders: z.array(safePath),
});

/** Writes the journal in one step: it is whole or absent. From here on, the state before can be restored. */
export async function writeJournal(workspace: string, journal: Journal): Promise<void> {
  const draft = join(workspace, "journal.draft");
  await writeFile(draft, JSON.stringify(journal));
  await rename(draft, join(workspace, journalFile));
}

/** Reads the journal of an interrupted write; `undefined` when nothing in the target was touched yet. */
export async function readJournal(workspace: string): Promise<Journal | undefined> {
  try {
    return journalSchema.parse(JSON.parse(await readFile(join(workspace, journalFile), "utf8")));
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
