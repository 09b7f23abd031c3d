import type { ApiDefinition } from "../../templates/src/runtime/surface-types.ts";
import type { Api } from "../2-model/api.ts";
import { plainLine, plainText } from "../plain-text.ts";

/** Characters of the instructions that MCP clients show to models. */
const maxInstructions = 600;

/** Who the server is. */
export function describeApi(
  api: Api,
  name: string | undefined,
  scopes: ApiDefinition["scopes"],
  origins: ApiDefinition["origins"],
): ApiDefinition {
  const instructions = plainText(api.description ?? "", maxInstructions);
  return {
    name: name ?? machineName(api.title),
    title: plainLine(api.title, 120) || "API",
    version: plainLine(api.version, 60) || "0.0.0",
    ...(instructions === "" ? {} : { instructions }),
    scopes,
    origins,
  };
}

/** Characters of the machine name: it is a package name and stands in every log line. */
const maxName = 64;

function machineName(title: string): string {
  const words = title
    .normalize("NFKD")
    .replaceAll(/['\u2019]|\p{Mark}/gu, "")
    .toLowerCase();
  return (
    words
      .replaceAll(/[^a-z0-9]+/g, "-")
      .slice(0, maxName)
      .replaceAll(/^-+|-+$/g, "") || "api"
  );
}
