/** Characters of a header that are read: a longer one is no navigation. */
const MAX_HEADER = 16_384;

const LINK = /<([^<>]*)>((?:\s*;\s*[\w!#$%&'*+.^`|~-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]+))?)*)/g;
const PARAMETER = /;\s*([\w!#$%&'*+.^`|~-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?/g;

/** Targets of a `Link` header by relation type, lower case; the first of each (RFC 8288, 3). Targets are as they came: no URL is checked. */
export function readLinks(header: string): ReadonlyMap<string, string> {
  const links = new Map<string, string>();
  for (const [, target = "", parameters = ""] of header.slice(0, MAX_HEADER).matchAll(LINK)) {
    for (const type of relationTypes(parameters)) {
      if (!links.has(type)) links.set(type, target);
    }
  }
  return links;
}

/** Section 3.3: a list of types, of which only the first of a link counts. */
function relationTypes(parameters: string): readonly string[] {
  const relation = [...parameters.matchAll(PARAMETER)].find(([, name = ""]) => name.toLowerCase() === "rel");
  const types = (relation?.[2] ?? relation?.[3] ?? "").toLowerCase().split(/\s+/);
  return types.filter((type) => type !== "");
}
