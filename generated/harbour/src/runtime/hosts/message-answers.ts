import { isJSONRPCRequest, type JSONRPCMessage, type JSONRPCRequest } from "@modelcontextprotocol/server";
import { createItemSplitter } from "../upstream/stream-items.ts";
import { isRecord } from "../upstream/value-text.ts";

/** The messages that an HTTP response carries for a message: one, or those of its stream as they come. */
export async function* answersOf(response: Response, message: JSONRPCMessage): AsyncGenerator<JSONRPCMessage> {
  if (response.headers.get("content-type")?.startsWith("text/event-stream") === true && response.body !== null) {
    yield* eventsOf(response.body);
    return;
  }
  const text = await response.text();
  if (!isJSONRPCRequest(message)) return;
  const body: unknown = text === "" ? undefined : JSON.parse(text);
  yield isMessage(body) && body["id"] !== null ? body : refusalOf(body, message);
}

/** The messages of a stream of events, as they come. */
export async function* eventsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<JSONRPCMessage> {
  const splitter = createItemSplitter("events");
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  for (let piece = await reader.read(); ; piece = await reader.read()) {
    const items = piece.done ? splitter.end() : splitter.push(decoder.decode(piece.value, { stream: true }));
    for (const { data } of items) {
      const event: unknown = JSON.parse(data);
      if (isMessage(event)) yield event;
    }
    if (piece.done) return;
  }
}

/**
 * A refusal of the HTTP endpoint, where there is no HTTP. Of a call it is a tool's error: a model, and whoever reads along, learns which scope is
 * missing or that the token has ended. Of anything else it is an error of JSON-RPC.
 */
function refusalOf(body: unknown, { id, method, params }: JSONRPCRequest): JSONRPCMessage {
  const text = textOf(body);
  if (method !== "tools/call" || !isRecord(body) || typeof body["error"] !== "string") {
    const code = isRecord(body) && isRecord(body["error"]) ? body["error"]["code"] : undefined;
    return { jsonrpc: "2.0", id, error: { code: typeof code === "number" ? code : -32600, message: text } };
  }
  const isModern = isRecord(params?.["_meta"]) && "io.modelcontextprotocol/protocolVersion" in params["_meta"];
  const result = { isError: true, content: [{ type: "text", text }], ...(isModern && { resultType: "complete" }) };
  return { jsonrpc: "2.0", id, result };
}

/** What a refusal says for people. */
export function textOf(body: unknown): string {
  const said = isRecord(body)
    ? (body["error_description"] ?? (isRecord(body["error"]) && body["error"]["message"]))
    : "";
  return typeof said === "string" && said !== "" ? said : "The server gave no answer to this message.";
}

/** Whether a value can be a message of JSON-RPC 2.0. */
export function isMessage(value: unknown): value is JSONRPCMessage & { readonly id?: unknown } {
  return isRecord(value) && value["jsonrpc"] === "2.0";
}
