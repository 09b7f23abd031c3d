import { tools } from "../../../../generated/harbour/src/tools/index.ts";
import { everyToolCall } from "../../../demo/every-tool-calls.ts";

/** Values of every JSON type, at the edges of what schemas allow. */
const values: readonly unknown[] = [null, true, -1, 1.5, 1e20, "", "\u{1F6A2}", "0000-00-00", [], [null, null], {}];

/** The call's arguments, and what is about them. */
export type ArgumentsCase = readonly [about: string, tool: string, args: Readonly<Record<string, unknown>>];

/**
 * Each tool's good arguments with one of them replaced by each of {@link values}, left out, or joined by one that the tool does not have.
 * Most must be refused; which, and in which words, is for the hosts to agree on.
 */
export const oddArguments: readonly ArgumentsCase[] = tools.flatMap(
  ({ name, inputSchema }): readonly ArgumentsCase[] => {
    const good: Readonly<Record<string, unknown>> = { ...everyToolCall.find(([tool]) => tool === name)?.[1] };
    const known = Object.keys(Object(inputSchema["properties"]) as object);
    return [
      ["nothing", name, {}],
      ["an unknown one", name, { ...good, nonsense: 1 }],
      ...known.map((argument): ArgumentsCase => [`without ${argument}`, name, without(good, argument)]),
      ...known.flatMap((argument) =>
        values.map((value): ArgumentsCase => [
          `${argument} = ${JSON.stringify(value)}`,
          name,
          { ...good, [argument]: value },
        ]),
      ),
    ];
  },
);

function without(args: Readonly<Record<string, unknown>>, argument: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(args).filter(([name]) => name !== argument));
}
