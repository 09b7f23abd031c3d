import type {
  ApiUpstream,
  CredentialsUpstream,
  OperationDefinition,
} from "../../templates/src/runtime/surface-types.ts";
import type { Api, Operation } from "../2-model/api.ts";
import { GeneratorError } from "../errors.ts";
import type { UpstreamOptions } from "../options.ts";
import { checkOrigins, checkUpstream } from "./check-upstream.ts";
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
  const problems = checkUpstream(options);
  const planned = options.mode === "credentials" ? planCredentials(subject, problems) : undefined;
  if (planned !== undefined) checkOrigins(options, subject.origins, [...planned.byOperation.keys()], problems);
  if (options.mode === "exchange") checkOrigins(options, subject.origins, subject.operations, problems);
  if (problems.length > 0)
    throw new GeneratorError("bad-config", problems.map((problem) => `upstream${problem}`).join("\n"));
  if (planned === undefined) return { byOperation: new Map(), tokenUrls: {}, ...definitionOf(options) };
  const { byOperation, schemes, tokenUrls } = planned;
  return { definition: credentialsDefinition(options, schemes), byOperation, tokenUrls };
}

function credentialsDefinition(
  { baseUrl, origins = [], requires }: UpstreamOptions,
  schemes: CredentialsUpstream["schemes"],
): CredentialsUpstream {
  const { scope, claim = "", values = [] } = requires ?? {};
  return {
    mode: "credentials",
    ...(baseUrl === undefined ? {} : { baseUrl }),
    requires: scope === undefined ? { claim, values } : { scope },
    schemes,
    ...(origins.length === 0 ? {} : { origins }),
  };
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
