/** A program: judges every validation vector and writes the verdicts as JSON. Run with flags that a target has. */
import { createArgumentValidator } from "../../../templates/src/runtime/mcp/validate-arguments.ts";
import { isAllowed } from "./is-allowed.ts";
import { validationVectors } from "./validation-vectors.ts";

const validate = createArgumentValidator();

const judged = validationVectors.map(({ about, schema, $defs, valid, invalid }) => {
  const inputSchema = { type: "object", properties: { value: schema }, required: ["value"], $defs: $defs ?? {} };
  return [about, [...valid, ...invalid].map((value) => isAllowed(validate, inputSchema, { value }))];
});

process.stdout.write(JSON.stringify({ codeFromText: canMakeCode(), judged }));

function canMakeCode(): boolean {
  try {
    return typeof Reflect.construct(Function, ["return true"]) === "function";
  } catch {
    return false;
  }
}
