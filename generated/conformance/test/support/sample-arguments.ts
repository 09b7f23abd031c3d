import type { ContractOperation } from "./contract-document.ts";
import { isJson } from "./media-type.ts";
import { sampleCalls } from "./sample/sample-calls.ts";

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Arguments for a call, drawn from the schema that the tool lists: all of them, texts with characters that mean something in URLs;
 * else what can be drawn. A text: why nothing can.
 */
export function sampleArguments(inputSchema: Arguments, operation: ContractOperation): Arguments | string {
  const { parameters, bodies } = operation;
  const named = (test: (parameter: (typeof parameters)[number]) => boolean): ReadonlySet<string> =>
    new Set(parameters.filter(test).flatMap(({ name, in: place }) => [name, `${name}_${place}`]));
  const delimited = new Set(["spaceDelimited", "pipeDelimited", "tabDelimited", "label"]);
  const calls = sampleCalls(inputSchema, {
    // Headers carry ASCII, and a delimiter within a value cannot be told from the one between values.
    plain: named((parameter) => parameter.in === "header" || delimited.has(parameter.style ?? "")),
    // An object without members cannot stand in a path.
    whole: named((parameter) => parameter.in === "path"),
    isFilled: bodies.every(([mediaType]) => !isJson(mediaType)),
    alternatives: 0,
  });
  const drawn = calls.toReversed().find((call) => "args" in call);
  if (drawn !== undefined) return drawn.args;
  const [first] = calls;
  return first !== undefined && "unsampled" in first ? first.unsampled : "nothing was drawn";
}
