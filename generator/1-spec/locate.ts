import { parseTree, type Node as JsonNode } from "jsonc-parser";
import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument } from "yaml";
import type { Alias, Document, YAMLMap } from "yaml";

export type DocumentFormat = "json" | "yaml";

/** A place in a text. Both count from 1; `column` counts UTF-16 code units, as editors do. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the place of a JSON Pointer (RFC 6901): of the member's name in an object, of the value in an array. What is
 * not there is looked for by its nearest ancestor; `undefined` only when the text holds nothing at all.
 */
export type Locator = (pointer: string) => SourcePosition | undefined;

/** One format's way down: the place of `parent`'s child `name`, and the child. */
interface Step<Node> {
  readonly offset: number;
  readonly node: Node | undefined;
}

type StepInto<Node> = (parent: Node, name: string) => Step<Node> | undefined;

/**
 * Makes a locator for a text. The text is parsed at the first question, so that a document without findings costs
 * nothing. Never throws: a text that does not parse is located as far as it can be read.
 */
export function createLocator(text: string, format: DocumentFormat): Locator {
  let find: ((tokens: readonly string[]) => number | undefined) | undefined;
  let lineStarts: readonly number[] | undefined;
  return (pointer) => {
    find ??= format === "json" ? jsonFinder(text) : yamlFinder(text);
    const offset = find(pointerTokens(pointer));
    if (offset === undefined) return undefined;
    lineStarts ??= findLineStarts(text);
    return positionOf(offset, lineStarts);
  };
}

/** The reference tokens of a pointer: RFC 6901, 4 and, since the pointers come as URI fragments, 6. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => percentDecode(token).replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A pointer that was not percent-encoded may hold a lone `%`. */
function percentDecode(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}

function jsonFinder(text: string): (tokens: readonly string[]) => number | undefined {
  const root = parseTree(text);
  const stepInto = jsonStepper();
  return (tokens) => (root === undefined ? undefined : walk(root, root.offset, tokens, stepInto));
}

function yamlFinder(text: string): (tokens: readonly string[]) => number | undefined {
  const document = parseDocument(text, { keepSourceTokens: false, logLevel: "error", uniqueKeys: false });
  const root: unknown = document.contents;
  const stepInto = yamlStepper(document);
  return (tokens) => (root === null ? undefined : walk(root, offsetOf(root) ?? 0, tokens, stepInto));
}

/** Goes down as far as the tokens lead; gives the offset where it had to stop. */
function walk<Node>(root: Node, start: number, tokens: readonly string[], into: StepInto<Node>): number {
  let node: Node | undefined = root;
  let offset = start;
  for (const token of tokens) {
    const step: Step<Node> | undefined = node === undefined ? undefined : into(node, token);
    if (step === undefined) return offset;
    ({ node, offset } = step);
  }
  return offset;
}

/** Keeps what was worked out for an object: a document may have thousands of findings in one map of thousands of members. */
function once<Key extends object, Value>(workOut: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const value = workOut(key);
    known.set(key, value);
    return value;
  };
}

/** With a doubled name the last one counts, as for `JSON.parse`. */
function jsonStepper(): StepInto<JsonNode> {
  const membersOf = once(
    (parent: JsonNode) =>
      new Map(parent.children?.map((property) => [property.children?.[0]?.value as unknown, property])),
  );
  return (parent, name) => {
    if (parent.type === "array") {
      const item = parent.children?.[Number(name)];
      return item === undefined ? undefined : { offset: item.offset, node: item };
    }
    const property = membersOf(parent).get(name);
    return property === undefined ? undefined : { offset: property.offset, node: property.children?.[1] };
  };
}

function yamlStepper(document: Document): StepInto<unknown> {
  const targetOf = once((alias: Alias) => ({ node: alias.resolve(document) }));
  const pairsOf = once(
    (parent: YAMLMap) =>
      new Map(
        parent.items.flatMap((pair) => (isPair(pair) && isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])),
      ),
  );
  return (aliased, name) => {
    const parent = isAlias(aliased) ? targetOf(aliased).node : aliased;
    if (isSeq(parent)) {
      const item = parent.items[Number(name)];
      return item === undefined ? undefined : { offset: offsetOf(item) ?? 0, node: item };
    }
    const pair = isMap(parent) ? pairsOf(parent).get(name) : undefined;
    return pair === undefined ? undefined : { offset: offsetOf(pair.key) ?? 0, node: pair.value };
  };
}

function offsetOf(node: unknown): number | undefined {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return undefined;
  return node.range?.[0];
}

/** Offsets at which lines begin; lines end in LF, CRLF or CR. */
function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/gu)) starts.push(match.index + match[0].length);
  return starts;
}

/** Binary search for the last line that begins at or before the offset. */
function positionOf(offset: number, lineStarts: readonly number[]): SourcePosition {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}
