import type { FileAccess } from "./file-access.ts";

/** Endings that a file may have although references leave them out, as `$self` URIs do. */
const endings = ["", ".yaml", ".yml", ".json"];

/**
 * The base that a document gives itself (OpenAPI 3.2, 4.1.2.2.1 `$self`): its references are relative to that, and it is
 * known by that to other files. Whatever lies under the base's folder is looked for at the same place under the folder in
 * which the document was found, within the same bounds.
 *
 * @param self - the document's `$self`, as it stands; without one, or with one that is no URI, nothing changes
 */
export function withSelf(access: FileAccess, self: unknown): FileAccess {
  const base = baseOf(self, access.rootUrl);
  if (base === undefined || base === access.rootUrl) return access;
  const claimed = folderOf(base);
  const actual = folderOf(access.rootUrl);
  const located = (url: string): string => {
    if (url === base) return access.rootUrl;
    return url.startsWith(claimed) ? actual + url.slice(claimed.length) : url;
  };
  return {
    rootUrl: base,
    displayName: (url) => access.displayName(located(url)),
    identity: (url) => access.identity(located(url)),
    async read(url) {
      const place = located(url);
      if (place === url) return access.read(url);
      return readFirst(access, [...endings.map((ending) => place + ending), url]);
    },
  };
}

async function readFirst(access: FileAccess, places: readonly string[]): Promise<Uint8Array> {
  let first: unknown;
  for (const place of places) {
    try {
      return await access.read(place);
    } catch (error) {
      first ??= error;
    }
  }
  throw first;
}

function baseOf(self: unknown, rootUrl: string): string | undefined {
  if (typeof self !== "string" || !URL.canParse(self, rootUrl)) return undefined;
  const url = new URL(self, rootUrl);
  url.hash = "";
  return /^(?:https?|file):$/.test(url.protocol) ? url.href : undefined;
}

function folderOf(url: string): string {
  return new URL(".", url).href;
}
