import { exec, type JsonValue } from "jsonpath-rfc9535";

/** A node that a JSONPath selects: its value, and the names and indices that lead to it. */
export interface SelectedNode {
  readonly value: unknown;
  readonly tokens: readonly string[];
}

/** The nodes that a JSONPath (RFC 9535) selects, each once, in the order of the query. */
export function selectNodes(root: unknown, path: string): SelectedNode[] {
  const found = new Map<string, SelectedNode>();
  exec(root as JsonValue, path, (value, steps) => {
    const tokens = steps.map((step) => (typeof step === "number" ? String(step) : unescapeName(step)));
    found.set(JSON.stringify(tokens), { value, tokens });
  });
  return [...found.values()];
}

/** The library gives names as normalized paths write them (RFC 9535, 2.7). */
function unescapeName(name: string): string {
  return name.replaceAll(/\\(?:u([0-9a-f]{4})|(.))/gs, (_, code: string | undefined, character: string) =>
    code === undefined ? (controls[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

const controls: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
