import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import type { BodyContent, Operation } from "../2-model/api.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ArgumentUses } from "./argument-uses.ts";
import { chooseArguments } from "./choose-arguments.ts";
import type { Cause, Reason } from "./decisions.ts";
import type { ConsideredOperation } from "./select-operations.ts";
import { shapeInput } from "./shape-input.ts";
import type { ShapedInput } from "./shape-input.ts";
import { splitPath } from "./split-path.ts";

/** A tool's arguments and where they go in the request; or why the operation cannot become a tool. */
export type ShapedRequest = RequestShape | { readonly lost: Reason };

export interface RequestShape {
  readonly path: string;
  readonly query?: string;
  readonly input: ShapedInput;
  /** What was chosen about single arguments. */
  readonly causes: readonly Cause[];
}

/** Shapes what the document says, then applies what is chosen about single arguments. */
export function shapeRequest(
  { operation, choices }: ConsideredOperation,
  context: {
    readonly shared: ReadonlyMap<string, JsonSchema>;
    readonly diagnostics: Diagnostics;
    readonly uses: ArgumentUses;
  },
): ShapedRequest {
  const { path, query, parameters } = splitPath(operation, context.diagnostics);
  const shaped = shapeInput(operation, parameters, context.shared, choices.contentType?.value);
  if (shaped.body === undefined) reportBodyNotSent(operation, context.diagnostics);
  const chosen = chooseArguments(shaped, choices.parameters, { operation, ...context });
  return "lost" in chosen ? chosen : { path, ...(query === undefined ? {} : { query }), ...chosen };
}

/** RFC 9110, 9.3: content of a GET or HEAD request means nothing, and many a server refuses it. */
function reportBodyNotSent({ body, method }: Operation, diagnostics: Diagnostics): void {
  if (body === undefined || !body.contents.some(saysSomething)) return;
  diagnostics.report({
    code: "body-not-sent",
    severity: "info",
    place: body.place,
    message: `A ${method} request carries no content; this body is never sent.`,
    help: "Declare parameters instead, or use another method, such as POST or QUERY.",
  });
}

/** Whether a body describes anything: many documents give every operation one, empty where it is of no use. */
function saysSomething({ schema }: BodyContent): boolean {
  const keywords = typeof schema === "object" ? Object.entries(schema) : [];
  return keywords.some(
    ([keyword, value]) =>
      !sayingNothing.has(keyword) && (typeof value !== "object" || value === null || Object.keys(value).length > 0),
  );
}

const sayingNothing: ReadonlySet<string> = new Set(["type", "description", "title", "additionalProperties"]);
