import { child, isDocumentObject, nameOfType } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** Keywords by which a schema may describe properties that do not stand beside `required`. */
const otherProperties: readonly string[] = ["allOf", "anyOf", "oneOf", "patternProperties", "if", "dependentSchemas"];

/** Schema Object (OpenAPI 3.1, 4.8.24): `required` is a list of names, and of names that exist. */
export function checkSchema(checking: Checking, schema: Cursor): void {
  const required = child(schema, "required");
  if (required === undefined) return;
  if (!Array.isArray(required.value)) {
    report(checking, required, {
      severity: "warning",
      code: "required-not-a-list",
      message: `\`required\` of a schema is a list of property names; found ${nameOfType(required.value)}${required.value === true ? ", read as if the object around it named the property" : ", which is ignored"}.`,
      help: "Name the property in `required` of the object that has it.",
    });
    return;
  }
  checkNames(checking, schema, required, required.value);
}

function checkNames(checking: Checking, schema: Cursor, required: Cursor, listed: readonly unknown[]): void {
  const properties = child(schema, "properties")?.value;
  if (!isDocumentObject(properties) || otherProperties.some((keyword) => child(schema, keyword) !== undefined)) return;
  const unknown = listed.filter((name) => typeof name === "string" && !Object.hasOwn(properties, name));
  if (unknown.length === 0) return;
  const closed = child(schema, "additionalProperties")?.value === false;
  const names = unknown.map((name) => JSON.stringify(name)).join(", ");
  report(checking, required, {
    severity: closed ? "warning" : "info",
    code: "required-unknown-property",
    message: `\`required\` names ${names}, which \`properties\` does not have${closed ? " and nothing else may be; it is not required" : ""}.`,
    help: "Correct the name, or describe the property.",
  });
}
