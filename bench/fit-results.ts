/**
 * What fitting a result costs, beside what is done to every JSON answer anyway: `node bench/fit-results.ts`. Prints the best of
 * several rounds; asserts nothing.
 */
import { cutJson } from "../templates/src/runtime/results/cut-json.ts";
import { readSelection } from "../templates/src/runtime/results/select-answer.ts";
import { isWithinTokens } from "../templates/src/runtime/results/token-meter.ts";
import { cleanJson } from "../templates/src/runtime/upstream/clean-text.ts";
import { compactJson, jsonDepth } from "../templates/src/runtime/upstream/json-text.ts";

const LIMIT = 10_000;
const ROUNDS = 7;

const item = (id: number): object => ({
  id,
  name: `Berth ${id}`,
  dock: { name: "north", path: "harbour/north/pontoon-a" },
  created_at: "2026-04-01T12:30:00Z",
  amenities: ["water", "power", "wifi"],
  notice: "Mind the shallow water at the north end of the pontoon. ".repeat(3),
});

const select = readSelection("[].{id: id, name: name}", "select");

console.log("items  characters  as every answer  does it fit  cut to fit  select");
for (const items of [1, 10, 50, 200, 2000, 16_000]) {
  const list = Array.from({ length: items }, (_, id) => item(id));
  const text = JSON.stringify(list);
  const columns = [
    best(() => [JSON.parse(text), jsonDepth(cleanJson(compactJson(text)))]),
    best(() => isWithinTokens(text, LIMIT)),
    isWithinTokens(text, LIMIT) ? "-" : best(() => cutJson(text, LIMIT)),
    best(() => select(list, 5_000_000)),
  ];
  console.log(
    [String(items).padStart(5), String(text.length).padStart(10), ...columns.map((ms) => ms.padStart(13))].join("  "),
  );
}

function best(work: () => unknown): string {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return `${Math.min(...times).toFixed(3)} ms`;
}
