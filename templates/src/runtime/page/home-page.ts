import { acceptsGzip } from "../accepts-gzip.ts";
import type { HomeContent, HomePageFactory } from "../choose-home.ts";
import type { IncomingRequest } from "../incoming-request.ts";
import { homeMarkup } from "./home-markup.ts";
import { markup, verbatim } from "./markup.ts";
import { pageScript } from "./page-script.ts";
import { pageStyle } from "./page-style.ts";

/** The page as bytes, and what stands in its headers. */
interface Representation {
  readonly plain: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly etag: string;
  readonly policy: string;
}

/** The page for people. It is written, compressed and hashed once, when the first of them comes: at the edge nothing can be awaited before. */
export const homePage: HomePageFactory = (content) => {
  // Not the promise: on some platforms one whose client has left never settles, and nobody would see the page again.
  let made: Representation | undefined;
  return async (request) => answer(request, (made ??= await represent(content)));
};

async function represent(content: HomeContent): Promise<Representation> {
  const { title } = content.api;
  const document = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - MCP server</title><meta name="description" content="${title}: a Model Context Protocol server"><link rel="icon" href="data:,">
<style>${verbatim(pageStyle)}</style></head>
<body>${homeMarkup(content)}<script>${verbatim(pageScript)}</script></body></html>
`;
  const plain = new TextEncoder().encode(document.html);
  const [style, script, tag] = await Promise.all([digest(pageStyle), digest(pageScript), digest(plain)]);
  return {
    plain,
    gzip: await compress(plain),
    etag: tag.slice(0, 22),
    policy: `default-src 'none'; style-src 'sha256-${style}'; script-src 'sha256-${script}'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'`,
  };
}

function answer(request: IncomingRequest, { plain, gzip, etag, policy }: Representation): Response {
  const zipped = acceptsGzip(request.headers);
  // RFC 9110, 8.8.3: another coding is another representation.
  const tag = `"${etag}${zipped ? "-gzip" : ""}"`;
  const headers = {
    etag: tag,
    vary: "accept, accept-encoding",
    "cache-control": "no-cache",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  };
  if (request.headers.get("if-none-match")?.includes(tag) === true) return new Response(null, { status: 304, headers });
  const init = {
    headers: {
      ...headers,
      "content-type": "text/html; charset=utf-8",
      ...(zipped && { "content-encoding": "gzip" }),
    },
    // workerd compresses what says that it is compressed, unless it is told that it is.
    encodeBody: "manual",
  };
  return new Response(request.method === "HEAD" ? null : zipped ? gzip : plain, init);
}

/** SHA-256 in base64, as Content Security Policy 3, 2.3.1 has it. */
async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
}

async function compress(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Response(bytes).body?.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
