import type { Fields } from "./upgrade-source.ts";

/**
 * `schemes`, `host` and `basePath` of Swagger 2.0 -> Server Objects: https first, since tokens go there; WebSocket schemes are
 * no HTTP. Without a host the path alone, which is relative to where the API is.
 */
export function upgradeServers({ schemes, host, basePath }: Fields): readonly { readonly url: string }[] {
  const path =
    typeof basePath === "string"
      ? basePath
          .trim()
          .replace(/\/+$/, "")
          .replace(/^(?!\/|$)/, "/")
      : "";
  if (typeof host !== "string" || host.trim() === "") return path === "" ? [] : [{ url: path }];
  const listed: unknown[] = Array.isArray(schemes) ? schemes : [schemes];
  const usable = ["https", "http"].filter((scheme) => listed.includes(scheme));
  // Authors also write the scheme into the host.
  const name = host
    .trim()
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/+$/, "");
  return (usable.length === 0 ? ["https"] : usable).map((scheme) => ({ url: `${scheme}://${name}${path}` }));
}
