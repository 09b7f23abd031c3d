import { GeneratorError } from "../errors.ts";

/** How the Schema Objects and fields of a document are to be read. */
export type Dialect = "3.0" | "3.1" | "3.2";

/**
 * The version of the specification that a document says it follows. YAML reads `3.1` and `2.0` as numbers.
 * @throws GeneratorError `document-unsupported` for any other, with what it is
 */
export function versionOf(root: object, spec: string): "2.0" | Dialect {
  const openapi = versionText(root, "openapi");
  const swagger = versionText(root, "swagger");
  if (openapi === undefined && /^2(\.0)?$/.test(swagger ?? "")) return "2.0";
  const dialect = /^(3\.[012])(?:[.-].*)?$/.exec(openapi ?? "")?.[1];
  if (dialect === "3.0" || dialect === "3.1" || dialect === "3.2") return dialect;
  const found =
    openapi !== undefined
      ? `OpenAPI ${openapi}`
      : swagger !== undefined
        ? `Swagger ${swagger}`
        : "swaggerVersion" in root
          ? `Swagger ${String(root.swaggerVersion)}`
          : "overlay" in root
            ? "an overlay, which is given with --overlay beside the document that it changes,"
            : "a document without an `openapi` field";
  throw new GeneratorError(
    "document-unsupported",
    `${spec}: ${found} cannot be read. Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can; convert the document to one of them.`,
  );
}

function versionText(root: object, field: string): string | undefined {
  if (!Object.hasOwn(root, field)) return undefined;
  const version: unknown = (root as Record<string, unknown>)[field];
  if (typeof version === "number") return Number.isInteger(version) ? version.toFixed(1) : String(version);
  return typeof version === "string" ? version.trim() : JSON.stringify(version);
}
