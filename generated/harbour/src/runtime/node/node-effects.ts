import { hash } from "node:crypto";
import type { HandlerEffects } from "../handler-options.ts";
import { httpTransport } from "./http-transport.ts";

/** What Node does for less than the web's standards can: sending requests, and hashing without a promise. */
export const nodeEffects: Pick<HandlerEffects, "digest" | "transport"> = {
  transport: httpTransport,
  digest: (text) => hash("sha256", text, "base64url"),
};
