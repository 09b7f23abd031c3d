import { describe, expect, it } from "vitest";
import { matchResource } from "../../generator/doctor/match-resource.ts";

describe("matchResource", () => {
  it.each([
    ["https://h.example/mcp", "https://h.example/mcp", "same"],
    ["https://h.example", "https://h.example/", "same"],
    ["https://h.example/", "https://h.example/", "same"],
    ["https://h.example", "https://h.example/mcp", "parent"],
    ["https://h.example/a", "https://h.example/a/mcp", "parent"],
    ["https://h.example/mcp/", "https://h.example/mcp", "parent"],
    ["https://h.example/m", "https://h.example/mcp", "other"],
    ["https://h.example/mcp#a", "https://h.example/mcp", "other"],
    ["https://h.example/b/mcp", "https://h.example/a/mcp", "other"],
    ["http://h.example/mcp", "https://h.example/mcp", "other"],
    ["https://h.example.evil/mcp", "https://h.example/mcp", "other"],
    ["api://h", "https://h.example/mcp", "other"],
    ["", "https://h.example/mcp", "other"],
  ])("%s for %s: %s", (resource, endpoint, want) => {
    expect(matchResource(resource, new URL(endpoint))).toBe(want);
  });
});
