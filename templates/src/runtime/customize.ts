import { isScopeToken } from "./auth/token-scopes.ts";
import { ConfigError } from "./errors.ts";
import type { Log } from "./log.ts";
import { metaToolNames } from "./search/meta-tools.ts";
import type { ApiDefinition, ApiScopes, Customization, ExtraTool, OperationDefinition, Tool } from "./surface-types.ts";

/** What a server offers: the generator's part, or all of it. */
interface Offer {
  readonly api: ApiDefinition;
  readonly tools: readonly Tool[];
}

/**
 * Adds what `src/custom.ts` says to what was generated: further tools, and other descriptions. Done once, at the start:
 * from then on, a tool of one's own is listed, gated and validated as any other.
 * @throws ConfigError that lists the tools that cannot be added
 */
export function customize<Types>(generated: Offer, custom: Customization<Types>, log: Log): Offer {
  const extra: readonly (readonly [string, ExtraTool])[] = Object.entries(custom.tools ?? {});
  const names = new Set(generated.tools.map((tool) => tool.name));
  const problems = extra.flatMap(([name, tool]) => faultsOf(name, tool, names));
  if (problems.length > 0) throw new ConfigError(problems);
  const described = new Map<string, unknown>(Object.entries(custom.descriptions ?? {}));
  for (const name of described.keys())
    if (!names.has(name)) log.warn("src/custom.ts describes a tool that is not there", { tool: name });
  const tools = generated.tools.map((tool) => withDescription(tool, described.get(tool.name)));
  const added = extra.map(([name, tool]) => toTool(name, tool));
  return { api: { ...generated.api, scopes: withScopes(generated.api.scopes, added) }, tools: [...tools, ...added] };
}

function faultsOf(name: string, { scopes, inputSchema }: ExtraTool, generated: ReadonlySet<string>): readonly string[] {
  const of = `src/custom.ts, the tool ${JSON.stringify(name)}:`;
  return [
    ...(generated.has(name) ? [`${of} the document has a tool of that name; give yours another.`] : []),
    ...(metaToolNames.some((reserved) => reserved === name)
      ? [`${of} search mode has a tool of that name; give yours another.`]
      : []),
    ...(/^[a-zA-Z0-9_-]{1,64}$/.test(name) ? [] : [`${of} a name is 1 to 64 of A-Z a-z 0-9 _ -.`]),
    ...(scopes.flat().every(isScopeToken) ? [] : [`${of} one of its scopes cannot be written (RFC 6749, 3.3).`]),
    ...(inputSchema.type === "object" ? [] : [`${of} its inputSchema must have type "object".`]),
  ];
}

function withDescription(tool: Tool, description: unknown): Tool {
  return typeof description === "string" ? Object.freeze({ ...tool, description }) : tool;
}

/** What a tool of one's own sends, it says itself: no operation of the document stands behind it. */
const noOperation: OperationDefinition = Object.freeze({ method: "", path: "", parameters: [], responses: {} });

function toTool(name: string, extra: ExtraTool): Tool {
  const { title, description, annotations, inputSchema, scopes } = extra;
  return Object.freeze({
    name,
    title,
    description,
    service: "custom",
    annotations,
    inputSchema,
    scopes,
    operation: noOperation,
    handler: (input, api, context) => extra.handler(input, api, context),
  } satisfies Tool);
}

/** What the tools ask for is part of what the server asks for, as it is for generated tools. */
function withScopes({ supported, baseline, ...rest }: ApiScopes, added: readonly Tool[]): ApiScopes {
  const preferred = added.flatMap(({ scopes }) => scopes[0] ?? []);
  const reading = added.flatMap(({ scopes, annotations }) => (annotations.readOnlyHint ? (scopes[0] ?? []) : []));
  return {
    ...rest,
    supported: union(supported, preferred),
    baseline: { ...baseline, read: union(baseline.read, reading), all: union(baseline.all, preferred) },
  };
}

function union(scopes: readonly string[], more: readonly string[]): readonly string[] {
  return more.every((scope) => scopes.includes(scope)) ? scopes : [...new Set([...scopes, ...more])].toSorted();
}
