import type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
import type { ProgressEvent } from "./progress-event.ts";
import type { HomeLevel, ToolHints } from "../templates/src/runtime/surface-types.ts";

/** Which services become tools. A service named in both lists is excluded. */
export interface ServiceSelection {
  /** The excluded-services list. Compared as the document spells them; one that the document does not have is an error. */
  readonly exclude: readonly string[];
  /** When given, only these services. */
  readonly include?: readonly string[];
}

/** What a rule applies to: operations that fit every given key. At least one key is given. */
export interface OperationMatch {
  /** `operationId`, exactly. */
  readonly operation?: string;
  /** Path of the document; `*` stands for one segment or a part of it, `**` for any number of segments. */
  readonly path?: string;
  /** HTTP method, upper case. */
  readonly method?: string;
  /** One of the operation's tags, exactly. */
  readonly tag?: string;
}

/** A finer rule about operations. Rules apply in order; what a later one sets wins. */
export interface ToolRule {
  readonly match: OperationMatch;
  /** `true` leaves the operations out; `false` takes back what an earlier rule left out (not what `services` left out). */
  readonly exclude?: boolean;
  /** Tool name, `^[a-zA-Z0-9_-]{1,64}$`. The rule must fit exactly one operation. */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  /** Hints that replace those of the method and of `x-mcp`. */
  readonly hints?: Partial<ToolHints>;
  /** Scopes that replace those of the document's `security` and of `x-mcp`. */
  readonly scopes?: ScopeChoice;
  /** What becomes of single arguments, by the parameter's name in the document or the argument's in the tool. */
  readonly parameters?: Readonly<Record<string, ArgumentRule>>;
  /** The content type to send, for operations that declare several. Without effect where it is not declared. */
  readonly contentType?: string;
}

/** Characters of descriptions beyond which sentences that no correct call needs are left out. */
export interface DescriptionOptions {
  /** Of a tool's description, besides its summary. Default 300. */
  readonly tool?: number;
  /** Of an argument's description. Default 140. */
  readonly argument?: number;
}

/** How operations become tools, and how the tools are offered. */
export interface ToolOptions {
  /** Finer rules, in order: what a later one sets wins. Default: none. */
  readonly rules?: readonly ToolRule[];
  /** Every tool is listed, or they are found by search. `TOOL_MODE` wins at run time. Default: all. */
  readonly mode?: "all" | "search";
  /** Names of tools that are listed in search mode too. */
  readonly pinned?: readonly string[];
  /** Most tokens (o200k) that `tools/list` may cost; beyond it nothing is written. Default: no bound. */
  readonly maxTokens?: number;
  /** How short the document's descriptions are made; `full`: as it has them, up to 1,024 characters each. */
  readonly descriptions?: DescriptionOptions | "full";
  /** Which calls wait until the user has agreed. Default: none. */
  readonly confirm?: "never" | "destructive" | "writes";
  /** Leave out every operation whose tool would write. Default: false. */
  readonly readOnly?: boolean;
}

/** All of these scopes, or alternatives of which one is enough. Empty: no scope is needed, only a valid token. */
export type ScopeChoice = readonly string[] | readonly (readonly string[])[];

/** What a rule or `x-mcp` says about one argument. Each key on its own; what is not said stays. */
export interface ArgumentRule {
  /**
   * `true`: not in the tool's schema; sent with `value`, else with the default of its schema, else not at all.
   * `false`: shown after all, and no longer fixed.
   */
  readonly hidden?: boolean;
  /** Sent with every call, whatever the caller says; hidden therefore. Must fit the parameter's schema. */
  readonly value?: unknown;
  /** Name of the argument. The name on the wire stays. */
  readonly name?: string;
  /** Description shown to models. */
  readonly description?: string;
}

/** What the server's first 401 asks for (product.md, Tools). */
export type Baseline = "minimal" | "read" | "all";

/** How the scopes of the document, of tokens and of the authorization server's own language relate. */
export interface ScopeOptions {
  /** A scope -> the scopes that whoever has it has too. */
  readonly implies?: Readonly<Record<string, readonly string[]>>;
  /** What clients put before a scope when they ask for it: `api://app/` where tokens say `read`. */
  readonly prefix?: string;
  /** The same scope by scope: as the document has it -> as clients ask for it. Wins over the prefix. */
  readonly map?: Readonly<Record<string, string>>;
}

/** What the server is told of its callers and of its authorization server. */
export interface AuthOptions {
  readonly scopes?: ScopeOptions;
  /** Preset of the authorization server, when `OAUTH_PROVIDER` does not say. */
  readonly provider?: "keycloak" | "auth0" | "okta" | "entra" | "cognito" | "workos" | "google";
  /** Tools that a caller's scopes do not allow are listed, so that its client can step up, or hidden. */
  readonly unauthorizedTools?: "listed" | "hidden";
  /** Accepted audiences, when `OAUTH_AUDIENCE` does not say. Default: the resource. */
  readonly audience?: readonly string[];
  /** Whether the server can look opaque tokens up (RFC 7662). Always so with the provider google. */
  readonly introspection?: boolean;
  /** Whether the server can serve several tenants, each below its own path with its own issuer. */
  readonly tenants?: boolean;
}

/** What the API gets as credentials. Which keys go with which mode is checked when a project is planned. */
export interface UpstreamOptions {
  /** `forward` (default): the caller's verified token. `exchange`: RFC 8693. `credentials`: the server's own. */
  readonly mode?: "forward" | "exchange" | "credentials";
  /** The API, when `API_BASE_URL` does not say: https, or loopback. */
  readonly baseUrl?: string;
  /** `exchange`: this server's client id at the authorization server, when `OAUTH_CLIENT_ID` does not say. */
  readonly clientId?: string;
  /** `exchange`: RFC 8693, 2.1 `audience`. */
  readonly audience?: readonly string[];
  /** `exchange`: RFC 8693, 2.1 `resource`. */
  readonly resource?: readonly string[];
  /** `exchange`: what `aud` of the tokens that come back names, where it is neither of the two. */
  readonly tokenAudience?: readonly string[];
  /** `credentials`: who may use them, by a scope, or by a claim that has one of `values`. */
  readonly requires?: {
    readonly scope?: string;
    readonly claim?: string;
    readonly values?: readonly string[];
  };
  /** `exchange` and `credentials`: further origins, by name, that tokens and keys go to besides the API's. */
  readonly origins?: readonly string[];
}

/** What becomes of answers on their way to a model. */
export interface ResultOptions {
  /** Which tools take a JMESPath expression for parts of their answer: those that answer with lists, all that answer with JSON, or none. */
  readonly select?: "lists" | "all" | "off";
}

/** Options that the command line can give in a config's stead. */
export const overridableOptions = ["overlays", "refHosts", "refRoot", "services", "spec", "targets"] as const;
export type OverriddenOption = (typeof overridableOptions)[number];

/** The config file that options were read from. */
export interface ConfigSource {
  /** Absolute. */
  readonly file: string;
  /** The project's name in a config of several. */
  readonly project?: string;
  /** Options that do not come from it. */
  readonly overridden: readonly OverriddenOption[];
}

/** What a project can be given files to be deployed with. `kubernetes` brings the Dockerfile, since it needs an image. */
export const deployTargets = ["docker", "kubernetes", "nginx", "registry", "systemd"] as const;
export type DeployTarget = (typeof deployTargets)[number];

/** Everything `generate` needs. Only `spec` and `out` have no default; the defaults are those of {@link resolveOptions}. */
export interface GenerateOptions {
  /** The OpenAPI document: a file (absolute, or relative to the working directory) or an http(s) URL. */
  readonly spec: string;
  /** The project's folder (absolute, or relative to the working directory). */
  readonly out: string;
  /** Machine name of the server, `^[a-z0-9][a-z0-9-]*$`. Default: made from the document's title. */
  readonly name?: string;
  readonly services?: Partial<ServiceSelection>;
  readonly tools?: ToolOptions;
  readonly baseline?: Baseline;
  readonly auth?: AuthOptions;
  readonly upstream?: UpstreamOptions;
  readonly results?: ResultOptions;
  /** What the page at `/` says: how to connect (default), the tools too, or nothing: then it is not there. */
  readonly page?: HomeLevel;
  /** Names for the origins that operations have besides the API's: name -> URL as in the document. */
  readonly origins?: Readonly<Record<string, string>>;
  /** Where the server's replicas share what each must know of the others. Default: nowhere. */
  readonly sharedStore?: "redis";
  /** What the server tells of itself besides its log. Default: nothing. */
  readonly telemetry?: TelemetryOptions;
  /** Whether the server can offer the deprecated HTTP+SSE transport too. Node only. Default: false. */
  readonly legacySse?: boolean;
  /** Where the server is to run. Default: `node`, whose HTTP entry every project has. */
  readonly targets?: readonly Target[];
  /** Whose workflows the project gets. Default: `none`. */
  readonly ci?: ContinuousIntegration;
  /** What the project gets files to be deployed with. Default: `docker` alone. */
  readonly deploy?: readonly DeployTarget[];
  /** Refuse the document when an operation would be lost (a diagnostic of severity `error`). */
  readonly strict?: boolean;
  /** Replace files that were edited or are not ours; each is kept beside as `.orig`. */
  readonly force?: boolean;
  /** Take what the document proposes as issuer and origins, although it is not what was accepted before. */
  readonly accept?: boolean;
  /** Work everything out, write nothing. */
  readonly dryRun?: boolean;
  /** Overlay files (absolute, or relative to the working directory), applied to the document in this order before anything reads it. */
  readonly overlays?: readonly string[];
  /** Folder that references to other files must stay in. Default: the document's folder. */
  readonly refRoot?: string;
  /** Hosts whose files references may name, over https: `schemas.example.com`, with a port where it is not 443. Default: none. */
  readonly refHosts?: readonly string[];
  /** Where the options were read; noted in the manifest, so that `check` reads them there again. */
  readonly config?: ConfigSource;
  /** Called as work goes on, from inside `generate`; must not throw. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Called once with all findings, before the document is refused or anything is written. */
  readonly onDiagnostics?: (found: readonly LocatedDiagnostic[]) => void;
}

/** What the server tells of itself besides its log. Each is left out of a project that does not choose it. */
export interface TelemetryOptions {
  /** Prometheus metrics, on a port of their own where METRICS_PORT names one. */
  readonly metrics?: boolean;
  /** Traces and metrics over OTLP, as the OTEL_ variables say. */
  readonly otel?: boolean;
  /** A line for each call: who as a hash, which tool, how it ended. */
  readonly audit?: boolean;
}

/** Where a server can run: as an HTTP server on Node, for one client over stdio (also Node), and on other platforms. */
export const targetNames = ["node", "stdio", "workers", "deno", "bun", "lambda"] as const;
export type Target = (typeof targetNames)[number];

/** Whose workflows a project gets: regenerate, test and propose; check every pull request. */
export type ContinuousIntegration = "github" | "gitlab" | "none";

/** Everything `inspect` needs: what `generate` does, without what is about the folder. */
export type InspectOptions = Omit<GenerateOptions, "out" | "force" | "accept" | "dryRun" | "config">;

/** The options that shape the project's bytes, every default filled in. They are recorded in the manifest. */
export interface ShapingOptions {
  /** Absent: made from the document's title. */
  readonly name?: string;
  readonly services: ServiceSelection;
  readonly tools: ToolOptions;
  readonly baseline: Baseline;
  readonly auth?: AuthOptions;
  readonly upstream?: UpstreamOptions;
  readonly results?: ResultOptions;
  readonly page?: HomeLevel;
  readonly origins: Readonly<Record<string, string>>;
  readonly sharedStore?: "redis";
  readonly telemetry?: TelemetryOptions;
  readonly legacySse?: boolean;
  readonly targets?: readonly Target[];
  /** Absent: none. */
  readonly ci?: ContinuousIntegration;
  /** Absent: `docker`. */
  readonly deploy?: readonly DeployTarget[];
}

/** {@link GenerateOptions} with every default filled in. */
export interface ResolvedOptions extends ShapingOptions {
  readonly spec: string;
  readonly out: string;
  readonly strict: boolean;
  readonly force: boolean;
  readonly accept: boolean;
  readonly dryRun: boolean;
  readonly overlays: readonly string[];
  readonly refRoot?: string;
  readonly refHosts: readonly string[];
  readonly config?: ConfigSource;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly onDiagnostics: (found: readonly LocatedDiagnostic[]) => void;
}

/** Fills in the defaults. */
export function resolveOptions(options: GenerateOptions): ResolvedOptions {
  return {
    tools: {},
    baseline: "read",
    origins: {},
    strict: false,
    force: false,
    accept: false,
    dryRun: false,
    overlays: [],
    refHosts: [],
    onProgress: () => {},
    onDiagnostics: () => {},
    ...options,
    services: { exclude: [], ...options.services },
  };
}

/** The part of the options that the manifest records. */
export function shapingOptions(options: ShapingOptions): ShapingOptions {
  const {
    name,
    services,
    baseline,
    auth,
    results,
    page,
    upstream,
    origins,
    sharedStore,
    telemetry,
    legacySse,
    targets,
    ci,
    deploy,
  } = options;
  // A budget judges the surface and shapes nothing: raising it makes no project stale.
  const { maxTokens: _, ...tools } = options.tools;
  return {
    ...(name === undefined ? {} : { name }),
    services,
    tools,
    baseline,
    ...(auth === undefined ? {} : { auth }),
    ...(upstream === undefined ? {} : { upstream }),
    ...(results === undefined ? {} : { results }),
    ...(page === undefined ? {} : { page }),
    origins,
    ...(sharedStore === undefined ? {} : { sharedStore }),
    ...(telemetry === undefined ? {} : { telemetry }),
    ...(legacySse === undefined ? {} : { legacySse }),
    ...(targets === undefined ? {} : { targets }),
    ...(ci === undefined ? {} : { ci }),
    ...(deploy === undefined ? {} : { deploy }),
  };
}
