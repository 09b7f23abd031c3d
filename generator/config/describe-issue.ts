import { z } from "zod";
import { nearest } from "../nearest.ts";

/** One mistake in a config file. */
export interface ConfigMistake {
  /** JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** As one writes it: `tools[0].match`. Empty: the whole config. */
  readonly key: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Says what an issue means; one with several unknown keys is several mistakes. */
export function describeIssue(issue: Issue, schema: z.ZodType): readonly ConfigMistake[] {
  if (issue.code !== "unrecognized_keys") return [mistake(issue.path, explain(issue))];
  const allowed = allowedKeys(schema, issue.path);
  return issue.keys.map((key) => mistake([...issue.path, key], unknownKey(key, allowed)));
}

function mistake(path: Path, message: string): ConfigMistake {
  const segments = path.map(String);
  const pointer = segments.map((segment) => `/${segment.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
  const key = path.map((segment, index) => writeSegment(segment, index)).join("");
  return { pointer, key, message };
}

function writeSegment(segment: PropertyKey, index: number): string {
  if (typeof segment === "number") return `[${segment}]`;
  const name = String(segment);
  if (!/^[\w$-]+$/u.test(name)) return `[${JSON.stringify(name)}]`;
  return index === 0 ? name : `.${name}`;
}

function explain(issue: Issue): string {
  if (issue.code === "invalid_type") return `must be ${article(issue.expected)}${receivedType(issue.message)}`;
  if (issue.code === "invalid_value")
    return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
  if (issue.code === "invalid_key") return `has a wrong name: it must be ${issue.issues[0]?.message ?? "another"}`;
  if (issue.code === "too_small")
    return isNumber(issue.origin) ? `must be ${issue.minimum} or more` : "must not be empty";
  if (issue.code === "too_big" && isNumber(issue.origin)) return `must be ${issue.maximum} or less`;
  return `must be ${issue.message}`.replace(/^must be at least/u, "must have at least");
}

function isNumber(origin: string): boolean {
  return origin === "number" || origin === "int";
}

function article(type: string): string {
  const noun = type === "array" ? "list" : type === "record" ? "object" : type;
  return /^[aeiou]/u.test(noun) ? `an ${noun}` : `a ${noun}`;
}

/** Zod names the type it got only in its message. */
function receivedType(message: string): string {
  const received = /received (?<type>\w+)$/u.exec(message)?.groups?.["type"];
  return received === undefined
    ? ""
    : `, not ${article(received)}`.replace("a null", "null").replace("an undefined", "absent");
}

function unknownKey(key: string, allowed: readonly string[]): string {
  const near = nearest(key, allowed);
  const meant = near === undefined ? "" : `; did you mean "${near}"?`;
  return `is no key${meant || ";"} Allowed here: ${allowed.join(", ")}`.replace("; Allowed here", "; allowed here");
}

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
}

/** The keys that the object at a path may have, in the schema's order. */
function allowedKeys(schema: z.ZodType, path: Path): readonly string[] {
  let node: SchemaNode | undefined = z.toJSONSchema(schema, { io: "input" }) as SchemaNode;
  for (const segment of path) node = child(node, segment);
  return Object.keys(node?.properties ?? {});
}

function child(node: SchemaNode | undefined, segment: PropertyKey): SchemaNode | undefined {
  if (typeof segment === "number") return node?.items;
  const named = node?.properties?.[String(segment)];
  if (named !== undefined) return named;
  return typeof node?.additionalProperties === "object" ? node.additionalProperties : undefined;
}
