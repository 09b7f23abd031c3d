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
  const found = new Map<string, string>();
  const placeOf = (url: string): string => found.get(url) ?? located(url);
  return {
    rootUrl: base,
    displayName: (url) => access.displayName(placeOf(url)),
    identity: (url) => access.identity(placeOf(url)),
    async read(url) {
      const place = located(url);
      const places = place === url ? [url] : [...endings.map((ending) => place + ending), url];
      return readFirst(access, places, (read) => found.set(url, read));
    },
  };
}

async function readFirst(
  access: FileAccess,
  places: readonly string[],
  onRead: (place: string) => void,
): Promise<Uint8Array> {
  let first: unknown;
  for (const place of places) {
    try {
      const bytes = await access.read(place);
      onRead(place);
      return bytes;
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
