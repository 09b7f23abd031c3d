import { AjvJsonSchemaValidator } from "@modelcontextprotocol/server/validators/ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createArgumentValidator } from "../../../templates/src/runtime/mcp/validate-arguments.ts";
import type { JsonSchema, JsonSchemaObject } from "../../../templates/src/runtime/surface-types.ts";
import { ArgumentError } from "../../../templates/src/runtime/upstream/upstream-error.ts";

const full = process.env["FULL"] === "1";
// No names that objects inherit: Ajv takes `constructor` for present in every object.
const names = fc.constantFrom("a", "b", "c d", "$ref", "x/y~z");
const small = fc.integer({ min: -1, max: 4 });
const size = fc.integer({ min: 0, max: 3 });
const types = fc.constantFrom("string", "number", "integer", "boolean", "null", "object", "array");
const scalars = fc.oneof(small, fc.constantFrom(1.5, true, null, "", "a", "ab", "aab", "😀"));

const { schema } = fc.letrec<{ schema: JsonSchema; value: unknown }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.boolean(),
    fc.record(
      {
        type: fc.oneof(types, fc.uniqueArray(types, { minLength: 1, maxLength: 3 })),
        enum: fc.uniqueArray(scalars, { minLength: 1, maxLength: 3 }),
        const: scalars,
        minimum: small,
        exclusiveMaximum: small,
        multipleOf: fc.integer({ min: 1, max: 3 }),
        minLength: size,
        maxLength: size,
        pattern: fc.constantFrom("^a", "a$", "b", "^.$", "\\p{L}"),
        minItems: size,
        uniqueItems: fc.boolean(),
        maxProperties: size,
        required: fc.uniqueArray(names, { maxLength: 2 }),
        dependentRequired: fc.dictionary(names, fc.uniqueArray(names, { maxLength: 2 }), {
          maxKeys: 1,
          noNullPrototype: true,
        }),
        example: fc.record({ id: fc.string() }),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        properties: fc.dictionary(names, tie("schema"), { maxKeys: 3, noNullPrototype: true }),
        patternProperties: fc.dictionary(fc.constantFrom("^a", "d$"), tie("schema"), {
          maxKeys: 1,
          noNullPrototype: true,
        }),
        additionalProperties: tie("schema"),
        propertyNames: tie("schema"),
        items: tie("schema"),
        prefixItems: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        contains: tie("schema"),
        not: tie("schema"),
        anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
        oneOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }),
        allOf: fc.array(tie("schema"), { minLength: 1, maxLength: 2 }),
        if: tie("schema"),
        then: tie("schema"),
        else: tie("schema"),
        $ref: fc.constantFrom("#/$defs/One", "#/$defs/Two"),
      },
      { requiredKeys: [] },
    ),
  ) as fc.Arbitrary<JsonSchema>,
  value: fc.anything(),
}));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalars,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe("against a second validator", () => {
  it("accepts the same arguments", { timeout: 300_000 }, () => {
    const ajv = new AjvJsonSchemaValidator();
    let valid = 0;
    let undecided = 0;
    let judged = 0;
    fc.assert(
      fc.property(schema, schema, fc.array(value, { minLength: 1, maxLength: 10 }), (first, second, values) => {
        const inputSchema: JsonSchemaObject = {
          type: "object",
          properties: { v: first },
          $defs: {
            One: second,
            Two: { type: "object", properties: { a: { $ref: "#/$defs/Two" }, b: { $ref: "#/$defs/One" } } },
          },
        };
        fc.pre(!refersToItself(second));
        const judge = createJudge(ajv, inputSchema);
        const validate = createArgumentValidator();
        for (const v of values) {
          const want = judge({ v });
          const got = accepts(() => validate({ inputSchema }, { v }));
          expect([v, got]).toEqual([v, want ?? got]);
          judged += 1;
          valid += want === true ? 1 : 0;
          undecided += want === undefined ? 1 : 0;
        }
      }),
      { numRuns: full ? 3_000 : 60 },
    );
    expect(valid).toBeGreaterThan(20);
    expect(undecided).toBeLessThan(judged / 4);
  });
});

/** Ajv's word; undefined where the code it generates breaks (`props0 is not defined`, from `if` beside references). */
function createJudge(
  ajv: AjvJsonSchemaValidator,
  inputSchema: JsonSchemaObject,
): (args: object) => boolean | undefined {
  const orUndefined = <T>(attempt: () => T): T | undefined => {
    try {
      return attempt();
    } catch {
      return undefined;
    }
  };
  const oracle = orUndefined(() =>
    ajv.getValidator(JSON.parse(JSON.stringify(inputSchema)) as Record<string, unknown>),
  );
  return (args) => orUndefined(() => oracle?.(args).valid);
}

/** A definition that is itself before it is anything else has no meaning; the generator does not write any. */
function refersToItself(second: JsonSchema): boolean {
  return JSON.stringify(second).includes("#/$defs/One");
}

function accepts(validate: () => unknown): boolean {
  try {
    validate();
    return true;
  } catch (error) {
    if (error instanceof ArgumentError && error.message !== "") return false;
    throw error;
  }
}
