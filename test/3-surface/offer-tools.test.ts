import { expect, test } from "vitest";
import { offerTools } from "../../generator/3-surface/offer-tools.ts";
import { GeneratorError } from "../../generator/errors.ts";
import type { ToolOptions } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const names = ["list_pets", "get_pet"];

test.each<[ToolOptions, object]>([
  [{}, {}],
  [{ mode: "all" }, {}],
  [{ mode: "search" }, { tools: { mode: "search" } }],
  [
    { mode: "search", pinned: ["list_pets", "get_pet", "list_pets"] },
    { tools: { mode: "search", pinned: ["get_pet", "list_pets"] } },
  ],
  [{ pinned: ["get_pet"] }, { tools: { pinned: ["get_pet"] } }],
])("%j tells the runtime %j", (options, want) => {
  expect(offerTools(options, names)).toEqual(want);
});

test.each([
  ["list_pet", 'tools.pinned names "list_pet", which is no tool of this document. Did you mean "list_pets"?'],
  ["zebra", 'tools.pinned names "zebra", which is no tool of this document. `slipway inspect` lists the tools.'],
])("a pinned name that is no tool is refused: %s", (name, message) => {
  expect(() => offerTools({ pinned: [name] }, names)).toThrow(new GeneratorError("bad-config", message));
});

test("the names of search mode's own tools are kept free", () => {
  const paths = {
    "/tools": { get: { operationId: "searchTools", responses: {} } },
    "/tool": { get: { operationId: "describeTool", responses: {} } },
  };
  const named = [...surfaceOf(openapi(paths)).tools.keys()];
  expect(named).toEqual([
    expect.stringMatching(/^describe_tool_[0-9a-z]{8}$/),
    expect.stringMatching(/^search_tools_[0-9a-z]{8}$/),
  ]);
  const rules = [{ match: { operation: "searchTools" }, name: "call_read_tool" }];
  expect(() => surfaceOf(openapi(paths), { tools: { rules } })).toThrow(
    /names a tool "call_read_tool"\. Search mode has a tool of that name: choose another\./,
  );
});
