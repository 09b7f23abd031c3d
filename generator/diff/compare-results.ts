import type { ToolOutput } from "../3-surface/surface.ts";
import { changeOf } from "./classify.ts";
import { compareSchemas } from "./compare-schemas.ts";
import type { Change, ChangeCode } from "./diff-result.ts";
import { list, type Phrase, say } from "./phrase.ts";
import type { SchemaEffect, SchemaFinding } from "./schema-finding.ts";
import type { ToolPair } from "./tool-pair.ts";

/** What changed about the answer of a tool. */
export function compareResults({ old, now }: ToolPair): readonly Change[] {
  if (old.tool.result === now.tool.result) return [];
  const { schemas: oldSchemas } = old.side;
  const { schemas: nowSchemas } = now.side;
  const [before, after] = [oldSchemas?.result(old.name), nowSchemas?.result(now.name)];
  if (before === undefined || after === undefined || !oldSchemas || !nowSchemas)
    return [changeOf("result-changed", ["the answer changed; how cannot be told from the lock"], now.name)];
  const kinds = compareKinds(before, after, now.name);
  const found =
    before.json === undefined || after.json === undefined
      ? []
      : compareSchemas([before.json, oldSchemas.shared], [after.json, nowSchemas.shared]);
  const changes = found.map((finding) => changeOf(codes[finding.effect], describe(finding), now.name));
  // Nothing found: only names of shared schemas changed, which nobody sees.
  return [...kinds, ...changes];
}

/** What a reader of answers meets: fewer values are fine, more are not. */
const codes: Readonly<Record<SchemaEffect, ChangeCode>> = {
  narrowed: "result-narrowed",
  widened: "result-widened",
  retyped: "result-changed",
  changed: "result-changed",
  added: "result-added",
  removed: "result-removed",
};

function describe({ path, phrase }: SchemaFinding): Phrase {
  return path === "" ? say`the answer ${phrase}` : say`the answer: ${path} ${phrase}`;
}

function compareKinds(old: ToolOutput, now: ToolOutput, tool: string): readonly Change[] {
  const [before, after] = [kindsOf(old), kindsOf(now)];
  if (before.join() === after.join()) return [];
  return [changeOf("result-changed", say`the answer is ${list(after)}, and was ${list(before)}`, tool)];
}

function kindsOf({ json, text, bytes, empty }: ToolOutput): readonly string[] {
  const kinds = [
    json === undefined ? "" : "JSON",
    text ? "text" : "",
    bytes ? "bytes" : "",
    empty ? "nothing" : "",
  ].filter((kind) => kind !== "");
  return kinds.length === 0 ? ["not said"] : kinds;
}
