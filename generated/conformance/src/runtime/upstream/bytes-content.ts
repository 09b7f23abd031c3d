import type { ContentBlock } from "@modelcontextprotocol/server";

/** Bytes as a content block: images and audio as such, everything else as an embedded resource with a URI of our own. */
export async function bytesContent(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: string,
  tool: string,
): Promise<ContentBlock> {
  const data = toBase64(bytes);
  if (mediaType.startsWith("image/")) {
    return { type: "image", data, mimeType: mediaType };
  }
  if (mediaType.startsWith("audio/")) {
    return { type: "audio", data, mimeType: mediaType };
  }
  return {
    type: "resource",
    resource: { uri: await resourceUri(bytes, tool), mimeType: mediaType || "application/octet-stream", blob: data },
  };
}

/** Text as an embedded resource, where its media type matters. */
export async function textResource(text: string, mediaType: string, tool: string): Promise<ContentBlock> {
  return {
    type: "resource",
    resource: { uri: await resourceUri(new TextEncoder().encode(text), tool), mimeType: mediaType, text },
  };
}

/** Names the content, not the place it came from: the API's URLs stay inside. The same bytes have the same URI. */
async function resourceUri(bytes: Uint8Array<ArrayBuffer>, tool: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest.subarray(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `tool-answer:/${encodeURIComponent(tool)}/${hex}`;
}

/** Base64 with padding (RFC 4648, 4). In slices: a call takes only so many arguments. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.byteLength; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(binary);
}
