import { expect, test } from "vitest";
import { createToolTable } from "../../../templates/src/runtime/mcp/tool-table.ts";
import { getPet, petsTools } from "../../../templates/src/tools/pets.ts";

test("lists by name, frozen, whatever the order", () => {
  const { listed } = createToolTable([...petsTools].toReversed());
  expect(listed.map((tool) => tool.name)).toEqual(["create_pet", "get_pet", "list_pets"]);
  expect([Object.isFrozen(listed), listed.every((tool) => Object.isFrozen(tool))]).toEqual([true, true]);
});

test("works out what is listed once: it costs most of a start", () => {
  const told: unknown[] = [];
  const table = createToolTable(petsTools, (tool, listed) => {
    told.push(listed);
    return tool === getPet ? { ...listed, title: "Asked" } : listed;
  });
  expect(table.listed.map((tool, index) => [tool === told[index], tool === table.listedUnasked[index]])).toEqual([
    [true, true],
    [true, false],
    [true, true],
  ]);
});

test("finds by name only what is there", () => {
  const table = createToolTable(petsTools);
  const names = ["get_pet", "constructor", "__proto__", "", undefined, {}];
  expect(names.map((name) => table.get(name)?.name)).toEqual(["get_pet", ...Array(5).fill(undefined)]);
});

test.each([
  [[getPet, getPet], "there are two tools get_pet"],
  [[{ ...getPet, name: "a b" }], '"a b" cannot be a tool\'s name'],
  [[{ ...getPet, scopes: [['a"b']] }], "get_pet needs a scope that cannot be written"],
  [[{ ...getPet, inputSchema: { type: "string" } }], "the input schema of get_pet is not of an object"],
])("refuses what no generator writes: %#", (tools, message) => {
  expect(() => createToolTable(tools)).toThrow(new TypeError(message));
});

test.each([
  ["getPet", ["get_pet"]],
  ["pet", ["get_pet", "create_pet"]],
  ["list-pets", ["list_pets"]],
  ["weather", []],
])("near %s: %j", (name, want) => {
  expect(createToolTable(petsTools).near(name).toSorted()).toEqual(want.toSorted());
});
