import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import type { SourcePosition } from "./1-spec/locate.ts";
import type { Place } from "./2-model/api.ts";
import type { Cause, Decision } from "./3-surface/decisions.ts";
import type { Proposals } from "./3-surface/surface.ts";
import type { Baseline } from "./options.ts";
import type {
  ApiScopes,
  ApiUpstream,
  JsonSchema,
  JsonSchemaObject,
  OriginDefinition,
  ParameterLocation,
  ToolHints,
} from "../templates/src/runtime/surface-types.ts";

/**
 * What `inspect` finds: what `generate` would make of a document, and why. `slipway inspect --json` prints it. Members may be
 * added; those here keep their names and meaning.
 */
export interface InspectResult {
  /** Machine name of the server. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Operations of the document: `tools`, `excluded` and `lost` together. */
  readonly operations: number;
  readonly tools: number;
  /** Operations that a list or rule of the user or an `x-mcp` leaves out. */
  readonly excluded: number;
  /** Operations that cannot become a tool, as `GET /berths`, or a path whose operations cannot be told: the findings of severity `error` say why. */
  readonly lost: readonly string[];
  /** Every service of the document, by name. */
  readonly services: readonly InspectedService[];
  /** Schemas that input schemas refer to, by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** How the tools are offered: all of them in the list, or by search. */
  readonly mode: "all" | "search";
  /** What `tools/list` costs a model (o200k); services and tools have their own share. */
  readonly tokens: number;
  /** The tools that cost most, the largest first: at most ten. */
  readonly largest: readonly { readonly tool: string; readonly tokens: number }[];
  readonly scopes: InspectedScopes;
  /** Further origins, which config must name before tokens go there. */
  readonly origins: readonly InspectedOrigin[];
  /** What the API gets as credentials, and what that needs. */
  readonly upstream: InspectedUpstream;
  /** What the document proposes for `API_BASE_URL` and `OAUTH_ISSUER`. */
  readonly proposals: Proposals;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** A service with its operations. */
export interface InspectedService {
  readonly name: string;
  /** Tokens of its tools in `tools/list`. */
  readonly tokens: number;
  /** Sorted by name. */
  readonly tools: readonly InspectedTool[];
  /** Operations without a tool, in the document's order. */
  readonly skipped: readonly InspectedOperation[];
}

/** A place with its line and column, where the file's text is known. */
export interface InspectedPlace extends Place {
  readonly position?: SourcePosition;
}

/** One operation of the document. */
export interface InspectedOperation extends Omit<Decision, "place" | "causes"> {
  readonly place: InspectedPlace;
  readonly causes: readonly InspectedCause[];
}

/** Why one thing is as it is. */
export interface InspectedCause extends Omit<Cause, "place"> {
  readonly place?: InspectedPlace;
}

/** One tool. */
export interface InspectedTool extends InspectedOperation {
  readonly outcome: "tool";
  /** Tokens of it in `tools/list`. */
  readonly tokens: number;
  readonly title: string;
  readonly description: string;
  readonly annotations: ToolHints;
  /** Alternatives (OR) of sets (AND), the preferred one first. */
  readonly scopes: readonly (readonly string[])[];
  readonly arguments: readonly InspectedArgument[];
  /** What models see of the arguments; refers to {@link InspectResult.schemas} as `#/$defs/Name`. */
  readonly inputSchema: JsonSchemaObject;
  readonly contentType?: string;
  /** Name of the further origin that it goes to; absent: `API_BASE_URL`. */
  readonly origin?: string;
  /** Findings about this operation and what it refers to: what was repaired or degraded. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** One argument of a tool, or a parameter that is sent without being one. */
export interface InspectedArgument {
  /** Name in the tool. */
  readonly name: string;
  readonly in: ParameterLocation | "body";
  /** Name on the wire; of a whole body, empty. */
  readonly wireName: string;
  readonly required: boolean;
  /** Not in the tool's schema. */
  readonly hidden: boolean;
  /** What is always sent. */
  readonly value?: unknown;
}

/** The scopes of the server. */
export interface InspectedScopes {
  /** `scopes_supported`, each with the tools that prefer it. */
  readonly supported: readonly { readonly scope: string; readonly tools: readonly string[] }[];
  /** Every scope that the document declares, that a tool could be called with, or that comes with one of those; by name. */
  readonly explained: readonly InspectedScope[];
  /** What the first 401 asks for, by setting. */
  readonly baselines: ApiScopes["baseline"];
  /** The setting that is chosen. */
  readonly baseline: Baseline;
}

/** One scope. Tools are named in their order. */
export interface InspectedScope {
  readonly scope: string;
  /** Security schemes whose flows list it. */
  readonly declaredBy: readonly string[];
  /** How clients ask for it, where that is another name. */
  readonly asked?: string;
  /** Scopes that come with it, every step followed. */
  readonly implies: readonly string[];
  /** Scopes that it comes with. */
  readonly impliedBy: readonly string[];
  /** Tools that ask for it. */
  readonly preferredBy: readonly string[];
  /** Tools that it is good for too, but that ask for another: `causes` of the tool says why. */
  readonly acceptedBy: readonly string[];
  /** Tools that a caller may call who has it alone. */
  readonly opens: readonly string[];
  /** Settings of the baseline with which the first 401 asks for it. */
  readonly baselines: readonly ("read" | "all")[];
}

/** The mode, as it stands in `src/api.ts`. */
export interface InspectedUpstream {
  readonly mode: ApiUpstream["mode"];
  /** `exchange` and `credentials`: as generated. */
  readonly settings?: ApiUpstream;
  /** Variables that must be set for it, besides those of every server: of `credentials` those of each scheme, and the tools that can use it. */
  readonly needs: readonly InspectedNeed[];
}

/** Variables of the environment that belong together. */
export interface InspectedNeed {
  /** The security scheme; absent in mode `exchange`. */
  readonly scheme?: string;
  readonly variables: readonly string[];
  readonly tools: readonly string[];
}

/** A further origin with the tools that go there. */
export interface InspectedOrigin extends OriginDefinition {
  readonly tools: readonly string[];
}
