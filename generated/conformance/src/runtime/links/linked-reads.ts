import type { ParsedBody } from "../guards/read-message.ts";
import type { Tool } from "../surface-types.ts";
import { isRecord } from "../upstream/value-text.ts";
import type { ResultLinks } from "./result-links.ts";

/**
 * The tools that the `resources/read` messages of a body will call, batches included: the gates judge them as calls. What is no
 * link of this server calls nothing, and is left to `resources/read` itself.
 */
export async function linkedReads(
  body: ParsedBody,
  links: ResultLinks | undefined,
  toolOf: (name: string) => Tool | undefined,
): Promise<readonly Tool[]> {
  if (links === undefined) return [];
  const messages = Array.isArray(body) ? body : [body];
  const reads = messages.filter((message) => message["method"] === "resources/read");
  const calls = await Promise.all(reads.map(async ({ params }) => await links.open(uriOf(params))));
  return calls.flatMap((call) => {
    const tool = call === undefined ? undefined : toolOf(call.tool);
    return tool === undefined ? [] : [tool];
  });
}

function uriOf(params: unknown): unknown {
  return isRecord(params) ? params["uri"] : undefined;
}
