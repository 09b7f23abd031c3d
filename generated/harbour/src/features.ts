import type { RuntimeFeatures } from "./runtime/create-runtime.ts";

/** Optional parts of the runtime that this server uses. */
export const features: RuntimeFeatures = {};
