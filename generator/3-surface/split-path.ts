import type { Operation, Parameter } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";

/** A path as requests need it: without query and fragment, with the parameters that its expressions name. */
export interface RequestPath {
  readonly path: string;
  /** Literal query of the path, without `?`. */
  readonly query?: string;
  readonly parameters: readonly Parameter[];
}

/**
 * Takes apart what documents write into path keys. A fragment only tells two operations of one path apart and is dropped.
 * A query (`/x?action=y&lat={lat}`) becomes literal text and query parameters. An expression without a parameter becomes a
 * required string, and a path parameter without an expression is matched to the only one left over or dropped; both are reported.
 */
export function splitPath(operation: Operation, diagnostics: Diagnostics): RequestPath {
  const [beforeFragment = ""] = operation.path.split("#");
  const [path, query = ""] = splitOnce(beforeFragment, "?");
  const inQuery = query.split("&").filter((part) => part !== "");
  const literal = inQuery.filter((part) => !/\{[^{}]+\}/.test(part)).join("&");
  const fromQuery = queryParameters(operation, inQuery);
  const others = operation.parameters.filter((parameter) => !fromQuery.some(({ replaces }) => replaces === parameter));
  const parameters = [
    ...matchExpressions(operation, path, others, diagnostics),
    ...fromQuery.map(({ parameter }) => parameter),
  ];
  return { path, ...(literal === "" ? {} : { query: literal }), parameters };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** `lat={lat}` in the path's query: a query parameter, however the document declares it. */
function queryParameters(
  operation: Operation,
  parts: readonly string[],
): { parameter: Parameter; replaces: Parameter | undefined }[] {
  return parts.flatMap((part) => {
    const match = /^([^={}]+)=\{([^{}]+)\}$/.exec(part);
    if (match === null) return [];
    const [, wireName = "", expression = ""] = match;
    const declared = operation.parameters.find(
      ({ name, in: location }) =>
        (location === "path" && name === expression) || (location === "query" && name === wireName),
    );
    const base = declared ?? stringParameter(operation, wireName, "query");
    return [{ parameter: { ...base, name: wireName, in: "query", style: "form", explode: true }, replaces: declared }];
  });
}

function matchExpressions(
  operation: Operation,
  path: string,
  parameters: readonly Parameter[],
  diagnostics: Diagnostics,
): Parameter[] {
  const expressions = [...new Set([...path.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name))];
  const declared = new Set(parameters.filter(isPath).map(({ name }) => name));
  const undeclared = expressions.filter((name) => !declared.has(name));
  const unmatched = parameters.filter((parameter) => isPath(parameter) && !expressions.includes(parameter.name));
  const [onlyName] = undeclared;
  const renamed = undeclared.length === 1 && unmatched.length === 1 && onlyName !== undefined;
  const kept = parameters.flatMap((parameter) => {
    if (!unmatched.includes(parameter)) return [parameter];
    if (renamed) return [{ ...parameter, name: onlyName }];
    return [];
  });
  for (const parameter of unmatched) {
    const what = renamed ? `is taken for {${onlyName}}` : "stands nowhere in the path and is left out";
    diagnostics.report({
      code: "path-parameter-unmatched",
      severity: "warning",
      place: parameter.place,
      message: `The path parameter "${parameter.name}" ${what}.`,
      help: "Use one name in the path and in the parameter.",
    });
  }
  if (renamed) return kept;
  for (const name of undeclared) {
    diagnostics.report({
      code: "path-parameter-undeclared",
      severity: "warning",
      place: operation.place,
      message: `The path has {${name}}, but no parameter declares it; it is taken for a required string.`,
      help: "Declare it under `parameters` with `in: path`.",
    });
  }
  return [...undeclared.map((name) => stringParameter(operation, name, "path")), ...kept];
}

function isPath({ in: location }: Parameter): boolean {
  return location === "path";
}

function stringParameter(operation: Operation, name: string, location: "path" | "query"): Parameter {
  return {
    place: operation.place,
    name,
    in: location,
    required: true,
    deprecated: false,
    schema: { type: "string" },
    style: location === "path" ? "simple" : "form",
    explode: location === "query",
    allowReserved: false,
  };
}
