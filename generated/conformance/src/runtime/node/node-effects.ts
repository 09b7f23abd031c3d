import { hash } from "node:crypto";
import type { HandlerEffects } from "../handler-options.ts";
import { gzipBody } from "./gzip-body.ts";
import { httpTransport } from "./http-transport.ts";

/** What Node does for less than the web's standards can: sending requests, hashing without a promise, compressing in parts. */
export const nodeEffects: Pick<HandlerEffects, "compress" | "digest" | "transport"> = {
  compress: gzipBody,
  transport: httpTransport,
  digest: (text) => hash("sha256", text, "base64url"),
};
