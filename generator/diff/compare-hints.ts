import { changeOf } from "./classify.ts";
import type { Change, ChangeCode } from "./diff-result.ts";
import { say } from "./phrase.ts";
import type { ToolPair } from "./tool-pair.ts";

/** What a hint does when it comes: clients trust the tool more, or less, or in another way. */
const whenItComes: Readonly<Record<string, ChangeCode>> = {
  "read-only": "hints-loosened",
  destructive: "hints-tightened",
  idempotent: "hints-changed",
  "open-world": "hints-changed",
};

const whenItGoes: Readonly<Record<string, ChangeCode>> = {
  "read-only": "hints-tightened",
  destructive: "hints-loosened",
  idempotent: "hints-changed",
  "open-world": "hints-changed",
};

/** What changed about the hints of a tool. Clients decide by them what runs without asking. */
export function compareHints({ old, now }: ToolPair): readonly Change[] {
  const [before, after] = [old.tool.hints.split(", "), now.tool.hints.split(", ")];
  const named = (hint: string): boolean => Object.hasOwn(whenItComes, hint);
  const come = after.filter((hint) => named(hint) && !before.includes(hint));
  const gone = before.filter((hint) => named(hint) && !after.includes(hint));
  return [
    ...come.map((hint) => changeOf(whenItComes[hint] ?? "hints-changed", say`it is ${hint} now`, now.name)),
    ...gone.map((hint) => changeOf(whenItGoes[hint] ?? "hints-changed", say`it is not ${hint} any more`, now.name)),
  ];
}
