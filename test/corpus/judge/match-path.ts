import { percentDecode } from "./decode-style.ts";

/**
 * The raw text at each expression of a path template, or undefined when the path is not one of the template. Raw: percent-encoding is
 * not touched, so that a slash within a value cannot pass for the template's own.
 */
export function matchPath(template: string, path: string): ReadonlyMap<string, string> | undefined {
  const wanted = template.split("/");
  const segments = path.split("/");
  if (wanted.length !== segments.length) return undefined;
  const values = new Map<string, string>();
  for (const [index, pattern] of wanted.entries()) {
    const found = matchSegment(pattern, segments[index] ?? "");
    if (found === undefined) return undefined;
    for (const [name, raw] of found) values.set(name, raw);
  }
  return values;
}

function matchSegment(pattern: string, segment: string): readonly (readonly [string, string])[] | undefined {
  const names = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  const literals = pattern.split(/\{[^{}]+\}/);
  if (names.length === 0) return percentDecode(segment) === percentDecode(pattern) ? [] : undefined;
  const source = literals.map((literal) => literal.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join("(.+?)");
  const match =
    new RegExp(`^${source}$`, "s").exec(segment) ?? new RegExp(`^${source}$`, "s").exec(percentDecode(segment));
  return match === null ? undefined : names.map((name, index) => [name, match[index + 1] ?? ""] as const);
}

/** Whether every segment of a template is as literal as that of another, and one is more so (OpenAPI 3.1.1, 4.8.8.2). */
export function isMoreLiteral(template: string, other: string): boolean {
  const [own, others] = [template.split("/").map(literalness), other.split("/").map(literalness)];
  return (
    own.every((rank, index) => rank >= (others[index] ?? 0)) && own.some((rank, index) => rank > (others[index] ?? 0))
  );
}

/** 2: text only; 1: text with an expression; 0: an expression. */
function literalness(segment: string): number {
  if (!segment.includes("{")) return 2;
  return /^\{[^{}]+\}$/.test(segment) ? 0 : 1;
}
