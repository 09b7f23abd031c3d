import { formHint } from "../../2-model/schema/scalars.ts";
import type { Api, Body, BodyContent, JsonSchema, Operation, Parameter } from "../../2-model/api.ts";
import type { DescriptionOptions } from "../../options.ts";
import { plainText } from "../../plain-text.ts";
import { fitText } from "./fit-text.ts";
import { needForCall, needForValue } from "./needed-sentence.ts";
import { repeatedParagraphs } from "./repeated-paragraphs.ts";
import { saysNothingNew } from "./repeats-name.ts";
import { createCutSchema, createThriftySchema } from "./thrifty-schema.ts";
import type { ThriftySchema } from "./thrifty-schema.ts";

/** Characters of any description: more is refused by clients (`client-profiles.ts`). */
const most = 1024;

/** Characters of a tool's and of an argument's description beyond which sentences that no call needs are left out. */
const defaults = { tool: 300, argument: 140 };

interface Thrift {
  readonly schema: ThriftySchema;
  /** What is told of an argument; empty: nothing. */
  readonly argument: (description: string, names: readonly string[]) => string;
  readonly operation: (description: string, names: readonly string[]) => string;
}

/**
 * An API that says in few words what a correct call needs (docs/tokens.md). Which arguments are allowed does not change, and
 * answers stay as they are: no client sees their schemas.
 */
export function thriftyApi(api: Api, options: DescriptionOptions | "full" = {}): Api {
  const thrift = options === "full" ? fullTexts() : shortTexts(api, options);
  const input = new Map(
    [...api.components.input].map(([name, schema]) => [name, thrift.schema(schema, [name])] as const),
  );
  return {
    ...api,
    components: { ...api.components, input },
    operations: api.operations.map((operation) => thriftyOperation(operation, thrift)),
  };
}

/** Texts as the document has them, cut where clients would refuse them. */
function fullTexts(): Thrift {
  const cut = (description: string): string => plainText(description, most);
  return { schema: createCutSchema(cut), argument: cut, operation: cut };
}

function shortTexts(api: Api, options: DescriptionOptions): Thrift {
  const { tool, argument: aim } = { ...defaults, ...options };
  const repeated = repeatedParagraphs(api.operations.map(({ description }) => description ?? ""));
  const known = new Map<string, string>();
  const fit = (description: string): string => {
    const fitted = known.get(description) ?? fitArgument(description, aim);
    known.set(description, fitted);
    return fitted;
  };
  const argument = (description: string, names: readonly string[]): string => {
    const fitted = fit(description);
    return saysNothingNew(fitted, names) ? "" : fitted;
  };
  const operation = (description: string, names: readonly string[]): string =>
    fitText(description, { aim: tool, most, repeated, needOf: (sentence) => needForCall(sentence, names) });
  return { schema: createThriftySchema(argument), argument, operation };
}

/** The form of a pattern that cannot run is told on the last line: it stays as it is. */
function fitArgument(description: string, aim: number): string {
  const at = description.lastIndexOf(formHint);
  const isHint = at === 0 || description.charAt(at - 1) === "\n";
  const hint = isHint && !description.slice(at).includes("\n") ? description.slice(at) : "";
  const prose = description.slice(0, description.length - hint.length);
  const text = fitText(prose, { aim, most: most - hint.length - 1, needOf: needForValue });
  return [text, hint].filter((part) => part !== "").join("\n");
}

function thriftyOperation(operation: Operation, thrift: Thrift): Operation {
  const { operationId, path, summary, description, parameters, body } = operation;
  const names = [operationId ?? "", path, summary ?? ""];
  return {
    ...operation,
    parameters: parameters.map((parameter) => thriftyParameter(parameter, names, thrift)),
    ...(description === undefined ? {} : { description: thrift.operation(description, argumentNames(operation)) }),
    ...(body === undefined ? {} : { body: thriftyBody(body, names, thrift) }),
  };
}

/** Parameters and the properties of bodies that are no shared schema: what a text about the operation may name. */
function argumentNames({ parameters, body }: Operation): readonly string[] {
  const schemas = (body?.contents ?? []).map(({ schema }) =>
    typeof schema === "object" ? schema.properties : undefined,
  );
  return [...parameters.map(({ name }) => name), ...schemas.flatMap((properties) => Object.keys(properties ?? {}))];
}

function thriftyParameter(parameter: Parameter, names: readonly string[], thrift: Thrift): Parameter {
  const { description: full, ...others } = parameter;
  const around = [...names, parameter.name];
  const schema = thrift.schema(parameter.schema, around);
  const description = full === undefined ? "" : thrift.argument(full, around);
  return { ...others, schema, ...(description === "" ? {} : { description }) };
}

function thriftyBody(body: Body, names: readonly string[], thrift: Thrift): Body {
  const { description: full, ...others } = body;
  const description = full === undefined ? "" : thrift.argument(full, names);
  const inSchema = (schema: JsonSchema): JsonSchema => thrift.schema(schema, names);
  const contents = body.contents.map((content): BodyContent => ({
    ...content,
    ...(content.schema === undefined ? {} : { schema: inSchema(content.schema) }),
    ...(content.itemSchema === undefined ? {} : { itemSchema: inSchema(content.itemSchema) }),
  }));
  return { ...others, contents, ...(description === "" ? {} : { description }) };
}
