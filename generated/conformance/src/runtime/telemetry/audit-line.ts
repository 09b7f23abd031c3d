import type { RuntimeErrorCode } from "../errors.ts";
import type { CallOutcomeName } from "./call-outcome.ts";

/** What the audit log says of one call. Who it was for is a hash; there is no field for a token, an address or an answer. */
export interface AuditLine {
  /** HMAC-SHA-256 of the caller's issuer and subject with `AUDIT_KEY`: its first 128 bits, base64url. */
  readonly who: string;
  /** The same of the issuer and the client's id. */
  readonly client?: string;
  readonly method: "tools/call" | "resources/read";
  /** Name of a tool of this server; absent when the client named none. */
  readonly tool?: string;
  readonly tenant?: string;
  /** How it ended, or the code of the refusal before it began. */
  readonly outcome: CallOutcomeName | RuntimeErrorCode;
  /** Of the API's last answer; of a refusal, its own. */
  readonly status?: number;
  readonly durationMs: number;
  readonly requestId?: string;
  /** Calls that were refused together, where they were several. */
  readonly calls?: number;
  /** With `AUDIT_ARGUMENTS=true`: see `scrub-arguments.ts`. */
  readonly arguments?: unknown;
}
