import type { HostWorld } from "../host-world.ts";
import { type Era, rawHeaders, rawRequest } from "../raw-message.ts";

/** What a raw message asks. */
export interface Asked {
  readonly method: string;
  readonly params?: object;
  /** Default: one with all scopes. */
  readonly token?: string;
  /** Behind the endpoint's URL. */
  readonly query?: string;
}

/** Sends one message of an era to the server, byte by byte as a client would. */
export async function askHost(world: HostWorld, era: Era, asked: Asked): Promise<Response> {
  const message = rawRequest(era, 1, asked.method, asked.params);
  return await fetch(`${world.publicUrl}/mcp${asked.query ?? ""}`, {
    method: "POST",
    headers: rawHeaders(era, message, asked.token ?? (await world.token())),
    body: JSON.stringify(message),
  });
}

/** What it answered, without what the protocol's revision adds to every result. */
export async function resultOf(response: Response): Promise<Record<string, unknown>> {
  const { result, error } = (await response.json()) as { result?: Record<string, unknown>; error?: object };
  if (result === undefined) return { error };
  const { resultType: _, ...rest } = result;
  return rest;
}
