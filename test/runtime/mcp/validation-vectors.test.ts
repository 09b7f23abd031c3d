import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { createAcceptSchema } from "../../../generator/3-surface/schema-accept.ts";
import { createArgumentValidator } from "../../../templates/src/runtime/mcp/validate-arguments.ts";
import type { JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";
import { isAllowed } from "./is-allowed.ts";
import { validationVectors } from "./validation-vectors.ts";
import type { ValidationVector } from "./validation-vectors.ts";

const validate = createArgumentValidator();

/** The schema of a tool with one argument, `value`. */
function inputSchema({ schema, $defs }: ValidationVector): JsonSchemaObject {
  return {
    type: "object",
    properties: { value: schema },
    required: ["value"],
    ...($defs === undefined ? {} : { $defs }),
  };
}

function verdicts(vector: ValidationVector, schema: JsonSchemaObject): [unknown, boolean][] {
  const all = [...vector.valid, ...vector.invalid];
  return all.map((value) => [value, isAllowed(validate, schema, { value })]);
}

function wanted({ valid, invalid }: ValidationVector): [unknown, boolean][] {
  return [
    ...valid.map((value): [unknown, boolean] => [value, true]),
    ...invalid.map((value): [unknown, boolean] => [value, false]),
  ];
}

describe("one meaning of schemas", () => {
  test.each(validationVectors)("$about", (vector) => {
    expect(verdicts(vector, inputSchema(vector))).toEqual(wanted(vector));
  });

  test.each(validationVectors)("in the form that every client takes: $about", (vector) => {
    const { schema, $defs = {} } = vector;
    const accept = createAcceptSchema(new Map(Object.entries($defs)));
    const accepted = Object.entries($defs).map(([name, shared]) => [name, accept(shared)] as const);
    const rewritten = { ...vector, schema: accept(schema), $defs: Object.fromEntries(accepted) };
    expect(verdicts(vector, inputSchema(rewritten))).toEqual(wanted(vector));
  });
});

test("the same where code may not be made from text, as on the edge", async () => {
  const program = join(import.meta.dirname, "write-verdicts.ts");
  const { stdout } = await promisify(execFile)(process.execPath, ["--disallow-code-generation-from-strings", program]);
  const judged = validationVectors.map((vector) => [vector.about, wanted(vector).map(([, verdict]) => verdict)]);
  expect(JSON.parse(stdout)).toEqual({ codeFromText: false, judged });
});
