import type { HeaderReader } from "../incoming-request.ts";

/** Where a request stands in a distributed trace: the only thing of a client's request that reaches the API beside its arguments. */
export interface TraceContext {
  /** W3C Trace Context, Traceparent Header: version 00, 55 characters. */
  readonly traceparent: string;
  /** W3C Trace Context, Tracestate Header: at most 512 characters, opaque to us. */
  readonly tracestate?: string;
}

/** `HEXDIGLC`: lower-case hex only; versions after 00 may go on after another dash. */
const traceparentFormat = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Longest `traceparent` that is looked at: later versions may be longer, none is prohibitively so. */
const maxTraceparent = 256;

/** tracestate Limits: "SHOULD propagate at least 512 characters"; more is dropped, so that no caller fills the API's headers. */
const maxTracestate = 512;

/** "There can be a maximum of 32 list-members in a list." */
const maxMembers = 32;

/** `key "=" value`: no comma or equals sign in the value, no space at its end. */
const listMember =
  /^([a-z0-9][a-z0-9_\-*/@]{0,255})=[\x20-\x2B\x2D-\x3C\x3E-\x7E]{0,255}[\x21-\x2B\x2D-\x3C\x3E-\x7E]$/;

/** Flags that are defined: sampled, and random-trace-id (Level 2). Of the others: "Vendors MUST set those to zero". */
const knownFlags = 0b11;

/**
 * Reads a trace context; whatever is malformed is dropped, never mended. A bad `tracestate` does not cost the `traceparent`,
 * a bad `traceparent` costs both. A later version is read as far as 00 goes, and written as 00 (Versioning of traceparent).
 */
export function readTraceContext(traceparent: unknown, tracestate: unknown): TraceContext | undefined {
  if (typeof traceparent !== "string" || traceparent.length > maxTraceparent) return undefined;
  const [, version, traceId = "", parentId = "", flags = "", more] = traceparentFormat.exec(traceparent) ?? [];
  if (version === undefined || version === "ff" || (version === "00" && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(parentId)) return undefined;
  const kept = (Number.parseInt(flags, 16) & knownFlags).toString(16).padStart(2, "0");
  const state = readTracestate(tracestate);
  return { traceparent: `00-${traceId}-${parentId}-${kept}`, ...(state !== undefined && { tracestate: state }) };
}

/** The list without its empty members; undefined when there is none, or one that is not a list. */
function readTracestate(text: unknown): string | undefined {
  if (typeof text !== "string" || text.length > maxTracestate) return undefined;
  const members = text
    .split(",")
    .map((member) => member.replaceAll(/^[ \t]+|[ \t]+$/g, ""))
    .filter((member) => member !== "");
  const keys = members.map((member) => listMember.exec(member)?.[1]);
  if (keys.length === 0 || keys.length > maxMembers || keys.includes(undefined)) return undefined;
  // Combined Header Value: "Only one entry per key is allowed".
  return new Set(keys).size === keys.length ? members.join(",") : undefined;
}

/** The trace context of an HTTP request. Headers that came twice are joined by a comma: two `traceparent` are none. */
export function traceOfHeaders(headers: HeaderReader): TraceContext | undefined {
  return readTraceContext(headers.get("traceparent"), headers.get("tracestate"));
}

/** MCP 2026-07-28, `_meta` (SEP-414): the keys `traceparent` and `tracestate` hold what the W3C headers do. */
export function traceOfMeta(meta: unknown): TraceContext | undefined {
  if (typeof meta !== "object" || meta === null) return undefined;
  const { traceparent, tracestate } = meta as { readonly traceparent?: unknown; readonly tracestate?: unknown };
  return readTraceContext(traceparent, tracestate);
}

/**
 * Puts a trace context on a request to the API, unless an argument that the document declares has set one. `baggage` is not
 * passed on: it is free text of the client.
 */
export function passTraceOn(headers: Headers, trace: TraceContext | undefined): void {
  if (trace === undefined || headers.has("traceparent")) return;
  headers.set("traceparent", trace.traceparent);
  if (trace.tracestate !== undefined && !headers.has("tracestate")) headers.set("tracestate", trace.tracestate);
}
