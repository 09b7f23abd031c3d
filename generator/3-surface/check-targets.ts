import { GeneratorError } from "../errors.ts";
import type { ShapingOptions } from "../options.ts";

/**
 * Refuses a target that what else was chosen cannot run on.
 * @throws GeneratorError `bad-config`
 */
export function checkTargets({ targets, sharedStore }: Pick<ShapingOptions, "targets" | "sharedStore">): void {
  if (sharedStore === undefined || targets?.includes("workers") !== true) return;
  throw new GeneratorError(
    "bad-config",
    "sharedStore: redis and the target workers exclude each other: a Worker has no connection to Redis that outlives a request. Leave sharedStore out, or workers, or generate two projects.",
  );
}
