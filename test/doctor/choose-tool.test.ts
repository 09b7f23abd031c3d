import { describe, expect, it } from "vitest";
import { chooseTool } from "../../generator/doctor/choose-tool.ts";

const tools = [
  null,
  { name: "delete_berth", annotations: { destructiveHint: true }, inputSchema: { type: "object" } },
  { name: "unsaid", inputSchema: { type: "object" } },
  { name: "get_berth", annotations: { readOnlyHint: true }, inputSchema: { type: "object", required: ["berthId"] } },
  { name: "list_berths", annotations: { readOnlyHint: true }, inputSchema: { type: "object", required: [] } },
];

describe("chooseTool", () => {
  it.each([
    ["get_berth", false, { name: "get_berth" }],
    ["delete_berth", true, { reason: "delete_berth does not say that it is read-only, so it was not called" }],
    ["unsaid", true, { reason: "unsaid does not say that it is read-only, so it was not called" }],
    ["absent", true, { reason: "the server lists no tool absent" }],
    [undefined, true, { name: "list_berths" }],
    [undefined, false, { reason: "no call was agreed to (--call NAME, --call-read)" }],
  ])("named %s, any %s", (name, anyReadOnly, want) => {
    expect(chooseTool(tools, { name, anyReadOnly, arguments: undefined })).toEqual(want);
  });

  it("finds none where each would change something or needs arguments", () => {
    expect(chooseTool(tools.slice(0, 4), { name: undefined, anyReadOnly: true, arguments: undefined })).toEqual({
      reason: "no read-only tool is without required arguments (--call NAME)",
    });
  });
});
