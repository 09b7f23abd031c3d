import type { ApiDefinition } from "./runtime/surface-types.ts";

export const api: ApiDefinition = {
  name: "pets",
  title: "Pets API",
  version: "1.0.0",
  instructions: "Pets API: list, read and add pets.",
  scopes: {
    supported: ["pets:read", "pets:write"],
    baseline: { minimal: [], read: ["pets:read"], all: ["pets:read", "pets:write"] },
  },
  origins: [],
};
