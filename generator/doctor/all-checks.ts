import type { Check } from "./check.ts";
import { browserChecks } from "./checks/browser-checks.ts";
import { challengeChecks } from "./checks/challenge-checks.ts";
import { endpointChecks } from "./checks/endpoint-checks.ts";
import { keyChecks } from "./checks/key-checks.ts";
import { metadataChecks } from "./checks/metadata-checks.ts";
import { protocolChecks } from "./checks/protocol-checks.ts";
import { serverChecks } from "./checks/server-checks.ts";
import { signInChecks } from "./checks/sign-in-checks.ts";
import { tokenChecks } from "./checks/token-checks.ts";
import { toolChecks } from "./checks/tool-checks.ts";

/** Every check, in the order of the walk. */
export const allChecks: readonly Check[] = [
  ...endpointChecks,
  ...challengeChecks,
  ...metadataChecks,
  ...serverChecks,
  ...keyChecks,
  ...browserChecks,
  ...signInChecks,
  ...tokenChecks,
  ...protocolChecks,
  ...toolChecks,
];
