import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { AuthOptions } from "../options.ts";

/** What the runtime is told of callers; nothing when all of it is the default. */
export function apiAuth({ provider, unauthorizedTools }: AuthOptions = {}): Pick<ApiDefinition, "auth"> {
  const hidden = unauthorizedTools === "hidden" ? ({ unauthorizedTools } as const) : {};
  const auth = { ...(provider === undefined ? {} : { provider }), ...hidden };
  return Object.keys(auth).length === 0 ? {} : { auth };
}
