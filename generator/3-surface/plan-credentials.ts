import type { CredentialScheme, CredentialSet } from "../../templates/src/runtime/surface-types.ts";
import type { Api, Operation, SecurityRequirement, SecurityScheme } from "../2-model/api.ts";
import { snakeCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";

/** The server's own credentials: which schemes there are, and which of them each operation takes. */
export interface PlannedCredentials {
  readonly schemes: Readonly<Record<string, CredentialScheme>>;
  /** Operations that ask for something. */
  readonly byOperation: ReadonlyMap<Operation, readonly CredentialSet[]>;
  readonly tokenUrls: Readonly<Record<string, string>>;
}

/**
 * OpenAPI's alternatives (OR) of schemes (AND), as far as a server can have their credentials. An operation that no alternative
 * of can be met is told in `problems`: a call without credentials would only be refused by the API.
 */
export function planCredentials(
  { api, operations }: { readonly api: Api; readonly operations: readonly Operation[] },
  problems: string[],
): PlannedCredentials {
  const known = new Map(api.securitySchemes.map((scheme) => [scheme.name, scheme]));
  const planned = operations
    .filter(({ security }) => security.some((requirement) => requirement.length > 0))
    .map((operation) => [operation, setsOf(operation.security, known)] as const);
  const impossible = planned.filter(([, sets]) => sets.length === 0).map(([operation]) => operation);
  if (impossible.length > 0) problems.push(impossibleText(impossible, known));
  const used = new Set(planned.flatMap(([, sets]) => sets.flatMap((set) => Object.keys(set))));
  const schemes = nameVariables(api.securitySchemes.filter(({ name }) => used.has(name)));
  return {
    schemes,
    byOperation: new Map(planned),
    tokenUrls: Object.fromEntries(
      Object.entries(schemes).flatMap(([name, { variable }]) => {
        const proposed = known.get(name)?.proposedTokenUrl;
        return proposed === undefined || !URL.canParse(proposed) ? [] : [[`${variable}_TOKEN_URL`, proposed] as const];
      }),
    ),
  };
}

function setsOf(
  security: readonly SecurityRequirement[],
  known: ReadonlyMap<string, SecurityScheme>,
): readonly CredentialSet[] {
  return security.flatMap((requirement) => {
    const places = requirement.map(({ scheme }) => placeOf(known.get(scheme)));
    const isPossible = !places.includes(undefined) && new Set(places).size === places.length;
    // Scopes are asked of an authorization server; roles on other schemes (OpenAPI 3.1, 4.8.30) are not.
    const parts = requirement.map(({ scheme, scopes }) => [
      scheme,
      known.get(scheme)?.credential?.kind === "client" ? scopes.toSorted() : [],
    ]);
    return isPossible ? [Object.fromEntries(parts) as CredentialSet] : [];
  });
}

/** Where credentials stand in a request: two schemes cannot have the same place. Undefined: this server cannot send them. */
function placeOf(scheme: SecurityScheme | undefined): string | undefined {
  const kind = scheme?.credential;
  if (kind === undefined) return undefined;
  return kind.kind === "apiKey"
    ? `${kind.in} ${kind.in === "header" ? kind.name.toLowerCase() : kind.name}`
    : "header authorization";
}

/** `UPSTREAM_<SCHEME>`; every one of a clash carries a hash of its name, so that none changes when others come. */
function nameVariables(schemes: readonly SecurityScheme[]): Record<string, CredentialScheme> {
  const plain = schemes.map(({ name }) => snakeCase(name).toUpperCase());
  return Object.fromEntries(
    schemes
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(({ name, credential }) => {
        if (credential === undefined) return [];
        const wanted = snakeCase(name).toUpperCase();
        const isClear = wanted !== "" && plain.filter((other) => other === wanted).length === 1;
        const suffix = stableHash(name).toUpperCase();
        const variable = `UPSTREAM_${isClear ? wanted : [wanted, suffix].filter((part) => part !== "").join("_")}`;
        return [[name, { ...credential, variable }] as const];
      }),
  );
}

/** So many operations are named. */
const named = 5;

function impossibleText(operations: readonly Operation[], known: ReadonlyMap<string, SecurityScheme>): string {
  const rest = operations.length - named;
  const labels = operations.slice(0, named).map(({ method, path }) => `${method} ${path}`);
  const all = operations.flatMap(({ security }) => security.flat().map(({ scheme }) => scheme));
  const unfit = [...new Set(all)].filter((name) => placeOf(known.get(name)) === undefined);
  const why =
    unfit.length === 0
      ? "their schemes want one place in the request twice"
      : `a server cannot have credentials of ${unfit.map((name) => JSON.stringify(name)).join(", ")}`;
  return `: ${labels.join(", ")}${rest > 0 ? ` and ${rest} more` : ""} cannot be called in mode credentials: ${why}. It sends API keys, basic, bearer tokens and client-credentials tokens. Exclude these operations, or mend the document by an overlay.`;
}

/** Parameters that carry a key of a scheme are the server's business in this mode, and no arguments of a tool. */
export function withoutKeyParameters(api: Api): Api {
  const keys = new Set(api.securitySchemes.map((scheme) => placeOf(scheme)));
  const isKey = (place: string, name: string): boolean =>
    keys.has(`${place} ${place === "header" ? name.toLowerCase() : name}`);
  return {
    ...api,
    operations: api.operations.map((operation) => ({
      ...operation,
      parameters: operation.parameters.filter((parameter) => !isKey(parameter.in, parameter.name)),
    })),
  };
}
