import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readLock } from "./4-emit/lock/read-lock.ts";
import { type AcceptedProposals, lockName } from "./4-emit/lock/surface-lock.ts";
import { isAbsence } from "./5-write/lstat-or-absent.ts";
import type { ChangedProposal } from "./check/check-result.ts";
import { GeneratorError } from "./errors.ts";

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

function flatten({ issuer, apiBaseUrl, origins, tokenUrls }: AcceptedProposals): ReadonlyMap<string, string> {
  return new Map([
    ...(issuer === undefined ? [] : [["issuer", issuer] as const]),
    ...(apiBaseUrl === undefined ? [] : [["API base URL", apiBaseUrl] as const]),
    ...Object.entries(origins ?? {}).map(([name, url]) => [`origin ${name}`, url] as const),
    ...Object.entries(tokenUrls ?? {}).map(([name, url]) => [`token URL ${name}`, url] as const),
  ]);
}

/**
 * Refuses to write a project whose document would have tokens come from or go to another place than the one that a person
 * accepted: a document decides neither, and a change of its proposal may be an attack on whoever copies `.env.example`.
 * @param out - the project's folder, absolute; one without a lock has accepted nothing yet
 * @throws GeneratorError `proposals-changed` with each change; `target-foreign` when the lock cannot be read
 */
export async function refuseChangedProposals(out: string, proposed: AcceptedProposals): Promise<void> {
  const accepted = await acceptedProposals(out);
  if (accepted === undefined) return;
  const changes = changedProposals(accepted, proposed);
  if (changes.length === 0) return;
  const lines = changes.map(
    ({ what, accepted: was, proposed: now }) => `  ${what}: ${was ?? "nothing"} -> ${now ?? "nothing"}`,
  );
  throw new GeneratorError(
    "proposals-changed",
    `The document now proposes another place for tokens than the one that was accepted:\n${lines.join("\n")}\n` +
      "If that is right, run again with --accept and review .env.example. Nothing was written.",
  );
}

/**
 * What was accepted when a project was generated; `undefined` where there is no lock.
 * @throws GeneratorError `target-foreign` when the lock cannot be read
 */
export async function acceptedProposals(out: string): Promise<AcceptedProposals | undefined> {
  const file = join(out, lockName);
  try {
    return readLock(await readFile(file, "utf8"), file).accepted;
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}
