import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { GeneratorError } from "../errors.ts";
import type { AuthOptions } from "../options.ts";

const noAudience =
  "auth.audience is empty: without an audience check any token of the issuer would do, whatever it was issued for. Name an audience, or leave it out to accept the resource.";

/** What the runtime is told of callers; nothing when all of it is the default. */
export function apiAuth({ provider, unauthorizedTools, audience }: AuthOptions = {}): Pick<ApiDefinition, "auth"> {
  const hidden = unauthorizedTools === "hidden" ? ({ unauthorizedTools } as const) : {};
  if (audience?.length === 0) throw new GeneratorError("bad-config", noAudience);
  const auth = {
    ...(audience === undefined ? {} : { audience }),
    ...(provider === undefined ? {} : { provider }),
    ...hidden,
  };
  return Object.keys(auth).length === 0 ? {} : { auth };
}
