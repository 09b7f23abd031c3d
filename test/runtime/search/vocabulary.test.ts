import { describe, expect, test } from "vitest";
import { rankingWeights } from "../../../templates/src/runtime/search/ranking-weights.ts";
import { readRequest } from "../../../templates/src/runtime/search/read-request.ts";
import { stemWord } from "../../../templates/src/runtime/search/stem-word.ts";
import { createThesaurus } from "../../../templates/src/runtime/search/thesaurus.ts";
import { vocabulary, type VocabularyLine } from "../../../templates/src/runtime/search/vocabulary.ts";

const lines = vocabulary();
const thesaurus = createThesaurus(lines);

const asText = ({ names, said }: VocabularyLine): string =>
  [...names, ...(said.length > 0 ? ["<", ...said] : [])].join(" ");
const stemsOf = (name: string): readonly string[] => name.split(/[-_]/).map(stemWord);

/** What a saying adds to itself, by stems. */
const gives = ({ names }: VocabularyLine, saying: string): readonly string[] => {
  const own = stemsOf(saying);
  return [...new Set(names.map((name) => stemsOf(name).join("_")))].filter(
    (name) => name !== own.join("_") && !own.includes(name),
  );
};

const sayings = lines.flatMap((line) =>
  line.said.map((saying) => ({ line, saying, stems: stemsOf(saying).join(" ") })),
);

/** Whether a request with the saying is understood by it: its words are none that requests are cleared of. */
function isHeard(saying: string): boolean {
  const { terms } = readRequest(`they ${saying.replaceAll(/[-_]/g, " ")}`, thesaurus, rankingWeights).whole;
  const stems = stemsOf(saying);
  return terms.some(
    (term) => term.stem === stems.join(" ") && (stems.length > 1 ? term.means !== undefined : term.isLiteral !== true),
  );
}

const opposites = [
  "enable disable, activate deactivate, open close, lock unlock, block unblock, mute unmute, pin unpin, follow unfollow",
  "subscribe unsubscribe, start stop, pause resume, approve reject, accept decline, grant revoke, attach detach, archive unarchive",
  "publish unpublish, login logout, create delete, add remove, connect disconnect, increase decrease",
]
  .flatMap((row) => row.split(", "))
  .map((pair) => pair.split(" ").map(stemWord));

describe("the thesaurus", () => {
  test("has lines of words, of phrases joined by hyphens, and of names joined by underscores", () => {
    const odd = lines.filter(
      ({ names, said }) =>
        ![...names, ...said].every((word) => /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/.test(word)) ||
        names.some((name) => name.includes("-")) ||
        (said.length === 0 && names.length === 1),
    );
    expect(odd.map(asText)).toEqual([]);
  });

  test("is heard: a word that is cleared from requests, as grammar or a day, says nothing", () => {
    expect(sayings.filter(({ saying }) => !isHeard(saying)).map(({ saying }) => saying)).toEqual([]);
  });

  test("says nothing that other lines say already", () => {
    const count = new Map<string, number>();
    const keys = ({ line, saying, stems }: (typeof sayings)[number]): readonly string[] =>
      gives(line, saying).map((name) => `${stems} -> ${name}`);
    for (const key of sayings.flatMap(keys)) count.set(key, (count.get(key) ?? 0) + 1);
    const idle = sayings.filter((one) => keys(one).every((key) => (count.get(key) ?? 0) > 1));
    expect(idle.map(({ line, saying }) => `${saying} in: ${asText(line)}`)).toEqual([]);
  });

  test("never has one saying for two opposites", () => {
    const means = Map.groupBy(sayings, ({ stems }) => stems);
    const torn = [...means].filter(([, all]) => {
      const names = new Set(all.flatMap(({ line }) => line.names.map(stemWord)));
      return opposites.some((pair) => pair.every((stem) => names.has(stem)));
    });
    expect(torn.map(([saying]) => saying)).toEqual([]);
  });
});
