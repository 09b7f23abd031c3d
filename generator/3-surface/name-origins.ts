import type { OriginDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Api, Operation } from "../2-model/api.ts";
import { snakeCase } from "../identifier-case.ts";
import { stableHash } from "../stable-hash.ts";

/** The further origins that operations name, and which operation goes to which. */
export interface NamedOrigins {
  readonly definitions: readonly OriginDefinition[];
  readonly byOperation: ReadonlyMap<Operation, string>;
}

/**
 * Operation-level and path-level servers that the API's base URL does not cover. Relative URLs and those with unresolved
 * variables are covered by it; every other one gets a name: the user's, the document's, or one made of its host and path.
 * @param given names of the user's choice -> URL as in the document
 */
export function nameOrigins(
  api: Api,
  operations: readonly Operation[],
  given: Readonly<Record<string, string>>,
): NamedOrigins {
  const covered = new Set(api.servers.map(normalized));
  const wanted = new Map<Operation, string>();
  const named = new Map<string, string>();
  for (const operation of operations) {
    const first = operation.servers?.[0];
    if (
      first !== undefined &&
      isAbsolute(first) &&
      !operation.servers?.some((server) => covered.has(normalized(server)))
    ) {
      wanted.set(operation, normalized(first));
      const name = documentName(operation.serverName);
      const known = named.get(normalized(first));
      if (name !== undefined && (known === undefined || name < known)) named.set(normalized(first), name);
    }
  }
  const urls = [...new Set(wanted.values())].toSorted();
  const names = namesOf(
    urls,
    new Map([...named, ...Object.entries(given).map(([name, url]) => [normalized(url), name] as const)]),
  );
  return {
    definitions: urls.map((url) => ({ name: names.get(url) ?? "", proposed: url })),
    byOperation: new Map([...wanted].map(([operation, url]) => [operation, names.get(url) ?? ""])),
  };
}

function namesOf(urls: readonly string[], given: ReadonlyMap<string, string>): Map<string, string> {
  const wanted = new Map(urls.map((url) => [url, given.get(url) ?? nameOf(url)]));
  const counts = new Map<string, number>();
  for (const name of wanted.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map(
    [...wanted].map(([url, name]) => [url, (counts.get(name) ?? 0) > 1 ? `${name}_${stableHash(url)}` : name]),
  );
}

function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const name = snakeCase(`${hostname} ${pathname}`).slice(0, 48);
  return /^[a-z]/.test(name) ? name : `origin_${name || stableHash(url)}`;
}

/** A server's name in the document (OpenAPI 3.2), as config and environment can spell it. */
function documentName(name: string | undefined): string | undefined {
  const spelt = snakeCase(name ?? "").slice(0, 48);
  return /^[a-z][a-z0-9_]*$/.test(spelt) ? spelt : undefined;
}

function normalized(url: string): string {
  return url.replace(/\/+$/, "");
}

function isAbsolute(url: string): boolean {
  return /^https?:\/\//i.test(url) && !/[{}]/.test(url) && URL.canParse(url);
}
