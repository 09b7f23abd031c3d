import { createTextSeal } from "../sealed/sealed-text.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ToolDefinition } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";

const SCHEME = "tool-result:/";

/** A link's URI is a header of the request that reads it (MCP 2026-07-28, `Mcp-Name`), beside a token: longer ones are not made. */
const MAX_URI_LENGTH = 2_048;

/** The call that a link stands for. */
export interface LinkedCall {
  readonly tool: string;
  readonly args: object;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Links to results: URIs that hold the call itself, encrypted, for arguments may be private. Reading one makes the call anew, with
 * the reader's own token, so a link is no right: nobody reads by it what the API would not tell them. Nothing is kept here.
 */
export interface ResultLinks {
  /** Undefined when the arguments are too large for a URI. */
  seal(tool: string, args: object): Promise<string | undefined>;
  /** Undefined for a URI that is no link of this server. Never throws. Whether it has expired is for the caller to judge. */
  open(uri: unknown): Promise<LinkedCall | undefined>;
}

/** @param now milliseconds since the epoch */
export function createResultLinks(
  config: Pick<ServerConfig, "stateSecrets" | "resource" | "tenant" | "limits">,
  now: () => number,
): ResultLinks {
  const { stateSecrets: secrets, resource, tenant } = config;
  const text = createTextSeal({ secrets, resource, tenant }, "result link");
  return {
    async seal(tool, args) {
      const call = JSON.stringify([tool, args, now() + config.limits.resultLinkMs]);
      if (call.length > MAX_URI_LENGTH) return undefined;
      const uri = `${SCHEME}${await text.seal(call)}`;
      return uri.length <= MAX_URI_LENGTH ? uri : undefined;
    },
    async open(uri) {
      if (typeof uri !== "string" || !uri.startsWith(SCHEME) || uri.length > MAX_URI_LENGTH) return undefined;
      const call = await text.open(uri.slice(SCHEME.length));
      return call === undefined ? undefined : readCall(JSON.parse(call));
    },
  };
}

/** What was sealed here has this shape; a later version's may have another. */
function readCall(value: unknown): LinkedCall | undefined {
  if (!Array.isArray(value)) return undefined;
  const [tool, args, expiresAt]: readonly unknown[] = value;
  if (typeof tool !== "string" || !isRecord(args) || typeof expiresAt !== "number") return undefined;
  return { tool, args, expiresAt };
}

/** Whether calls of a tool may be made again by whoever reads a link: it changes nothing, by its method (RFC 9110, 9.2.1) and by its hints. */
export function isLinkable({ operation, annotations }: ToolDefinition): boolean {
  return annotations.readOnlyHint && ["GET", "HEAD", "QUERY"].includes(operation.method);
}
