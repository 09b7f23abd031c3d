/** How many lists of real documents say how they go on. The documents live beside the repository, never in it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resolveOptions } from "../../generator/options.ts";
import { planDocument } from "../../generator/plan-document.ts";
import type { ToolDefinition } from "../../templates/src/runtime/surface-types.ts";

const specs = join(import.meta.dirname, "../../../shared/specs");

interface Counted {
  readonly file: string;
  /** Tools that answer with a list, and how many of them have an argument that chooses a page. */
  readonly lists: number;
  readonly paged: number;
  /** Of those, how many can say more than the `Link` header does. */
  readonly told: number;
}

const documents: readonly Counted[] = [
  { file: "github.json", lists: 440, paged: 281, told: 260 },
  { file: "stripe.yaml", lists: 113, paged: 107, told: 107 },
  { file: "jira.json", lists: 168, paged: 65, told: 65 },
  { file: "box.json", lists: 79, paged: 53, told: 53 },
  { file: "square.json", lists: 138, paged: 68, told: 68 },
  { file: "plaid.yaml", lists: 107, paged: 38, told: 36 },
  { file: "gitea.json", lists: 136, paged: 90, told: 90 },
  { file: "slack-web.json", lists: 15, paged: 8, told: 8 },
];

describe.skipIf(!existsSync(specs))("lists that go on", () => {
  test.each(documents)("$file: $paged of $lists", async ({ file, ...want }) => {
    const { surface } = await planDocument(resolveOptions({ spec: join(specs, file), out: "" }));
    const tools = surface.services.flatMap((service) => service.tools.map(({ definition }) => definition));
    const lists = tools.filter(({ select }) => select !== undefined);
    const paged = lists.filter(({ paging }) => paging !== undefined);
    expect({ lists: lists.length, paged: paged.length, told: paged.filter(isTold).length }).toEqual(want);
  });
});

function isTold({ paging }: ToolDefinition): boolean {
  if (paging === undefined) return false;
  const { next, header, last, position, items } = paging;
  return (
    next !== undefined || header !== undefined || last !== undefined || (position !== undefined && items !== undefined)
  );
}
