import { describe, expect, test } from "vitest";
import type { ToolOptions } from "../../../generator/options.ts";
import { openapi, surfaceOf } from "../../support/in-memory-document.ts";

const long =
  "The berth where the vessel lies. Many people like it very much, and so may you, if you ask for it in time, as everybody should do. " +
  "Others like others, and nobody knows why, since all of them are as good as any other. It must be free.";

function described(tools: ToolOptions): readonly unknown[] {
  const operation = {
    operationId: "moor",
    summary: "Moor a vessel",
    description: `Moors a vessel. ${long} ${long}`,
    parameters: [{ name: "berth", in: "query", description: long, schema: { type: "string" } }],
    requestBody: {
      content: {
        "application/json": { schema: { type: "object", properties: { note: { type: "string", description: long } } } },
      },
    },
  };
  const tool = surfaceOf(openapi({ "/a": { post: operation } }), { tools }).tools.get("moor");
  const { properties = {} } = tool?.definition.inputSchema ?? {};
  return [
    tool?.definition.description,
    ...Object.values(properties).map((schema) => (schema as { description?: string }).description),
  ];
}

const short = "The berth where the vessel lies. It must be free.";

describe("the document's descriptions", () => {
  test("are short by default", () => {
    const all = long.split(/(?<=\.) /);
    expect(described({})).toEqual([`Moors a vessel. ${all.join(" ")} ${all[0]} ${all[3]}`, short, short]);
  });

  test("are as long as the config says", () => {
    const want = `Moors a vessel. It must be free. It must be free.`;
    expect(described({ descriptions: { tool: 40, argument: 1000 } })).toEqual([want, long, long]);
  });

  test("are whole where the config says so", () => {
    expect(described({ descriptions: "full" })).toEqual([`Moors a vessel. ${long} ${long}`, long, long]);
  });

  test("yield to those of rules, which are never cut", () => {
    const description = `${long} See [that](https://a.example).`;
    const rules = [
      { match: { operation: "moor" }, description, parameters: { berth: { description }, note: { description } } },
    ];
    expect(described({ rules })).toEqual([description, description, description]);
  });
});

test("the form of a pattern that cannot run is told as it is written", () => {
  const schema = { type: "string", pattern: "^(a+)+_*b*_$", description: "A *code*." };
  const { tools } = surfaceOf(
    openapi({ "/a": { get: { operationId: "a", parameters: [{ name: "c", in: "query", schema }] } } }),
  );
  expect(tools.get("a")?.definition.inputSchema.properties).toEqual({
    c: { type: "string", description: "A code.\nForm: ^(a+)+_*b*_$" },
  });
});

describe("paragraphs that many operations share", () => {
  const texts = (count: number, paragraph: string): (string | undefined)[] => {
    const paths = Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `/a${at}`,
        { get: { operationId: `op${at}`, description: `Does ${at}.\n\n${paragraph}` } },
      ]),
    );
    return [...surfaceOf(openapi(paths)).tools.values()].map(({ definition }) => definition.description).toSorted();
  };

  test("are said of the API, not of each", () => {
    expect(texts(10, "Needs a *role* that [some](x) have.").at(0)).toBe("Does 0.");
  });
  test("stay where they are few", () => {
    expect(texts(9, "Needs a *role* that [some](x) have.").at(0)).toBe("Does 0.\nNeeds a role that some have.");
  });
  test("stay where they say what values may be", () => {
    expect(texts(10, "Names have at most forty characters.").at(0)).toBe(
      "Does 0.\nNames have at most forty characters.",
    );
  });

  test("one operation more or less changes at most ten others, and nothing of their own", () => {
    const changed = Array.from({ length: 15 }, (_, count) => {
      const before = texts(count, "Needs a role.");
      return texts(count + 1, "Needs a role.").filter((text) => !before.includes(text)).length;
    });
    expect([Math.max(...changed), changed.filter((count) => count > 1).length]).toEqual([10, 1]);
  });
});
