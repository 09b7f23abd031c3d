/** The library: `import { generate } from "slipway"`. */
export { GeneratorError } from "./errors.ts";
export type { GeneratorErrorCode } from "./errors.ts";
export { generate } from "./generate.ts";
export type { GenerateResult } from "./generate-result.ts";
export type { GenerateOptions } from "./options.ts";
export type { ProgressEvent } from "./progress-event.ts";
