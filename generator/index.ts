/** The library: `import { generate, inspect } from "slipway"`. It prints nothing and ends no process. */
export type { LocatedDiagnostic } from "./1-spec/locate-diagnostics.ts";
export type { Manifest } from "./5-write/manifest.ts";
export type { WriteReport } from "./5-write/write-report.ts";
export type { Config } from "./config/project-config.ts";
export { doctor } from "./doctor/doctor.ts";
export type { DoctorOptions } from "./doctor/doctor-options.ts";
export type { CheckOutcome, CheckResult, DoctorReport, Rule } from "./doctor/doctor-report.ts";
export type { SignInOptions } from "./doctor/sign-in.ts";
export { GeneratorError } from "./errors.ts";
export type { GeneratorErrorCode } from "./errors.ts";
export { generate } from "./generate.ts";
export type { GenerateResult } from "./generate-result.ts";
export { inspect } from "./inspect.ts";
export type { InspectResult } from "./inspect-result.ts";
export type { GenerateOptions, InspectOptions, ToolRule, UpstreamOptions } from "./options.ts";
export type { ProgressEvent } from "./progress-event.ts";
