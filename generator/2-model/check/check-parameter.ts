import { booleanAt, child, membersOf, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import type { Diagnostic } from "../../diagnostics.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import { whyReserved } from "../reserved-headers.ts";
import type { Checking } from "./checking.ts";

const locations: ReadonlySet<string> = new Set(["path", "query", "querystring", "header", "cookie"]);

type Finding = Omit<Diagnostic, "place">;

/** Parameter Object (OpenAPI 3.1, 4.8.12): one schema or one content, and a style that fits it. */
export function checkParameter(checking: Checking, parameter: Cursor): void {
  const location = stringAt(parameter, "in");
  const name = stringAt(parameter, "name") ?? "";
  // Such a parameter is left out, which its reader says.
  const isRead = name !== "" && locations.has(location ?? "");
  if (!isRead || (location === "header" && whyReserved(name) !== undefined)) return;
  const finding = describedTwiceOrNever(parameter);
  if (finding !== undefined) report(checking, parameter, finding);
  if (location === "path" && booleanAt(parameter, "required") !== true) report(checking, parameter, optionalInPath);
  if (stringAt(parameter, "style") === "deepObject") checkDeepObject(checking, parameter);
}

const optionalInPath: Finding = {
  severity: "warning",
  code: "path-parameter-optional",
  message: "A parameter of the path is always required; it is read so.",
  help: "Write `required: true`.",
};

function describedTwiceOrNever(parameter: Cursor): Finding | undefined {
  const content = child(parameter, "content");
  const types = membersOf(content);
  const base = { severity: "warning", help: "Give it either `schema`, or `content` with one media type." } as const;
  if (child(parameter, "schema") === undefined && content === undefined)
    return child(parameter, "type") === undefined
      ? {
          ...base,
          code: "parameter-without-schema",
          message: "The parameter has neither `schema` nor `content`; any value is accepted.",
        }
      : {
          ...base,
          code: "parameter-without-schema",
          message: "The parameter has its `type` beside its name, as in Swagger 2.0; it is read as its schema.",
          help: "Put it under `schema`.",
        };
  if (child(parameter, "schema") !== undefined && types.length > 0)
    return {
      ...base,
      code: "parameter-schema-and-content",
      message: "The parameter has both `schema` and `content`; `content` is read.",
    };
  if (types.length > 1)
    return {
      ...base,
      code: "parameter-content-twice",
      message: `A parameter has one media type; of ${types.length}, "${types[0]?.key}" is read.`,
    };
  return undefined;
}

/** `deepObject` writes properties (OpenAPI 3.1, 4.8.12.3); a primitive has none. */
function checkDeepObject(checking: Checking, parameter: Cursor): void {
  const schema = child(parameter, "schema");
  const reference = schema === undefined ? undefined : referenceOf(schema);
  const target =
    schema === undefined || reference === undefined ? schema : followReference(checking.document, schema, reference);
  if (target === undefined || "problem" in target) return;
  const type = stringAt(target, "type") ?? "";
  if (!/^(string|number|integer|boolean)$/.test(type)) return;
  report(checking, child(parameter, "style") ?? parameter, {
    severity: "warning",
    code: "style-needs-object",
    message: `Style "deepObject" writes the properties of an object, and this is of type ${type}.`,
    help: "Use `form`, or describe an object.",
  });
}
