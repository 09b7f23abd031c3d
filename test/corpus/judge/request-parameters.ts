import type { DeclaredOperation, DeclaredParameter } from "./declared-operation.ts";
import { splitPairs } from "./decode-style.ts";

/** What the path's key says together with the declared parameters: every expression has one, and each stands where it is sent. */
export interface EffectiveParameters {
  readonly parameters: readonly DeclaredParameter[];
  /** `name=value` pairs that the key itself writes. */
  readonly literalQuery: readonly (readonly [name: string, raw: string])[];
  /** What the document has wrong here, in words. */
  readonly faults: readonly string[];
}

/**
 * Documents misspell path parameters and write queries into keys. The plain intent counts: an expression without a parameter is a
 * required string, unless exactly one path parameter is left over; one that stands nowhere is not sent.
 */
export function effectiveParameters(operation: DeclaredOperation): EffectiveParameters {
  const faults: string[] = [];
  const expressions = [...new Set([...operation.path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name))];
  const inKey = splitPairs(operation.query).map(({ name, raw }) => ({
    name,
    raw,
    expression: /^\{([^{}]+)\}$/.exec(raw)?.[1],
  }));
  const fromKey = inKey.flatMap(({ name, expression }) => (expression === undefined ? [] : [{ name, expression }]));
  const replaced = new Set<DeclaredParameter>();
  const queryFromKey = fromKey.map(({ name, expression }): DeclaredParameter => {
    const declared = operation.parameters.find(
      (parameter) =>
        (parameter.in === "path" && parameter.name === expression) ||
        (parameter.in === "query" && parameter.name === name),
    );
    if (declared !== undefined) replaced.add(declared);
    faults.push(`the path's key writes the query parameter ${name}`);
    return { ...(declared ?? { required: true, allowsEmpty: false }), name, in: "query", style: "form", explode: true };
  });
  const others = operation.parameters.filter((parameter) => !replaced.has(parameter));
  const declared = new Set(others.filter(isPath).map(({ name }) => name));
  const undeclared = expressions.filter((name) => !declared.has(name));
  const unmatched = others.filter((parameter) => isPath(parameter) && !expressions.includes(parameter.name));
  if (undeclared.length > 0) faults.push(`no parameter declares ${undeclared.map((name) => `{${name}}`).join(", ")}`);
  if (unmatched.length > 0) faults.push(`the path has no {${unmatched.map(({ name }) => name).join("}, {")}}`);
  const [only] = undeclared;
  const isMisspelt = undeclared.length === 1 && unmatched.length === 1 && only !== undefined;
  const kept = others.flatMap((parameter) => {
    if (!unmatched.includes(parameter)) return [parameter];
    return isMisspelt ? [{ ...parameter, name: only }] : [];
  });
  const added = isMisspelt
    ? []
    : undeclared.map((name): DeclaredParameter => ({
        name,
        in: "path",
        required: true,
        style: "simple",
        explode: false,
        allowsEmpty: false,
      }));
  return {
    parameters: [...added, ...kept, ...queryFromKey],
    literalQuery: inKey
      .filter(({ expression }) => expression === undefined)
      .map(({ name, raw }) => [name, raw] as const),
    faults,
  };
}

function isPath({ in: place }: DeclaredParameter): boolean {
  return place === "path";
}
