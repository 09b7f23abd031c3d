import { expect, it } from "vitest";
import { canonicalJson } from "../../../templates/src/runtime/sealed/canonical-json.ts";

it.each([
  ['{"b":1,"a":{"d":[1,{"z":0,"y":null}],"c":"é\\n"}}', '{"a":{"c":"é\\n","d":[1,{"y":null,"z":0}]},"b":1}'],
  ['{"10":1,"9":2,"__proto__":3}', '{"10":1,"9":2,"__proto__":3}'],
  ["[1.0,1e2,-0,true,null]", "[1,100,0,true,null]"],
  ['{"a":1}', '{"a":1}'],
  ['{"a":"1"}', '{"a":"1"}'],
  ['"\\ud800"', '"\\ud800"'],
])("%s is %s", (given, want) => {
  expect(canonicalJson(JSON.parse(given))).toBe(want);
});
