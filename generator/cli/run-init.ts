import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { GeneratorError } from "../errors.ts";
import { type InitChoices, proposeChoices } from "../init/init-choices.ts";
import { findDocuments, findWorkflows } from "../init/look-around.ts";
import { configNames, refuseExisting, writeConfig } from "../init/write-config.ts";
import type { InspectResult } from "../inspect-result.ts";
import type { AuthOptions } from "../options.ts";
import type { CliIo } from "./cli-io.ts";
import { harmlessJson, harmlessLines } from "./harmless.ts";
import type { InspectFunction } from "./run-inspect.ts";
import { countOf } from "./text-layout.ts";

/** What the flags of `init` say. */
export interface InitFlags {
  readonly spec?: string;
  readonly yes?: boolean;
  readonly out?: string;
  readonly name?: string;
  readonly target?: InitChoices["targets"];
  readonly excludeService?: readonly string[];
  readonly mode?: InitChoices["mode"];
  readonly confirm?: InitChoices["confirm"];
  readonly baseline?: InitChoices["baseline"];
  readonly issuer?: string;
  readonly provider?: NonNullable<AuthOptions["provider"]> | "none";
  readonly upstream?: InitChoices["upstream"]["mode"];
  readonly clientId?: string;
  readonly audience?: readonly string[];
  readonly requiresScope?: string;
  readonly ci?: InitChoices["ci"];
  readonly format?: "yaml" | "ts";
  readonly json?: boolean;
}

/** Asks a person; `undefined` when they would rather not go on. */
export interface InitQuestions {
  /** @param found - documents of the folder, to choose from */
  document(found: readonly string[]): Promise<string | undefined>;
  /** Asks for every choice whose flag is not given, beginning with what is proposed. */
  choices(proposed: InitChoices, found: InspectResult, given: InitFlags): Promise<InitChoices | undefined>;
}

/** What the command does its work with. */
export interface InitWork {
  readonly inspect: InspectFunction;
  readonly questions: () => Promise<InitQuestions>;
}

/**
 * The command `init`: looks at the document, asks where there is somebody to ask, writes the config.
 * @throws GeneratorError `bad-usage` when a config is there, an answer is missing or a choice is impossible
 */
export async function runInit(flags: InitFlags, io: CliIo, { inspect, questions }: InitWork): Promise<void> {
  refuseExisting(io.cwd);
  const asks = io.canAsk && flags.yes !== true && flags.json !== true ? await questions() : undefined;
  const documents = findDocuments(io.cwd);
  const named = flags.spec ?? (asks === undefined ? onlyDocument(documents) : await asks.document(documents));
  if (named === undefined) throw usage("Nothing was written.");
  const isUrl = /^https?:\/\//iu.test(named);
  const found = await inspect({ spec: isUrl ? named : resolve(io.cwd, named) });
  const { issuer } = flags;
  const facts = { spec: isUrl ? named : configPath(io.cwd, named), ci: findWorkflows(io.cwd) };
  const proposed = withFlags(proposeChoices(found, { ...facts, ...(issuer !== undefined && { issuer }) }), flags);
  const choices = asks === undefined ? proposed : await asks.choices(proposed, found, flags);
  if (choices === undefined) throw usage("Nothing was written.");
  assertWhole(choices, found);
  const file = join(io.cwd, configNames[flags.format ?? "yaml"]);
  await writeConfig({ file, choices, found, ...(issuer !== undefined && { issuer }) });
  io.stdout.write(flags.json === true ? describeJson(choices, found, flags) : describe(choices, found, flags));
}

function onlyDocument(documents: readonly string[]): string {
  const [first, ...others] = documents;
  if (first !== undefined && others.length === 0) return first;
  throw usage(
    first === undefined
      ? "There is no document. Name one, as in `slipway init openapi.yaml`."
      : `There are several documents: ${documents.join(", ")}. Name one, as in \`slipway init ${first}\`.`,
  );
}

/** Relative to the config, with slashes whatever the system. */
function configPath(cwd: string, spec: string): string {
  const path = relative(cwd, resolve(cwd, spec));
  return isAbsolute(path) ? path : path.split(sep).join("/");
}

function withFlags(proposed: InitChoices, flags: InitFlags): InitChoices {
  const { out, name, target, excludeService, mode, confirm, baseline, provider, ci } = flags;
  const { provider: guessed, ...rest } = proposed;
  const chosen = provider === undefined ? guessed : provider;
  return {
    ...rest,
    ...(out !== undefined && { out }),
    ...(name !== undefined && { name }),
    ...(target !== undefined && { targets: target }),
    ...(excludeService !== undefined && { exclude: excludeService }),
    ...(mode !== undefined && { mode }),
    ...(confirm !== undefined && { confirm }),
    ...(baseline !== undefined && { baseline }),
    ...(chosen !== undefined && chosen !== "none" && { provider: chosen }),
    ...(ci !== undefined && { ci }),
    upstream: upstreamOf(flags),
  };
}

function upstreamOf({ upstream = "forward", clientId, audience, requiresScope }: InitFlags): InitChoices["upstream"] {
  const extra: readonly (readonly [string, unknown, InitChoices["upstream"]["mode"]])[] = [
    ["--client-id", clientId, "exchange"],
    ["--audience", audience, "exchange"],
    ["--requires-scope", requiresScope, "credentials"],
  ];
  for (const [flag, value, mode] of extra)
    if (value !== undefined && upstream !== mode)
      throw usage(`${flag} goes with --upstream ${mode}, not with ${upstream}.`);
  return {
    mode: upstream,
    ...(clientId !== undefined && { clientId }),
    ...(audience !== undefined && { audience }),
    ...(requiresScope !== undefined && { requires: { scope: requiresScope } }),
  };
}

/** What `generate` would refuse is refused before anything is written. */
function assertWhole({ exclude, upstream }: InitChoices, { services }: InspectResult): void {
  const unknown = exclude.find((name) => services.every((service) => service.name !== name));
  if (unknown !== undefined)
    throw usage(`The document has no service "${unknown}". It has: ${services.map(({ name }) => name).join(", ")}.`);
  if (upstream.mode === "exchange" && (upstream.clientId === undefined || upstream.audience === undefined))
    throw usage("--upstream exchange needs --client-id and --audience: who asks, and for whom the API's tokens are.");
  if (upstream.mode === "credentials" && upstream.requires === undefined)
    throw usage("--upstream credentials needs --requires-scope: who may use the server's own credentials.");
}

/** What is to be done next, with what the server will need. */
function nextSteps({ out }: InitChoices, { proposals }: InspectResult, { issuer }: InitFlags): readonly string[] {
  const known = issuer ?? proposals.issuer;
  return [
    "slipway dev        runs it here, with a mock of the API and a sign-in",
    `slipway generate   writes the project to ${out}`,
    `where it runs      OAUTH_ISSUER${known === undefined ? "" : ` (${known})`} and API_BASE_URL${proposals.apiBaseUrl === undefined ? "" : ` (${proposals.apiBaseUrl})`} are set`,
  ];
}

function describe(choices: InitChoices, found: InspectResult, flags: InitFlags): string {
  const { tools, services, tokens, lost } = found;
  const lines = [
    `wrote ${configNames[flags.format ?? "yaml"]}: ${countOf(tools, "tool")} of ${countOf(services.length, "service")}, ${countOf(tokens, "token")} to list them`,
    ...(lost.length === 0
      ? []
      : [`${countOf(lost.length, "operation")} cannot become a tool: slipway inspect says why`]),
    "",
    ...nextSteps(choices, found, flags).map((step) => `  ${step}`),
  ];
  return `${harmlessLines(lines.join("\n"))}\n`;
}

function describeJson(choices: InitChoices, found: InspectResult, flags: InitFlags): string {
  const { tools, tokens, lost, proposals, diagnostics } = found;
  const facts = { file: configNames[flags.format ?? "yaml"], choices, tools, tokens, lost, proposals, diagnostics };
  return `${harmlessJson(facts)}\n`;
}

function usage(message: string): GeneratorError {
  return new GeneratorError("bad-usage", message);
}
