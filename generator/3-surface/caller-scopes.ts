import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { UpstreamOptions } from "../options.ts";
import type { Choices } from "./resolve-choices.ts";
import { normalAlternatives } from "./scope-sets.ts";

/**
 * The scopes that a caller must have for an operation, as if somebody had chosen them. In mode `credentials` the document's are
 * about the clients of the API, which the server is, not about its callers: these need what the config requires, and what a rule
 * or `x-mcp` says.
 */
export function withCallerScopes(choices: Choices, { mode, requires }: UpstreamOptions = {}): Choices {
  if (mode !== "credentials") return choices;
  const required = requires?.scope === undefined ? [] : [requires.scope];
  const chosen = choices.scopes;
  const sets = chosen === undefined || chosen.value.length === 0 ? [[]] : chosen.value;
  return {
    ...choices,
    scopes: {
      value: normalAlternatives(sets.map((set) => [...set, ...required])),
      reason: chosen?.reason ?? {
        by: "default",
        because: "upstream.requires; the document's `security` is met by the server's own credentials",
      },
    },
  };
}

/** Metadata and first challenge name the required scope whatever the baseline is: without it no call succeeds. */
export function withRequiredScope(
  scopes: ApiDefinition["scopes"],
  { mode, requires }: UpstreamOptions = {},
): ApiDefinition["scopes"] {
  const required = requires?.scope;
  if (mode !== "credentials" || required === undefined) return scopes;
  const withIt = (list: readonly string[]): readonly string[] => [...new Set([...list, required])].toSorted();
  const { minimal, read, all } = scopes.baseline;
  return {
    ...scopes,
    supported: withIt(scopes.supported),
    baseline: { minimal: withIt(minimal), read: withIt(read), all: withIt(all) },
  };
}
