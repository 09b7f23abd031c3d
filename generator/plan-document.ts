import { locateDiagnostics } from "./1-spec/locate-diagnostics.ts";
import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import { loadDocument } from "./1-spec/load.ts";
import type { LoadedDocument } from "./1-spec/source-file.ts";
import type { Api, Place } from "./2-model/api.ts";
import { buildApi } from "./2-model/build-api.ts";
import { planSurface } from "./3-surface/plan-surface.ts";
import type { PlannedSurface } from "./3-surface/plan-surface.ts";
import { createDiagnostics, lostOperations } from "./diagnostics.ts";
import { GeneratorError } from "./errors.ts";
import { shapingOptions } from "./options.ts";
import type { ResolvedOptions } from "./options.ts";

/** Everything that is decided before a line is written. */
export interface PlannedDocument {
  readonly document: LoadedDocument;
  readonly api: Api;
  readonly surface: PlannedSurface;
  /** Operations of the document, those that could not be read included. */
  readonly operations: number;
  readonly found: readonly LocatedDiagnostic[];
  /** What could not become a tool, as `GET /berths`. */
  readonly lost: readonly string[];
}

/**
 * The first three stages, which `generate` and `inspect` share.
 * @throws GeneratorError for everything that is the user's to mend, and `document-strict` when an operation is lost and that was refused
 */
export async function planDocument(
  chosen: Omit<ResolvedOptions, "out" | "force" | "accept" | "dryRun" | "config">,
): Promise<PlannedDocument> {
  const diagnostics = createDiagnostics();
  chosen.onProgress({ stage: "reading" });
  const { spec, overlays, refRoot, refHosts } = chosen;
  const bounds = refRoot === undefined ? { refHosts } : { refRoot, refHosts };
  const document = await loadDocument(spec, { overlays, ...bounds }, diagnostics);
  chosen.onProgress({ stage: "modelling" });
  const api = buildApi(document, diagnostics);
  const unread = lostOperations(diagnostics.all).length;
  chosen.onProgress({ stage: "planning", total: api.operations.length, unit: "operations" });
  const surface = planSurface(api, shapingOptions(chosen), diagnostics);

  const found = locate(diagnostics.all, document);
  chosen.onDiagnostics(found);
  const lost = lostOperations(diagnostics.all);
  if (chosen.strict && diagnostics.all.some(({ severity }) => severity === "error"))
    throw new GeneratorError("document-strict", strictRefusal(chosen.spec, lost));
  return { document, api, surface, operations: api.operations.length + unread, found, lost };
}

/** So many lost operations are named; the findings have all. */
const named = 5;

function strictRefusal(spec: string, lost: readonly string[]): string {
  const rest = lost.length - named;
  const names = `${lost.slice(0, named).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const what = lost.length === 1 ? "1 operation would be lost" : `${lost.length} operations would be lost`;
  return `${spec}: ${what} (${names}), and --strict refuses that. Mend the document where the findings say.`;
}

/** Gives places their line and column, where the file's text is known. */
export function locatePlaces(
  places: readonly Place[],
  document: LoadedDocument,
): readonly (Place & Pick<LocatedDiagnostic, "position">)[] {
  const asked = places.map((place) => ({ code: "place", severity: "info" as const, message: "", place }));
  return locate(asked, document).map(({ place, position }) =>
    position === undefined ? place : { ...place, position },
  );
}

function locate(all: Parameters<typeof locateDiagnostics>[0], document: LoadedDocument): readonly LocatedDiagnostic[] {
  const sources = new Map(
    [...document.files.values(), ...document.overlays.map(({ file }) => file)].flatMap(({ name, text, format }) =>
      format === "text" ? [] : [[name, { text, format }] as const],
    ),
  );
  return locateDiagnostics(all, sources);
}
