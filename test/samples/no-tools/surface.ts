/** A document without operations: an empty server. Its version is none that npm takes. */
import type { Surface } from "../../../generator/3-surface/surface.ts";

export const surface: Surface = {
  api: {
    name: "nothing",
    title: "Nothing",
    version: "2026-11",
    scopes: { supported: [], baseline: { minimal: [], read: [], all: [] } },
    origins: [],
  },
  services: [],
  types: new Map(),
  schemas: new Map(),
  features: new Set(),
  proposals: {},
};
