import type { ContractDocument, ContractOperation, ContractParameter } from "./contract-document.ts";
import { isJson } from "./media-type.ts";
import type { RecordedRequest } from "./mock-api.ts";
import type { PrismFinding } from "./prism.ts";

/**
 * Where Prism is wrong: why a finding does not count, with what the specification says and Prism does not know. Undefined: it counts.
 */
export function prismLimit(
  { path, code }: PrismFinding,
  about: {
    readonly document: ContractDocument;
    readonly operation: ContractOperation;
    readonly request: RecordedRequest;
  },
): string | undefined {
  const [place, name] = path;
  const isOfBody = place === "body" || (place === undefined && code === "415");
  const mediaType = about.request.headers["content-type"];
  if (isOfBody && mediaType !== undefined && !isJson(mediaType))
    return "Prism does not decode bodies that are no JSON as their Encoding Objects say";
  const inPlace = about.operation.parameters.filter((parameter) => parameter.in === place);
  const parameter = inPlace.find((declared) => declared.name.toLowerCase() === name?.toLowerCase());
  if (code === "oneOf" && parameter !== undefined)
    return "Prism makes text every type of a oneOf, so that two fit where one does";
  const concerned = parameter === undefined ? inPlace : [parameter];
  return limits.find(({ concerns }) => concerned.some((one) => concerns(one, about.document)))?.limit;
}

interface Limit {
  readonly concerns: (parameter: ContractParameter, document: ContractDocument) => boolean;
  readonly limit: string;
}

const limits: readonly Limit[] = [
  {
    concerns: ({ style }) => style === "deepObject",
    limit: "Prism reads deepObject only where properties are declared, one level deep",
  },
  {
    concerns: ({ style }) => style === "spaceDelimited",
    limit: "Prism splits spaceDelimited at the text %20, after it decoded it",
  },
  {
    concerns: ({ schema }, document) => holdsNested(schema, document),
    limit: "no style has a form for a nested value, and Prism reads none (OpenAPI 3.1.1, 4.8.12.4)",
  },
  { concerns: ({ content }) => content !== undefined, limit: "Prism does not decode parameters with content" },
];

/** A list of objects or lists, or an object of them. */
function holdsNested(schema: unknown, document: ContractDocument): boolean {
  const { items, additionalProperties, properties } = fieldsOf(document.resolve(schema));
  const members = [items, additionalProperties, ...Object.values(fieldsOf(properties))];
  return members.some((member) => {
    const { type } = fieldsOf(document.resolve(member));
    return [type].flat().some((one) => one === "object" || one === "array");
  });
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
