/** Reads the part of the Dockerfile language that generated projects use; anything else is an error, not a guess. */

/** One instruction, by its keyword. */
export type Instruction =
  | { readonly kind: "FROM"; readonly image: string; readonly name?: string }
  | { readonly kind: "WORKDIR"; readonly path: string }
  | { readonly kind: "COPY"; readonly from?: string; readonly sources: readonly string[]; readonly target: string }
  | { readonly kind: "RUN"; readonly command: string }
  | { readonly kind: "ENV"; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: "USER"; readonly user: string }
  | { readonly kind: "EXPOSE"; readonly ports: readonly string[] }
  | { readonly kind: "HEALTHCHECK"; readonly command: readonly string[] }
  | { readonly kind: "CMD"; readonly command: readonly string[] }
  | { readonly kind: "LABEL" | "ARG" | "STOPSIGNAL"; readonly text: string };

/** Splits the text into instructions: comments gone, continued lines joined. */
export function parseDockerfile(text: string): Instruction[] {
  return text
    .split("\n")
    .filter((line) => !/^\s*#/.test(line))
    .join("\n")
    .replace(/\\\n/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map(parseInstruction);
}

function parseInstruction(line: string): Instruction {
  const [, keyword = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
  const kind = keyword.toUpperCase();
  switch (kind) {
    case "FROM":
      return parseFrom(rest);
    case "WORKDIR":
      return { kind, path: rest };
    case "COPY":
      return parseCopy(rest);
    case "RUN":
      return { kind, command: rest.replace(/^(--mount=\S+\s+)+/, "") };
    case "ENV":
      return { kind, variables: Object.fromEntries(rest.split(/\s+/).map(parseAssignment)) };
    case "USER":
      return { kind, user: rest };
    case "EXPOSE":
      return { kind, ports: rest.split(/\s+/) };
    case "HEALTHCHECK":
      return { kind, command: parseCommand(rest.replace(/^(--\S+\s+)*CMD\s+/, "")) };
    case "CMD":
    case "ENTRYPOINT":
      return { kind: "CMD", command: parseCommand(rest) };
    case "LABEL":
    case "ARG":
    case "STOPSIGNAL":
      return { kind, text: rest };
    default:
      throw new Error(`Dockerfile instruction that the replay does not know: ${line}`);
  }
}

function parseFrom(rest: string): Instruction {
  const [image = "", as, name] = rest.replace(/^(--\S+\s+)*/, "").split(/\s+/);
  return as?.toUpperCase() === "AS" && name !== undefined ? { kind: "FROM", image, name } : { kind: "FROM", image };
}

function parseCopy(rest: string): Instruction {
  const words = rest.split(/\s+/);
  const from = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
  const paths = words.filter((word) => !word.startsWith("--"));
  const target = paths.pop();
  if (target === undefined || paths.length === 0) throw new Error(`COPY without source or target: ${rest}`);
  return { kind: "COPY", sources: paths, target, ...(from === undefined ? {} : { from }) };
}

function parseAssignment(word: string): [string, string] {
  const at = word.indexOf("=");
  if (at < 1) throw new Error(`ENV takes NAME=value here: ${word}`);
  return [word.slice(0, at), word.slice(at + 1).replace(/^"(.*)"$/, "$1")];
}

/** The exec form is a list; the shell form goes to a shell, as the engine does it. */
function parseCommand(text: string): readonly string[] {
  return text.startsWith("[") ? (JSON.parse(text) as string[]) : ["/bin/sh", "-c", text];
}
