import { upgradeFromTwoToThree } from "@scalar/openapi-upgrader/2.0-to-3.0";
import type { Diagnostics } from "../diagnostics.ts";
import { markMember, markOrigin } from "./origins.ts";
import type { LoadedDocument, SourceFile } from "./source-file.ts";
import { mediaTypes, upgradeOperation, type SwaggerOperation } from "./upgrade-operation.ts";
import { upgradeServers } from "./upgrade-servers.ts";
import {
  copyNode,
  followNode,
  isFields,
  memberNode,
  memberNodes,
  originalKey,
  rootNode,
  swaggerSource,
  upgradeFragment,
} from "./upgrade-source.ts";
import type { Fields, SwaggerNode, SwaggerSource } from "./upgrade-source.ts";

/** Members that stand elsewhere in OpenAPI 3, or nowhere. */
const moved = new Set([
  "swagger",
  "host",
  "basePath",
  "schemes",
  "consumes",
  "produces",
  "paths",
  "definitions",
  "parameters",
  "responses",
  "securityDefinitions",
]);

/**
 * Swagger 2.0 -> OpenAPI 3.0, in one file or several. `@scalar/openapi-upgrader` converts each operation, the definitions and
 * the security schemes, each alone, so that one that it stumbles over costs no other; `upgrade-*.ts` prepares and mends what it
 * would lose. Every object notes where it was written, so that findings lead to lines of the original.
 */
export function upgradeSwagger(document: LoadedDocument, diagnostics: Diagnostics): LoadedDocument {
  const source = swaggerSource(document, diagnostics);
  const node = rootNode(source);
  const value: Fields = {
    openapi: "3.0.4",
    ...Object.fromEntries(
      memberNodes(node).flatMap(({ key, node: member }) => (moved.has(key) ? [] : [[key, copyNode(source, member)]])),
    ),
    servers: upgradeServers(node.value as Fields),
    paths: upgradePaths(source, node),
    components: upgradeComponents(source, node),
  };
  markMember(value, "servers", memberNode(node, "host")?.origin ?? node.origin);
  const files = new Map<string, SourceFile>();
  for (const [url, file] of document.files)
    if (url !== document.root.url) files.set(url, { ...file, value: upgradeFragment(source, file.value, file) });
  // Last, because the others may have asked for it.
  if (source.needsOriginal) value[originalKey] = originalParts(source, node);
  const root: SourceFile = { ...document.root, value, rewritten: true };
  return { ...document, root, files: files.set(root.url, root) };
}

/** The converter reads only what it is given: schemas and security schemes that are objects. */
function upgradeComponents(source: SwaggerSource, root: SwaggerNode): Fields {
  const definitions = memberNode(root, "definitions");
  const schemes = memberNode(root, "securityDefinitions");
  const given = {
    swagger: "2.0",
    definitions: definitions === undefined ? {} : copyNode(source, definitions),
    securityDefinitions: Object.fromEntries(
      memberNodes(schemes).flatMap(({ key, node }) => (isFields(node.value) ? [[key, copyNode(source, node)]] : [])),
    ),
  };
  const upgraded: unknown = isFields(given.definitions) ? upgradeFromTwoToThree(given) : {};
  const components = isFields(upgraded) && isFields(upgraded["components"]) ? upgraded["components"] : {};
  if (definitions !== undefined) markMember(components, "schemas", definitions.origin);
  if (schemes !== undefined) markMember(components, "securitySchemes", schemes.origin);
  return components;
}

function upgradePaths(source: SwaggerSource, root: SwaggerNode): unknown {
  const paths = memberNode(root, "paths");
  if (!isFields(paths?.value)) return paths?.value ?? {};
  const inherited = {
    consumes: mediaTypes(memberNode(root, "consumes")),
    produces: mediaTypes(memberNode(root, "produces")),
  };
  const upgraded = memberNodes(paths).map(({ key: path, node }) => {
    const item = path.startsWith("x-") ? undefined : followNode(source, node);
    // What cannot be read stays as it is: the model says what is wrong with it.
    const value = isFields(item?.value)
      ? upgradePathItem(source, { path, item, beside: node, ...inherited })
      : undefined;
    return [path, value ?? copyNode(source, node)] as const;
  });
  return markedFields(upgraded, paths);
}

interface SwaggerPathItem extends Pick<SwaggerOperation, "consumes" | "produces"> {
  readonly path: string;
  readonly item: SwaggerNode;
  /** The item, or the reference that led to it, beside which more may stand. */
  readonly beside: SwaggerNode;
}

function upgradePathItem(source: SwaggerSource, { path, item, beside, consumes, produces }: SwaggerPathItem): Fields {
  const owners = item === beside ? [item] : [item, beside];
  const inherited = owners.flatMap((owner) => memberNodes(memberNode(owner, "parameters")).map(({ node }) => node));
  const members = owners.flatMap((owner) => memberNodes(owner));
  const upgraded = members.flatMap(({ key, node }) => {
    if (key === "parameters" || key === "$ref") return [];
    const operation = key.startsWith("x-") ? undefined : followNode(source, node);
    if (operation === undefined || !isFields(operation.value)) return [[key, copyNode(source, node)] as const];
    const value = upgradeOperation(source, { method: key, path, node: operation, inherited, consumes, produces });
    return value === undefined ? [] : [[key, value] as const];
  });
  return markedFields(upgraded, item);
}

function markedFields(entries: readonly (readonly [string, unknown])[], { origin }: SwaggerNode): Fields {
  const fields = Object.fromEntries(entries);
  markOrigin(fields, origin);
  return fields;
}

function originalParts(source: SwaggerSource, root: SwaggerNode): Fields {
  const parts = ["paths", "parameters", "responses"].flatMap((key) => {
    const member = memberNode(root, key);
    return member === undefined ? [] : [[key, toComponents(copyNode(source, member))] as const];
  });
  return Object.fromEntries(parts);
}

/** References of the original parts, in place. */
function toComponents(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const { $ref } = value as Fields;
  if (typeof $ref === "string") (value as Fields)["$ref"] = $ref.replace(/^#\/definitions\//, "#/components/schemas/");
  for (const member of Object.values(value)) toComponents(member);
  return value;
}
