import { expect, test } from "vitest";
import { nameServices } from "../../generator/4-emit/service-names.ts";
import { nameShared } from "../../generator/4-emit/shared-names.ts";
import { readSample } from "./sample.ts";

test.each<[given: string, names: readonly string[], want: Record<string, string>]>([
  [
    "names that are fine",
    ["Berth", "BerthFilter", "Pet_ab12"],
    { Berth: "Berth", BerthFilter: "BerthFilter", Pet_ab12: "Pet_ab12" },
  ],
  [
    "names that are no identifiers",
    ["simple-user", "1st", "a b"],
    { "simple-user": "SimpleUser", "1st": "_1st", "a b": "AB" },
  ],
  ["names that meet", ["aB", "AB", "a-b"], { AB: "AB", "a-b": "AB2", aB: "AB3" }],
  [
    "names that mean something",
    ["JsonSchema", "Record", "default"],
    { JsonSchema: "JsonSchema2", Record: "Record_", default: "Default" },
  ],
  ["no letters at all", ["日本", "!"], { "!": "Unnamed", 日本: "Unnamed2" }],
])("nameShared: %s, in any order", (_given, names, want) => {
  expect(Object.fromEntries(nameShared(names))).toEqual(want);
  expect(Object.fromEntries(nameShared(names.toReversed()))).toEqual(want);
});

test("nameServices: unique among all, and none that a module needs", async () => {
  const names = [...nameServices((await readSample("odd-names")).services)];
  expect(names).toEqual([
    [
      "schemas",
      {
        types: "SchemasTypes",
        tools: "schemasTools2",
        constants: new Map([
          ["schemas", "schemasTool"],
          ["types", "typesTool"],
        ]),
      },
    ],
    [
      "schemas-",
      { types: "SchemasTypes2", tools: "schemasTools3", constants: new Map([["defineTool", "defineToolTool"]]) },
    ],
    ["1st", { types: "_1stTypes", tools: "_1stTools", constants: new Map() }],
  ]);
});
