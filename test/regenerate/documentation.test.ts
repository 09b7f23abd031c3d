/** The code of docs/keeping-up.md compiles: `src/custom.ts` in the server of the Harbour API, and the library as it is typed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { check, diff, diffMarkdown, generate } from "../../generator/index.ts";
import { compile } from "../4-emit/compile.ts";
import { snapshot } from "../5-write/temporary-folder.ts";

const root = join(import.meta.dirname, "../..");
const blocks = [...readFileSync(join(root, "docs/keeping-up.md"), "utf8").matchAll(/```ts\n([\s\S]*?)```/gu)].map(
  ([, code]) => code ?? "",
);

test("the example of src/custom.ts", { timeout: 60_000 }, async () => {
  const custom = blocks.find((code) => code.includes("Customization<ToolTypes>")) ?? "";
  const files = new Map(Object.entries(snapshot(join(root, "generated/harbour"))));
  expect(await compile(new Map([...files, ["src/custom.ts", custom]]))).toEqual([]);
  const broken = custom.replace("get_berth:", "get_boat:");
  expect((await compile(new Map([...files, ["src/custom.ts", broken]]))).join("\n")).toContain(
    "'get_boat' does not exist",
  );
});

test("the library has the functions that are named", () => {
  const library = blocks.find((code) => code.includes('from "slipway"')) ?? "";
  const names = /import \{ (?<names>[^}]*) \} from "slipway"/u.exec(library)?.groups?.["names"]?.split(", ");
  expect(names).toEqual(Object.keys({ check, diff, diffMarkdown, generate }));
});
