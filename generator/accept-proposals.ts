import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readLock } from "./4-emit/lock/read-lock.ts";
import { type AcceptedProposals, lockName } from "./4-emit/lock/surface-lock.ts";
import { GeneratorError } from "./errors.ts";

/** One proposal that is another than the one that was accepted. */
export interface ChangedProposal {
  /** As in `issuer`, `API base URL`, `origin uploads`. */
  readonly what: string;
  /** Absent: nothing was proposed. */
  readonly accepted?: string;
  readonly proposed?: string;
}

/** What the document proposes differently from what was accepted. */
export function changedProposals(accepted: AcceptedProposals, proposed: AcceptedProposals): readonly ChangedProposal[] {
  const before = flatten(accepted);
  const after = flatten(proposed);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((what) => before.get(what) !== after.get(what))
    .map((what) => {
      const [old, now] = [before.get(what), after.get(what)];
      return { what, ...(old !== undefined && { accepted: old }), ...(now !== undefined && { proposed: now }) };
    });
}

function flatten({ issuer, apiBaseUrl, origins }: AcceptedProposals): ReadonlyMap<string, string> {
  return new Map([
    ...(issuer === undefined ? [] : [["issuer", issuer] as const]),
    ...(apiBaseUrl === undefined ? [] : [["API base URL", apiBaseUrl] as const]),
    ...Object.entries(origins ?? {}).map(([name, url]) => [`origin ${name}`, url] as const),
  ]);
}

/**
 * Refuses to write a project whose document would have tokens come from or go to another place than the one that a person
 * accepted: a document decides neither, and a change of its proposal may be an attack on whoever copies `.env.example`.
 * @param out - the project's folder, absolute; one without a lock has accepted nothing yet
 * @throws GeneratorError `proposals-changed` with each change; `target-foreign` when the lock cannot be read
 */
export async function refuseChangedProposals(out: string, proposed: AcceptedProposals): Promise<void> {
  const file = join(out, lockName);
  const content = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR"))
      return undefined;
    throw error;
  });
  if (content === undefined) return;
  const changes = changedProposals(readLock(content, file).accepted, proposed);
  if (changes.length === 0) return;
  const lines = changes.map(
    ({ what, accepted, proposed: now }) => `  ${what}: ${accepted ?? "nothing"} -> ${now ?? "nothing"}`,
  );
  throw new GeneratorError(
    "proposals-changed",
    `The document now proposes another place for tokens than the one that was accepted:\n${lines.join("\n")}\n` +
      "If that is right, run again with --accept and review .env.example. Nothing was written.",
  );
}
