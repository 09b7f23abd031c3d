import type { OperationDefinition } from "../surface-types.ts";
import { UpstreamError } from "./upstream-error.ts";

/**
 * Tokens and keys that this server gets for the API go to the API, and to further origins only where the config names them.
 * @throws UpstreamError `upstream_not_configured`
 */
export function assertOriginNamed(operation: OperationDefinition, named: ReadonlySet<string>): void {
  if (operation.origin === undefined || named.has(operation.origin)) return;
  throw new UpstreamError(
    "upstream_not_configured",
    `This operation goes to the further origin ${operation.origin}, which is to get no credentials. The operator can name it in upstream.origins and generate again.`,
  );
}
