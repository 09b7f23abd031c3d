import { z } from "zod";
import type {
  AuthOptions,
  Baseline,
  ContinuousIntegration,
  DeployTarget,
  ResultOptions,
  Target,
  TelemetryOptions,
  ToolOptions,
  UpstreamOptions,
} from "../options.ts";
import { deployTargets, targetNames } from "../options.ts";
import { toolRuleSchema } from "./tool-rule.ts";

/** One project of a config file. Paths are relative to the config file. */
export interface ProjectConfig {
  /** The OpenAPI document: a file or an http(s) URL. */
  readonly spec?: string;
  /** The project's folder. */
  readonly out?: string;
  readonly name?: string;
  readonly services?: { readonly exclude?: readonly string[]; readonly include?: readonly string[] };
  readonly tools?: ToolOptions;
  readonly auth?: AuthOptions & { readonly baseline?: Baseline };
  readonly upstream?: UpstreamOptions;
  readonly results?: ResultOptions;
  readonly page?: "off" | "summary" | "tools";
  readonly origins?: Readonly<Record<string, string>>;
  readonly sharedStore?: "redis";
  readonly telemetry?: TelemetryOptions;
  readonly legacySse?: boolean;
  readonly targets?: readonly Target[];
  readonly ci?: ContinuousIntegration;
  readonly deploy?: readonly DeployTarget[];
  readonly strict?: boolean;
  readonly overlays?: readonly string[];
  readonly refRoot?: string;
  readonly refHosts?: readonly string[];
}

/** What a config file holds: one project, or several by name. */
export type Config = ProjectConfig | { readonly projects: Readonly<Record<string, ProjectConfig>> };

const text = z.string().min(1);
const names = z.array(text);

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/u, "a scope (RFC 6749, 3.3): no space, quote or backslash");

const scopes = z
  .strictObject({
    implies: z.record(scope, z.array(scope)).exactOptional().describe("A scope -> the scopes that come with it."),
    prefix: scope
      .exactOptional()
      .describe("What clients put before a scope when they ask for it, where tokens leave it out: api://app/."),
    map: z
      .record(scope, scope)
      .exactOptional()
      .describe("A scope as the document has it -> as clients ask for it. Wins over the prefix."),
  })
  .describe("How the scopes of the document, of tokens and of the authorization server relate.");

const characters = z.int().min(40).max(1024);

const descriptions = z
  .union(
    [
      z.literal("full"),
      z.strictObject({
        tool: characters.exactOptional().describe("Of a tool's description, besides its summary. Default: 300."),
        argument: characters.exactOptional().describe("Of an argument's description. Default: 140."),
      }),
    ],
    { error: '"full", or an object with tool, argument or both' },
  )
  .describe(
    "Characters of the document's descriptions beyond which sentences that no correct call needs are left out. full: every text as the document has it, up to 1,024 characters.",
  );
const upstreamSchema = z
  .strictObject({
    mode: z
      .enum(["forward", "exchange", "credentials"])
      .exactOptional()
      .describe(
        "forward (default): the caller's verified token, unchanged. exchange: a token of the API's own audience for each caller and operation (RFC 8693). credentials: the server's own, from the environment.",
      ),
    baseUrl: text.exactOptional().describe("The API, https or loopback. API_BASE_URL wins."),
    clientId: text
      .exactOptional()
      .describe("exchange: the server's client id at the authorization server. OAUTH_CLIENT_ID wins."),
    audience: names.exactOptional().describe("exchange: the audience to ask a token for. EXCHANGE_AUDIENCE wins."),
    resource: names.exactOptional().describe("exchange: the resource to ask a token for. EXCHANGE_RESOURCE wins."),
    tokenAudience: names
      .exactOptional()
      .describe("exchange: what aud of such a token names, where that is neither audience nor resource."),
    requires: z
      .strictObject({
        scope: scope.exactOptional().describe("A scope that every caller must have."),
        claim: text
          .exactOptional()
          .describe("A claim of the caller's token, by name or as a JSON Pointer: /realm_access/roles."),
        values: names.exactOptional().describe("Values of the claim, of which it must have one."),
      })
      .exactOptional()
      .describe("credentials: who may use the server's credentials: a scope, or a claim with its values."),
    origins: names
      .exactOptional()
      .describe("exchange and credentials: further origins, by name, that tokens and keys go to."),
  })
  .describe("What the API gets as credentials.");

/** One project. Every key is optional, because flags can give it. */
export const projectSchema: z.ZodType<ProjectConfig> = z.strictObject({
  spec: text.exactOptional().describe("The OpenAPI document: a file, relative to this config, or an http(s) URL."),
  out: text.exactOptional().describe("The folder of the generated project, relative to this config."),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, "lower-case letters, digits and -, beginning with a letter or digit")
    .exactOptional()
    .describe(
      "Machine name of the server: the package name and the MCP server name. Default: from the document's title.",
    ),
  services: z
    .strictObject({
      exclude: names.exactOptional().describe("Services (tags) whose operations are left out."),
      include: names.exactOptional().describe("When given, only these services."),
    })
    .exactOptional()
    .describe("Which services become tools."),
  tools: z
    .strictObject({
      mode: z
        .enum(["all", "search"])
        .exactOptional()
        .describe("Every tool is listed (all, the default), or they are found with search_tools. TOOL_MODE wins."),
      pinned: names.exactOptional().describe("Names of tools that are listed in search mode too."),
      maxTokens: z
        .int()
        .min(1)
        .exactOptional()
        .describe("Most tokens (o200k) that tools/list may cost; a larger surface is refused. Default: no bound."),
      descriptions: descriptions.exactOptional(),
      rules: z.array(toolRuleSchema).exactOptional().describe("Finer rules, by operation, path, method or tag."),
      confirm: z
        .enum(["never", "destructive", "writes"])
        .exactOptional()
        .describe(
          "Calls that wait until the user has agreed: none (default), those of destructive tools, or of all that write. TOOL_CONFIRM wins.",
        ),
      readOnly: z.boolean().exactOptional().describe("Leave out every operation that writes. Default: false."),
    })
    .exactOptional()
    .describe("How operations become tools, and how the tools are offered."),
  auth: z
    .strictObject({
      baseline: z
        .enum(["minimal", "read", "all"])
        .exactOptional()
        .describe("Scopes that the first 401 asks for: none, those of the read-only tools (default), or all."),
      scopes: scopes.exactOptional(),
      provider: z
        .enum(["keycloak", "auth0", "okta", "entra", "cognito", "workos", "google"])
        .exactOptional()
        .describe("Preset for an authorization server that departs from RFC 9068. OAUTH_PROVIDER wins."),
      unauthorizedTools: z
        .enum(["listed", "hidden"])
        .exactOptional()
        .describe(
          "Tools that a caller's scopes do not allow: listed (default), so that its client can step up, or hidden.",
        ),
      audience: names.exactOptional().describe("Accepted audiences. OAUTH_AUDIENCE wins. Default: the resource."),
      introspection: z
        .boolean()
        .exactOptional()
        .describe("Whether the server can look opaque tokens up (RFC 7662). Default: false."),
      tenants: z
        .boolean()
        .exactOptional()
        .describe("Whether the server can serve several tenants, each with an issuer of its own. Default: false."),
    })
    .exactOptional()
    .describe("What callers are asked for."),
  upstream: upstreamSchema.exactOptional(),
  results: z
    .strictObject({
      select: z
        .enum(["lists", "all", "off"])
        .exactOptional()
        .describe(
          "Which tools take a JMESPath expression for parts of their answer: those that answer with lists (default), all that answer with JSON, or none.",
        ),
    })
    .exactOptional()
    .describe("What becomes of answers on their way to a model."),
  page: z
    .enum(["off", "summary", "tools"])
    .exactOptional()
    .describe(
      "What the page at / says: how to connect (summary, default), the tools too, to whoever looks (tools), or nothing (off). HOME_PAGE wins.",
    ),
  origins: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/u, "a name of lower-case letters, digits and _"),
      z.url({ protocol: /^https?$/u, error: "an http(s) URL" }),
    )
    .exactOptional()
    .describe("Names for the further origins that operations go to: name -> URL as in the document."),
  sharedStore: z
    .enum(["redis"])
    .exactOptional()
    .describe("Whether the server can share what its replicas must know of one another, and where: at REDIS_URL."),
  telemetry: z
    .strictObject({
      metrics: z.boolean().exactOptional().describe("Prometheus metrics, on a port of their own: METRICS_PORT."),
      otel: z.boolean().exactOptional().describe("OpenTelemetry traces and metrics, as the OTEL_ variables say."),
      audit: z
        .boolean()
        .exactOptional()
        .describe(
          "A line for each call: who as a hash, which tool, how it ended. No arguments unless AUDIT_ARGUMENTS.",
        ),
    })
    .exactOptional()
    .describe(
      "What the server tells of itself besides its log. Each is false by default, and then not in the project.",
    ),
  legacySse: z
    .boolean()
    .exactOptional()
    .describe(
      "Whether the server can offer the deprecated HTTP+SSE transport too, for clients that know no other: with LEGACY_SSE=true. Node only.",
    ),
  targets: z
    .array(z.enum(targetNames))
    .exactOptional()
    .describe(
      "Where the server is to run. Node's HTTP entry is always there; each other target adds its own. Default: node.",
    ),
  ci: z
    .enum(["github", "gitlab", "none"])
    .exactOptional()
    .describe(
      "Whose workflows the project gets: they regenerate, test and propose, and check every pull request. Default: none.",
    ),
  deploy: z
    .array(z.enum(deployTargets))
    .exactOptional()
    .describe(
      "What the project gets files to be deployed with: docker, kubernetes, nginx, registry (server.json), systemd. Default: docker alone.",
    ),
  strict: z.boolean().exactOptional().describe("Refuse the document when an operation would be lost. Default: false."),
  overlays: names
    .exactOptional()
    .describe("OpenAPI Overlay files, relative to this config, applied to the document in this order."),
  refRoot: text
    .exactOptional()
    .describe("Folder that references to other files must stay in. Default: the document's folder."),
  refHosts: z
    .array(z.string().regex(/^[^\s/@?#*]+$/u, "a host alone, as in schemas.example.com"))
    .exactOptional()
    .describe("Hosts whose files references may name, over https. Default: none."),
});
