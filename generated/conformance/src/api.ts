import type { ApiDefinition } from "./runtime/surface-types.ts";

export const api: ApiDefinition = {
  name: "conformance-fixtures",
  title: "Conformance fixtures",
  version: "1.0.0",
  instructions: "An API whose answers have one of each kind that an MCP tool result can hold.",
  scopes: {
    supported: ["fixtures:read", "fixtures:write"],
    baseline: { minimal: [], read: ["fixtures:read"], all: ["fixtures:read", "fixtures:write"] },
  },
  origins: [],
};
