import { environmentVariables, originVariablePrefix } from "../../templates/src/runtime/environment.ts";
import type { DeployTarget } from "../options.ts";
import type { Surface, SurfaceService, SurfaceTool, Target } from "../3-surface/surface.ts";
import { dotenvValue } from "./quote/shell.ts";
import { schemeVariables, type UpstreamView, upstreamView } from "./upstream-view.ts";

/** One environment variable, as README and `.env.example` show it. */
export interface VariableView {
  readonly name: string;
  readonly meaning: string;
  /** Empty when nothing holds by default. */
  readonly default: string;
  readonly required: boolean;
  /** What the document proposes, as it stands there; empty when it proposes nothing that can be written down. */
  readonly proposal: string;
  /** Whether it holds a credential, or may. */
  readonly secret: boolean;
  /** Whether it is a number that bounds something. */
  readonly isLimit: boolean;
}

/** What `README.md.hbs` needs. */
export interface ReadmeView {
  readonly name: string;
  readonly title: string;
  readonly apiVersion: string;
  readonly generatorVersion: string;
  readonly toolCount: number;
  /** What is required first. */
  readonly settings: readonly VariableView[];
  readonly limits: readonly VariableView[];
  readonly proposals: readonly { readonly name: string; readonly value: string }[];
  readonly scopes: readonly string[];
  readonly services: readonly ServiceView[];
  readonly upstream: UpstreamView;
  /** What there are files to be deployed with. */
  readonly deploy: { readonly [target in DeployTarget]: boolean };
  readonly targets: readonly TargetView[];
  /** Whether it can serve the deprecated HTTP+SSE transport. */
  readonly legacySse: boolean;
  readonly page: boolean;
  readonly metrics: boolean;
  /** Size of the contract tests' document in KiB; absent without contract tests. */
  readonly contract?: { readonly kibibytes: number };
}

/** What the README depends on besides the surface. */
export interface ReadmeFacts {
  readonly generatorVersion: string;
  /** The contract tests' document, when there is one. */
  readonly contract?: string | undefined;
  readonly deploy: readonly DeployTarget[];
}

/** How a further target's entry is started. */
interface TargetView {
  readonly target: Target;
  readonly place: string;
  readonly start: string;
}

const targetViews: readonly TargetView[] = [
  { target: "stdio", place: "stdio, with the user's token in MCP_TOKEN", start: "node dist/stdio.js" },
  { target: "workers", place: "Cloudflare Workers, as wrangler.jsonc says", start: "npx wrangler deploy" },
  { target: "deno", place: "Deno", start: "deno run --allow-net --allow-env src/deno.ts" },
  { target: "bun", place: "Bun", start: "bun src/bun.ts" },
  { target: "lambda", place: "AWS Lambda (payload format 2.0), the function handler of", start: "src/lambda.ts" },
];

interface ServiceView {
  readonly name: string;
  readonly tools: readonly ToolView[];
}

interface ToolView {
  readonly name: string;
  readonly request: string;
  readonly scopes: readonly (readonly string[])[];
  readonly hints: readonly string[];
}

/** Everything that the README says about a surface. */
export function readmeView(surface: Surface, { generatorVersion, contract, deploy }: ReadmeFacts): ReadmeView {
  const { name, title, version, scopes } = surface.api;
  const variables = variableViews(surface);
  return {
    name,
    title,
    apiVersion: version,
    generatorVersion,
    toolCount: surface.services.reduce((sum, { tools }) => sum + tools.length, 0),
    settings: variables.filter(({ isLimit }) => !isLimit).toSorted((a, b) => Number(b.required) - Number(a.required)),
    limits: variables.filter(({ isLimit }) => isLimit),
    proposals: variables
      .filter(({ proposal }) => proposal !== "")
      .map(({ name: variable, proposal }) => ({ name: variable, value: proposal })),
    scopes: scopes.supported,
    services: surface.services.map(serviceView),
    upstream: upstreamView(surface),
    deploy: chosenTargets(deploy),
    legacySse: surface.features.has("legacy-sse"),
    page: surface.features.has("page"),
    metrics: surface.features.has("metrics"),
    targets: targetViews.filter(({ target }) => surface.features.has(target)),
    ...(contract === undefined
      ? {}
      : { contract: { kibibytes: Math.ceil(new TextEncoder().encode(contract).length / 1024) } }),
  };
}

function chosenTargets(chosen: readonly DeployTarget[]): ReadmeView["deploy"] {
  const has = (target: DeployTarget): boolean => chosen.includes(target);
  return {
    docker: has("docker"),
    kubernetes: has("kubernetes"),
    nginx: has("nginx"),
    registry: has("registry"),
    systemd: has("systemd"),
  };
}

/** The variables that the server reads, those of its further origins included. */
export function variableViews(surface: Surface): readonly VariableView[] {
  const proposals = new Map([
    ["OAUTH_ISSUER", surface.proposals.issuer],
    ["API_BASE_URL", surface.proposals.apiBaseUrl],
  ]);
  const generated = generatedDefaults(surface.api);
  const used = environmentVariables.filter(({ feature }) => feature === undefined || surface.features.has(feature));
  const known = used.map((variable) => ({
    name: variable.name,
    meaning: variable.meaning,
    default: generated.get(variable.name) ?? variable.default ?? "",
    required: variable.required && !generated.has(variable.name),
    proposal: proposals.get(variable.name) ?? "",
    secret: variable.secret ?? false,
    isLimit: variable.isLimit ?? false,
  }));
  const origins = surface.api.origins.map((origin) => ({
    name: originVariablePrefix + origin.name.toUpperCase(),
    meaning: "URL of a further origin, to which some tools send their requests",
    default: "none: those tools are refused",
    required: false,
    proposal: origin.proposed,
    secret: false,
    isLimit: false,
  }));
  return [...known, ...origins, ...schemeVariables(surface)].map((variable) => ({
    ...variable,
    proposal: writable(variable.proposal),
  }));
}

/** What the config gave instead of a default. Its values stand in `src/api.ts`. */
function generatedDefaults({ auth, upstream }: Surface["api"]): ReadonlyMap<string, string> {
  const names = [
    auth?.audience === undefined ? [] : ["OAUTH_AUDIENCE"],
    upstream?.baseUrl === undefined ? [] : ["API_BASE_URL"],
    upstream?.mode === "exchange" ? ["OAUTH_CLIENT_ID"] : [],
  ];
  return new Map(names.flat().map((name) => [name, "as in src/api.ts, from the config"]));
}

function writable(proposal: string): string {
  return dotenvValue(proposal) === undefined ? "" : proposal;
}

function serviceView(service: SurfaceService): ServiceView {
  return { name: service.name, tools: service.tools.map(toolView) };
}

function toolView({ definition }: SurfaceTool): ToolView {
  const { name, operation, scopes, annotations } = definition;
  const hints = [
    annotations.readOnlyHint ? "read-only" : "",
    annotations.destructiveHint ? "destructive" : "",
    annotations.idempotentHint ? "idempotent" : "",
    annotations.openWorldHint ? "" : "closed world",
  ];
  return { name, request: `${operation.method} ${operation.path}`, scopes, hints: hints.filter((hint) => hint !== "") };
}
