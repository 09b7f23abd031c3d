import type { UpstreamOptions } from "./options.ts";
import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import type { Proposals } from "./3-surface/surface.ts";
import type { Manifest } from "./5-write/manifest.ts";
import type { WriteReport } from "./5-write/write-report.ts";

/** What `generate` did. */
export interface GenerateResult {
  /** Machine name of the server. */
  readonly name: string;
  readonly title: string;
  /** Operations of the document. */
  readonly operations: number;
  /** Tools of the project. */
  readonly tools: number;
  /** Operations that a list or rule of the user left out. */
  readonly excluded: number;
  /** Operations that could not become a tool, as `GET /berths`, or a path whose operations cannot be told: each has a diagnostic of severity `error`. */
  readonly lost: readonly string[];
  /** The services with tools, in the order of the surface. */
  readonly services: readonly { readonly name: string; readonly tools: number }[];
  /** How the tools are offered: all of them in the list, or by search. */
  readonly mode: "all" | "search";
  /** What `tools/list` costs a model (o200k): all of it, and the largest tools, the largest first. */
  readonly tokens: {
    readonly total: number;
    readonly largest: readonly { readonly tool: string; readonly tokens: number }[];
  };
  /** `scopes_supported`. */
  readonly scopes: readonly string[];
  /** What the API gets as credentials. */
  readonly upstream: NonNullable<UpstreamOptions["mode"]>;
  readonly proposals: Proposals;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** What happened to the files; with `dryRun`, what would happen. */
  readonly report: WriteReport;
  readonly manifest: Manifest;
}
