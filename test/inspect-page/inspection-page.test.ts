import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "../../generator/cli/run.ts";
import { diff } from "../../generator/diff.ts";
import { inspect } from "../../generator/inspect.ts";
import type { JsonSchema } from "../../templates/src/runtime/surface-types.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { fakeWork } from "../cli/fake-work.ts";
import { propertiesView } from "../../generator/inspect-page/schema-view.ts";

const marina = join(import.meta.dirname, "../inspect");
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-page-"));
  file = join(folder, "page.html");
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function slipway(argv: readonly string[], cwd = marina): Promise<{ code: number; out: string; err: string }> {
  const io = fakeIo({ cwd, columns: 80 });
  const code = await run(["inspect", ...argv], io, fakeWork({ inspect, diff }));
  return { code, ...io.said };
}

/** What a reader reads, a line for each block. */
function textOf(page: string): string {
  const body = page.slice(page.indexOf("<body>"), page.indexOf("<script>"));
  return body
    .replaceAll(/<\/(p|li|h\d|div|tr|summary)>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/ *\n\s*/g, "\n")
    .replaceAll("&lt;", "<")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"');
}

describe("inspect --html", () => {
  test("tools, what decided about them, what was skipped or lost, scopes and findings", async () => {
    const { code, out } = await slipway(["--html", file]);
    expect([code, out]).toEqual([0, ""]);
    const text = textOf(await readFile(file, "utf8"));
    for (const said of [
      "9 operations\n5 tools\n",
      "add_berthadditiveberths:write",
      "Operations without a tool",
      "lost",
      "tools.rules[1] of the config",
      "argument X-Tenant",
      "marina.yaml:7:5",
      "The first sign-in asks for the baseline read",
      "Findings about the document",
    ])
      expect(text).toContain(said);
  });

  test("its policy is of its own style and script", async () => {
    await slipway(["--html", file]);
    const page = await readFile(file, "utf8");
    const hash = (tag: string): string =>
      createHash("sha256")
        .update(page.split(`<${tag}>`)[1]?.split(`</${tag}>`)[0] ?? "")
        .digest("base64");
    expect(page).toContain(
      `<meta http-equiv="content-security-policy" content="default-src &#39;none&#39;; style-src &#39;sha256-${hash("style")}&#39;; script-src &#39;sha256-${hash("script")}&#39;;`,
    );
    expect(page).not.toMatch(/\s(style|src|on[a-z]+)=/);
  });

  test("every link inside it leads somewhere, and every id is there once", async () => {
    await slipway(["--html", file]);
    const page = await readFile(file, "utf8");
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.length).toBe(new Set(ids).size);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test("the same document gives the same bytes", async () => {
    await slipway(["--html", file]);
    const first = await readFile(file, "utf8");
    await slipway(["--html", file]);
    expect(await readFile(file, "utf8")).toBe(first);
  });

  test("what changed since another version", async () => {
    const old = (await readFile(join(marina, "scopes.yaml"), "utf8")).replace(
      /operationId: (\w+)/u,
      "operationId: $1Before",
    );
    await writeFile(join(folder, "old.yaml"), old);
    await writeFile(join(folder, "new.yaml"), await readFile(join(marina, "scopes.yaml"), "utf8"));
    const { code } = await slipway(["new.yaml", "--html", file, "--since", "old.yaml"], folder);
    const text = textOf(await readFile(file, "utf8"));
    expect(code).toBe(0);
    expect(text).toContain("Changes since old.yaml");
    expect(text).toContain("1 breaking0 risky1 safeSuggested version: major");
    expect(text).toMatch(/breaking the tool \w+_before is called \w+ now/);
  });

  test.each<[argv: readonly string[], want: string]>([
    [["--html", "x.html", "--tool", "a"], "--tool, --scope and --html exclude each other"],
    [["--since", "old.yaml"], "--since goes with --html"],
    [["--html", "nowhere/x.html"], "nowhere/x.html cannot be written"],
  ])("%j is refused", async (argv, want) => {
    const { code, err } = await slipway(argv);
    expect([code, err.includes(want)]).toEqual([2, true]);
  });
});

describe("a schema for reading", () => {
  const view = (schema: JsonSchema): string =>
    propertiesView({ properties: { a: schema } })
      .html.replaceAll(/<a href="([^"]*)">/g, "[$1 ")
      .replaceAll(/<\/a>/g, "]")
      .replaceAll(/<[^>]*>/g, "")
      .trim();

  test.each<[given: JsonSchema, want: string]>([
    [{ type: "string", format: "date", description: "First `night`." }, "a string · dateFirst night."],
    [{ type: "integer", minimum: 1, maximum: 9, default: 3 }, "a integer · ≥ 1 · ≤ 9 · default 3"],
    [{ type: "string", enum: ["x", "<y>"] }, "a string:  x &lt;y&gt;"],
    [{ type: ["string", "null"] }, "a string or null"],
    [{ type: "array", items: { type: "string" }, maxItems: 3 }, "a array of string · 3 items at most"],
    [{ $ref: "#/$defs/A b" }, "a [#schema-A%20b A b]"],
    [{ anyOf: [{ type: "string" }, { $ref: "#/$defs/B" }] }, "a one of thesestring[#schema-B B]"],
    [{ type: "object", properties: { b: true }, required: ["b"] }, "a object1 propertyb required anything"],
    [{ type: "array", items: { properties: { b: {} } } }, "a arrayeach item: anything1 propertyb anything"],
  ])("%j -> %s", (given, want) => {
    expect(view(given)).toBe(want);
  });

  test("however deep", () => {
    let deep: JsonSchema = { type: "string" };
    for (let level = 0; level < 500; level += 1) deep = { type: "object", properties: { inner: deep } };
    expect(view(deep).length).toBeLessThan(1000);
  });
});
