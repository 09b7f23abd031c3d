import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import { plainLine } from "../plain-text.ts";
import { firstSentence } from "./first-sentence.ts";
import { packageVersion } from "./package-files.ts";

/** Which edition of the MCP registry's format this is. */
const SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json";

/** Most characters of title and description, and of a name's part behind the slash, in that format. */
const TEXT_LENGTH = 100;

/** `server.json` of the MCP registry, for a server that is reached by its URL. */
export interface RegistryEntry {
  readonly $schema: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly remotes: readonly [{ readonly type: "streamable-http"; readonly url: string }];
}

/**
 * What the MCP registry is told of a server. Whose it is and where it runs only the user knows: both are of `example.com`, which
 * the registry takes from nobody.
 */
export function registryEntry(api: ApiDefinition): RegistryEntry {
  const title = plainLine(api.title, TEXT_LENGTH);
  const sentence = plainLine(firstSentence(api.instructions ?? ""), TEXT_LENGTH);
  return {
    $schema: SCHEMA,
    name: `com.example/${api.name.slice(0, TEXT_LENGTH).replace(/-+$/u, "")}`,
    title: title === "" ? api.name.slice(0, TEXT_LENGTH) : title,
    description: sentence === "" ? `MCP server ${api.name.slice(0, TEXT_LENGTH - "MCP server ".length)}` : sentence,
    version: packageVersion(api),
    remotes: [{ type: "streamable-http", url: "https://mcp.example.com/mcp" }],
  };
}
