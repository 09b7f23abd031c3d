import { isScopeToken } from "./token-scopes.ts";

/** What a `WWW-Authenticate` challenge says (RFC 6750, 3; RFC 9728, 5.1). */
export interface Challenge {
  readonly error?: "invalid_request" | "invalid_token" | "insufficient_scope";
  readonly description?: string;
  /** Scopes to ask the authorization server for. Empty: left out. */
  readonly scopes: readonly string[];
  /** URL of the RFC 9728 document. */
  readonly resourceMetadata: string;
}

/** The value of a `WWW-Authenticate` header. */
export function challengeHeader(challenge: Challenge): string {
  const scopes = challenge.scopes.filter((scope) => isScopeToken(scope));
  const parameters = [
    challenge.error && `error="${challenge.error}"`,
    challenge.description && `error_description="${descriptionText(challenge.description)}"`,
    scopes.length > 0 && `scope="${scopes.join(" ")}"`,
    `resource_metadata="${challenge.resourceMetadata}"`,
  ];
  return `Bearer ${parameters.filter(Boolean).join(", ")}`;
}

/** RFC 6750, 3: error_description holds only %x20-21 / %x23-5B / %x5D-7E. */
function descriptionText(text: string): string {
  return text.replaceAll(/[^\x20-\x21\x23-\x5B\x5D-\x7E]/g, "?");
}
