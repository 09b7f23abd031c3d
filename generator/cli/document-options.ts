import type { Command } from "commander";

/** The options about what is read besides the document, which every command that reads one has. */
export function addDocumentOptions(command: Command): Command {
  return command
    .option("--overlay <file>", "apply an OpenAPI Overlay to the document first; may be repeated, in order", collect)
    .option("--ref-root <dir>", "folder that references to other files must stay in (default: the document's)")
    .option("--ref-host <host>", "host that references may name, over https; may be repeated (default: none)", collect);
}

/** Each use of a flag adds one value: lists that end at the next flag would swallow the document. */
function collect(value: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, value];
}
