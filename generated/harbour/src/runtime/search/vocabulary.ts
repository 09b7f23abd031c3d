import { meaningsByTrade } from "./meanings-by-trade.ts";
import { meanings } from "./meanings.ts";
import { sayingsByTrade } from "./sayings-by-trade.ts";
import { sayings } from "./sayings.ts";
import { commerceSayings } from "./trades/commerce-sayings.ts";
import { goalSayings } from "./trades/goal-sayings.ts";
import { lifeSayings } from "./trades/life-sayings.ts";
import { moneySayings } from "./trades/money-sayings.ts";
import { officeSayings } from "./trades/office-sayings.ts";
import { technologySayings } from "./trades/technology-sayings.ts";

/** A line of the tables, taken apart. */
export interface VocabularyLine {
  /** What APIs say; parts of a name are joined by `_`. */
  readonly names: readonly string[];
  /** What people say for it; words of a phrase are joined by `-`. */
  readonly said: readonly string[];
  /** The names do not stand for each other. */
  readonly isOneWay: boolean;
}

/** All lines of all tables, in their order. */
export function vocabulary(): readonly VocabularyLine[] {
  return [
    ...linesOf(`${meanings}${meaningsByTrade}`, false),
    ...linesOf(
      `${sayingsByTrade}${sayings}${moneySayings}${commerceSayings}${officeSayings}${technologySayings}${lifeSayings}${goalSayings}`,
      true,
    ),
  ];
}

function linesOf(table: string, isOneWay: boolean): readonly VocabularyLine[] {
  const lines = table.split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const [names = [], said = []] = line.split(" < ").map((side) => side.split(" "));
    return { names, said, isOneWay: isOneWay && said.length > 0 };
  });
}
