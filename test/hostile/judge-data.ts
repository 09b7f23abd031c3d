import { parseEnv } from "node:util";
import { isCollection, isScalar, parseAllDocuments, visit } from "yaml";
import type { Node } from "yaml";
import { hasCanary } from "./finding.ts";
import type { Verdict } from "./finding.ts";

/** Variables whose value the document may propose, as a comment or not (product.md, Without a config). */
const PROPOSED = /^(?:OAUTH_ISSUER|API_BASE_URL|[A-Z0-9_]*ORIGIN[A-Z0-9_]*)$/u;

/** Members of `package.json` that are only shown. */
const SHOWN: ReadonlySet<string> = new Set(["description", "keywords"]);

/** Judges a JSON file: it parses; nothing of a payload is in a script, and in `package.json` only in what is shown. */
export function judgeJson(path: string, content: string): readonly Verdict[] {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    return [["not JSON", String(error)]];
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const isPackage = /(?:^|\/)package\.json$/u.test(path);
  return Object.entries(value)
    .filter(
      ([key, member]) => (isPackage ? !SHOWN.has(key) : key === "scripts") && hasCanary(JSON.stringify([key, member])),
    )
    .map(([key]) => ["payload in an active member", key]);
}

/** Judges a YAML file: one document, without errors, anchors, aliases or tags; no canary in a key. */
export function judgeYaml(content: string): readonly Verdict[] {
  const documents = parseAllDocuments(content);
  if (!Array.isArray(documents)) {
    return [];
  }
  const verdicts: Verdict[] = documents.flatMap((document) =>
    document.errors.map((error): Verdict => ["not YAML", error.message]),
  );
  if (documents.length > 1) {
    verdicts.push(["several YAML documents", String(documents.length)]);
  }
  for (const document of documents) {
    visit(document, {
      Alias: (_key, alias) => void verdicts.push(["YAML alias", alias.source]),
      Node: (_key, node) => void verdicts.push(...judgeYamlNode(node)),
      Pair(_key, { key }) {
        if (isScalar(key) && hasCanary(String(key.value))) {
          verdicts.push(["canary in a YAML key", String(key.value)]);
        }
      },
    });
  }
  return verdicts;
}

function judgeYamlNode(node: Node): readonly Verdict[] {
  const marks: Verdict[] = [];
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
    marks.push(["YAML anchor", node.anchor]);
  }
  if (node.tag !== undefined && /^!|^tag:yaml.org,2002:js/u.test(node.tag)) {
    marks.push(["YAML tag", node.tag]);
  }
  return marks;
}

/** Judges a `.env` file: each line is empty, a comment or an assignment; only proposals hold text of the document. */
export function judgeEnv(content: string): readonly Verdict[] {
  const lines = content.split(/[\n\r\v\f\u0085\u2028\u2029]/u);
  const strange = lines.filter((line) => !/^(?:|#.*|[A-Z][A-Z0-9_]*=.*)$/u.test(line));
  const verdicts: Verdict[] = strange.map((line) => ["no line of an .env file", line]);
  const commentedOut = lines.map((line) => line.replace(/^#\s*(?=[A-Z][A-Z0-9_]*=)/u, ""));
  for (const line of commentedOut) {
    const [name = ""] = line.split("=");
    if (!line.startsWith("#") && hasCanary(line) && !PROPOSED.test(name)) {
      verdicts.push(["payload in a variable", line]);
    }
    if (/^[A-Z][A-Z0-9_]*=["`]/u.test(line) && hasCanary(line)) {
      verdicts.push(["payload in quotes that expand", line]);
    }
    if (/^[A-Z][A-Z0-9_]*=(?!'[^']*'$).*[\s$;&|<>()'"`\\]/u.test(line) && hasCanary(line)) {
      verdicts.push(["payload without quotes", line]);
    }
  }
  const assigned = lines.filter((line) => !line.startsWith("#") && line.includes("="));
  if (Object.keys(parseEnv(content)).length !== new Set(assigned.map((line) => line.split("=")[0])).size) {
    verdicts.push(["an .env file that Node reads otherwise", Object.keys(parseEnv(content)).join(" ")]);
  }
  return verdicts;
}
