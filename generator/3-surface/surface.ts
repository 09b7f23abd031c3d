/** The surface: everything stage 4 needs to write a project, decided. Types only. */
import type { ApiDefinition, JsonSchema, ToolDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Place } from "../2-model/api.ts";

/** The surface of a server: its tools, sorted by service and name, and what they share. */
export interface Surface {
  readonly api: ApiDefinition;
  readonly services: readonly SurfaceService[];
  /**
   * Shared schemas by name, sorted: only those some tool reaches. `types` are written as TypeScript types into
   * `src/types.ts`; `schemas` (those that input schemas reach) also as data into `src/schemas.ts`.
   */
  readonly types: ReadonlyMap<string, JsonSchema>;
  readonly schemas: ReadonlyMap<string, JsonSchema>;
  readonly features: ReadonlySet<Feature>;
  /** What the document proposes, for `.env.example` and the README. */
  readonly proposals: Proposals;
}

/** Optional runtime features: files and dependencies that a project only has when it uses them. */
export type Feature =
  | "audit"
  | "introspection"
  | "metrics"
  | "legacy-sse"
  | "multipart-answers"
  | "otel"
  | "page"
  | "redis"
  | "select"
  | "tenants"
  | "token-exchange"
  | "upstream-credentials"
  | "xml-bodies"
  | Target;

/** Where a project's server can run besides Node's own HTTP server: each has an entry of its own. */
export type Target = "bun" | "deno" | "lambda" | "stdio" | "workers";

export interface SurfaceService {
  /** As the document has it (a tag, or a path segment). */
  readonly name: string;
  /** Unique file name without extension: `^[a-z0-9][a-z0-9-]*$`, never `index`. */
  readonly file: string;
  readonly tools: readonly SurfaceTool[];
}

export interface SurfaceTool {
  /** `inputSchema` refers to shared schemas as `#/$defs/Name` and has no `$defs` of its own; stage 4 adds them. */
  readonly definition: ToolDefinition;
  /** Names in {@link Surface.schemas} that the input schema reaches, sorted. */
  readonly reaches: readonly string[];
  /** What a successful answer holds; refers to shared types as `#/$defs/Name`. */
  readonly output: ToolOutput;
  /** PascalCase prefix of the tool's type names, unique in the surface. */
  readonly typeName: string;
  /** camelCase name of the exported constant, unique in the surface and no reserved word. */
  readonly constantName: string;
  readonly place: Place;
}

/** What a tool's output type says. `json` may be a union of several declared schemas (`anyOf`). */
export interface ToolOutput {
  readonly json?: JsonSchema;
  /** A text answer is declared. */
  readonly text: boolean;
  /** An answer of other bytes is declared. */
  readonly bytes: boolean;
  /** An answer without a body is declared. */
  readonly empty: boolean;
}

/** The document only proposes; the operator decides (product.md, Without a config). */
export interface Proposals {
  readonly apiBaseUrl?: string;
  readonly issuer?: string;
  /** Token URLs of client-credentials flows, by the variable that would hold them. */
  readonly tokenUrls?: Readonly<Record<string, string>>;
}
