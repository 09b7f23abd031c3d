import type { ApiUpstream, OperationDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Api, Operation } from "../2-model/api.ts";
import { GeneratorError } from "../errors.ts";
import type { UpstreamOptions } from "../options.ts";
import type { NamedOrigins } from "./name-origins.ts";
import { planCredentials } from "./plan-credentials.ts";

/** What the API gets as credentials: the contract's part for the whole, and for each operation. */
export interface PlannedUpstream {
  /** Absent: plain `forward`. */
  readonly definition?: ApiUpstream;
  readonly byOperation: ReadonlyMap<Operation, NonNullable<OperationDefinition["credentials"]>>;
  /** Proposed token URLs, by variable. */
  readonly tokenUrls: Readonly<Record<string, string>>;
}

/** What is planned for. */
export interface UpstreamSubject {
  readonly api: Api;
  /** Those that become tools. */
  readonly operations: readonly Operation[];
  readonly origins: NamedOrigins;
}

/**
 * Checks the mode with its settings, and works out what the runtime needs of it.
 * @throws GeneratorError `bad-config` that lists everything wrong
 */
export function planUpstream(subject: UpstreamSubject, options: UpstreamOptions = {}): PlannedUpstream {
  const problems: string[] = [];
  checkKeys(options, problems);
  checkBaseUrl(options.baseUrl, problems);
  if (options.mode === "exchange") checkExchange(options, problems);
  if (options.mode === "credentials") checkRequirement(options.requires, problems);
  if (options.mode === "exchange") checkOrigins(options, subject, subject.operations, problems);
  const none: PlannedUpstream = { byOperation: new Map(), tokenUrls: {} };
  const planned = options.mode === "credentials" ? planCredentials(subject, problems) : undefined;
  if (planned !== undefined) checkOrigins(options, subject, [...planned.byOperation.keys()], problems);
  if (problems.length > 0)
    throw new GeneratorError("bad-config", problems.map((problem) => `upstream${problem}`).join("\n"));
  if (planned === undefined) return { ...none, ...definitionOf(options) };
  const { byOperation, schemes, tokenUrls } = planned;
  const { baseUrl, origins = [], requires } = options;
  const requirement =
    requires?.scope === undefined
      ? { claim: requires?.claim ?? "", values: requires?.values ?? [] }
      : { scope: requires.scope };
  const definition = {
    mode: "credentials" as const,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    requires: requirement,
    schemes,
    ...(origins.length === 0 ? {} : { origins }),
  };
  return { definition, byOperation, tokenUrls };
}

function definitionOf(options: UpstreamOptions): Pick<PlannedUpstream, "definition"> {
  const { baseUrl, clientId = "", origins = [] } = options;
  const shared = baseUrl === undefined ? {} : { baseUrl };
  if (options.mode !== "exchange") return baseUrl === undefined ? {} : { definition: { mode: "forward", ...shared } };
  const lists = (["audience", "resource", "tokenAudience"] as const).flatMap((key) => {
    const list = options[key] ?? [];
    return list.length === 0 ? [] : [[key, list] as const];
  });
  return {
    definition: {
      mode: "exchange",
      ...shared,
      clientId,
      ...Object.fromEntries(lists),
      ...(origins.length === 0 ? {} : { origins }),
    },
  };
}

const keysOf = {
  forward: ["mode", "baseUrl"],
  exchange: ["mode", "baseUrl", "clientId", "audience", "resource", "tokenAudience", "origins"],
  credentials: ["mode", "baseUrl", "requires", "origins"],
} as const;

/** A key of another mode would be without effect, and who wrote it believes otherwise. */
function checkKeys(options: UpstreamOptions, problems: string[]): void {
  const mode = options.mode ?? "forward";
  const allowed: readonly string[] = keysOf[mode];
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || allowed.includes(key)) continue;
    const modes = Object.entries(keysOf).filter(([, keys]) => keys.some((known) => known === key));
    problems.push(`.${key} is of mode ${modes.map(([name]) => name).join(" and ")}, but upstream.mode is ${mode}.`);
  }
}

/** Tokens pass there: https, or plain http that stays on this machine (RFC 6750, 5.2). */
function checkBaseUrl(baseUrl: string | undefined, problems: string[]): void {
  if (baseUrl === undefined) return;
  const url = URL.parse(baseUrl);
  const isPlain = url !== null && !/[?#]/.test(baseUrl) && url.username === "" && url.password === "";
  const isLoopback = url !== null && /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname);
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    problems.push(".baseUrl must be an http(s) URL without user, query and fragment, like https://api.example.com/v1.");
  } else if (url.protocol === "http:" && !isLoopback) {
    problems.push(".baseUrl must be https: credentials pass there. Plain http is allowed on loopback only.");
  }
}

function checkExchange({ clientId = "", audience = [], resource = [] }: UpstreamOptions, problems: string[]): void {
  if (clientId === "")
    problems.push(
      ".clientId is missing: mode exchange needs the id of this server's own client, since an authorization server exchanges tokens for a client that it knows only. Its secret is OAUTH_CLIENT_SECRET of the environment.",
    );
  if (audience.length + resource.length === 0)
    problems.push(
      ".audience or upstream.resource is missing: mode exchange needs to say which API the token is for, as the authorization server names it.",
    );
  for (const one of resource) {
    if (!URL.canParse(one) || one.includes("#"))
      problems.push(`.resource: ${JSON.stringify(one)} must be an absolute URI without fragment (RFC 8707, 2).`);
  }
}

/** Without one, everybody with a token of the issuer would act as the server. */
function checkRequirement(requires: UpstreamOptions["requires"], problems: string[]): void {
  const { scope, claim, values = [] } = requires ?? {};
  if ((scope === undefined) === (claim === undefined)) {
    problems.push(
      ".requires must be { scope } or { claim, values }: in mode credentials every caller acts with the server's own rights, so one of them must say who may.",
    );
  } else if (claim !== undefined && (claim === "" || values.length === 0)) {
    problems.push(".requires.values is missing: name the values of the claim of which a caller's token must have one.");
  } else if (scope !== undefined && values.length > 0) {
    problems.push(".requires.values goes with a claim, not with a scope.");
  }
}

/** Further origins may belong to somebody else: they get the API's tokens and keys where the config names them, only. */
function checkOrigins(
  { origins = [], mode }: UpstreamOptions,
  subject: UpstreamSubject,
  credited: readonly Operation[],
  problems: string[],
): void {
  const known = subject.origins.definitions.map(({ name }) => name);
  for (const name of origins) {
    if (known.includes(name)) continue;
    const which = known.length === 0 ? "the document has none" : `the document has ${known.join(", ")}`;
    problems.push(`.origins: "${name}" is no further origin of this API; ${which}.`);
  }
  const unnamed = new Set(credited.flatMap((operation) => subject.origins.byOperation.get(operation) ?? []));
  for (const name of [...unnamed].filter((one) => !origins.includes(one)).toSorted())
    problems.push(
      `.origins does not name ${name}, to which operations go that need credentials: in mode ${mode} those go to the API alone unless you say so. Name it, or exclude the operations.`,
    );
}
