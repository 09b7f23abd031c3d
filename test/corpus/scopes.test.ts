/** Scopes of real documents, against a second reading of their `security` that shares no code with the generator. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { leastPrivilege, openWrites, readSecurity } from "./least-privilege.ts";
import { measureScopes } from "./measure-scopes.ts";

const specs = join(import.meta.dirname, "../../../shared/specs");
const available = existsSync(specs);
if (!available) console.warn(`SKIPPED: the real documents are not there (${specs}); their scopes are not derived.`);

interface ScopedDocument {
  readonly file: string;
  readonly refRoot?: string;
  /** Operations, scopes declared, supported, baseline; supported and baseline without two services. */
  readonly figures: readonly [number, number, number, number, number, number];
  readonly excluded: readonly string[];
  /** What may not be in the baseline. */
  readonly never?: string;
}

const documents: readonly ScopedDocument[] = [
  { file: "cafe-3.2.yaml", figures: [12, 5, 4, 2, 1, 1], excluded: ["Orders", "Products"] },
  {
    file: "camara-qod/API_definitions/quality-on-demand.yaml",
    refRoot: "camara-qod",
    figures: [5, 0, 5, 1, 5, 1],
    excluded: [],
  },
  { file: "datadog-v1.yaml", figures: [235, 67, 24, 14, 15, 9], excluded: ["Synthetics", "Dashboards"] },
  { file: "enode.json", figures: [28, 11, 9, 7, 1, 1], excluded: ["Vehicles", "Chargers"], never: "all" },
  { file: "figma.yaml", figures: [47, 19, 19, 15, 15, 12], excluded: ["Webhooks", "Files"] },
  { file: "gmail.json", figures: [79, 14, 12, 4, 12, 4], excluded: [], never: "https://mail.google.com/" },
  { file: "jira.json", figures: [499, 183, 6, 5, 5, 4], excluded: ["Webhooks", "Dashboards"] },
  { file: "mastodon.json", figures: [210, 47, 30, 18, 27, 17], excluded: ["filters", "statuses"] },
  { file: "sentry-derefed.json", figures: [223, 0, 22, 21, 20, 20], excluded: ["Organizations", "Mobile Builds"] },
  { file: "slack-web.json", figures: [174, 67, 61, 37, 46, 27], excluded: ["conversations", "users"] },
  { file: "square.json", figures: [316, 59, 42, 24, 36, 21], excluded: ["Labor", "Loyalty"] },
  { file: "train-travel/openapi.yaml", figures: [7, 2, 2, 1, 1, 1], excluded: ["Bookings", "Payments"] },
];

// Named in the report, so that a run without them cannot pass for one with them.
test.runIf(!available)("SKIPPED: the real documents are not beside the repository (../shared/specs)", (context) => {
  expect(documents).toHaveLength(12);
  context.skip();
});

describe.each(available ? documents : [])("$file", ({ file, refRoot, figures, excluded, never }) => {
  test("asks for the least, as a second reading of the document finds it", { timeout: 60_000 }, async () => {
    const path = join(specs, file);
    const found = await measureScopes({
      name: file,
      path,
      ...(refRoot === undefined ? {} : { refRoot: join(specs, refRoot) }),
    });
    const { whole, rest } = found;
    const counts = [whole.supported, whole.baseline, rest.supported, rest.baseline].map((scopes) => scopes.length);
    expect([[found.operations, found.declared.length, ...counts], found.excluded]).toEqual([figures, excluded]);

    const operations = await readSecurity(path);
    const label = ({ method, path: where }: { method: string; path: string }): string => `${method} ${where}`;
    const want = new Map(operations.map((one) => [label(one), leastPrivilege(one, operations)]));
    for (const { tools, supported, baseline } of [whole, rest]) {
      const preferred = tools.map((tool) => [label(tool), tool.scopes[0] ?? []] as const);
      expect(preferred).toEqual(preferred.map(([name]) => [name, want.get(name)]));
      const union = (names: readonly string[]): string[] =>
        [...new Set(names.flatMap((name) => want.get(name) ?? []))].toSorted();
      expect(supported).toEqual(union(tools.map(label)));
      const reading = tools.filter(({ annotations }) => annotations.readOnlyHint);
      expect(baseline).toEqual(union(reading.map(label)));
      expect(never === undefined ? [] : baseline.filter((scope) => scope === never)).toEqual([]);
    }

    // No tool that reads could be called with less: any other alternative opens as many writes, or more.
    for (const one of operations.filter(({ reads }) => reads)) {
      const chosen = openWrites(operations, want.get(label(one)) ?? []);
      expect(one.alternatives.filter((set) => openWrites(operations, set) < chosen)).toEqual([]);
    }

    expect(rest.supported.filter((scope) => !whole.supported.includes(scope))).toEqual([]);
    expect(rest.supported.length < whole.supported.length).toBe(excluded.length > 0);
  });
});
