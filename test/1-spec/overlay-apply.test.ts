import { describe, expect, it } from "vitest";
import { failure, load, temporaryFiles } from "./temporary-files.ts";

const base = {
  openapi: "3.1.0",
  info: { title: "T", version: "1" },
  tags: [{ name: "a" }, { name: "b" }],
  paths: {
    "/a": {
      get: {
        tags: ["x", "y"],
        parameters: [
          { name: "one", in: "query" },
          { name: "two", in: "query" },
        ],
      },
      delete: { summary: "old", tags: ["x"] },
    },
    "/b": { get: { summary: "old" } },
  },
};

function overlay(actions: readonly object[], version = "1.1.0"): object {
  return { overlay: version, info: { title: "O", version: "1" }, actions };
}

async function applied(actions: readonly object[], document: object = base): Promise<unknown> {
  const folder = temporaryFiles({ "a.json": document, "o.json": overlay(actions) });
  return (await load(folder, "a.json", { overlays: ["o.json"] })).document.root.value;
}

type Case = readonly [name: string, actions: readonly object[], want: unknown];

const { paths } = base;
const cases: readonly Case[] = [
  [
    "merges objects: what only one has stays or comes, primitives are replaced, lists appended",
    [
      {
        target: "$.paths['/a'].get",
        update: { summary: "new", tags: ["z"], parameters: [{ name: "three", in: "query" }] },
      },
    ],
    {
      ...base,
      paths: {
        ...paths,
        "/a": {
          ...paths["/a"],
          get: {
            tags: ["x", "y", "z"],
            parameters: [...paths["/a"].get.parameters, { name: "three", in: "query" }],
            summary: "new",
          },
        },
      },
    },
  ],
  [
    "updates every node of a wildcard",
    [{ target: "$.paths.*.get", update: { "x-safe": true } }],
    {
      ...base,
      paths: {
        "/a": { ...paths["/a"], get: { ...paths["/a"].get, "x-safe": true } },
        "/b": { get: { summary: "old", "x-safe": true } },
      },
    },
  ],
  [
    "appends an entry to a list",
    [{ target: "$.tags", update: { name: "c" } }],
    { ...base, tags: [...base.tags, { name: "c" }] },
  ],
  [
    "appends the items of a list",
    [{ target: "$.tags", update: [{ name: "c" }, { name: "d" }] }],
    { ...base, tags: [...base.tags, { name: "c" }, { name: "d" }] },
  ],
  [
    "replaces a primitive (1.1)",
    [{ target: "$.paths['/b'].get.summary", update: "new" }],
    { ...base, paths: { ...paths, "/b": { get: { summary: "new" } } } },
  ],
  [
    "removes items together, so that indices hold",
    [{ target: "$.paths['/a'].get.parameters[*]", remove: true }],
    { ...base, paths: { ...paths, "/a": { ...paths["/a"], get: { tags: ["x", "y"], parameters: [] } } } },
  ],
  [
    "removes by a filter, primitives too",
    [
      { target: "$.paths.*.*.tags[?@ == 'x']", remove: true },
      { target: "$.paths['/a'].get.parameters[?@.name=='one']", remove: true },
    ],
    {
      ...base,
      paths: {
        ...paths,
        "/a": {
          get: { tags: ["y"], parameters: [{ name: "two", in: "query" }] },
          delete: { summary: "old", tags: [] },
        },
      },
    },
  ],
  [
    "removes members wherever they are",
    [{ target: "$..summary", remove: true }],
    JSON.parse(JSON.stringify(base, (key, value: unknown) => (key === "summary" ? undefined : value))),
  ],
  [
    "removes outer and inner nodes of one selection",
    [{ target: "$.paths['/a']..*", remove: true }],
    { ...base, paths: { ...paths, "/a": {} } },
  ],
  [
    "applies actions to the result of earlier ones",
    [
      { target: "$.tags", remove: true },
      { target: "$", update: { tags: [{ name: "new" }] } },
    ],
    { ...base, tags: [{ name: "new" }] },
  ],
  [
    "copies a node (1.1), so that a path can be renamed",
    [
      { target: "$.paths", update: { "/c": {} } },
      { target: "$.paths['/c']", copy: "$.paths['/b']" },
      { target: "$.paths['/b']", remove: true },
    ],
    { ...base, paths: { "/a": paths["/a"], "/c": paths["/b"] } },
  ],
  ["appends a list to itself", [{ target: "$.tags", copy: "$.tags" }], { ...base, tags: [...base.tags, ...base.tags] }],
  [
    "takes remove before update, as the specification does",
    [{ target: "$.tags", remove: true, update: {} }],
    JSON.parse(JSON.stringify({ ...base, tags: undefined })),
  ],
  [
    "leaves the others alone where a value names __proto__",
    [{ target: "$.info", update: JSON.parse('{"__proto__":{"x":1}}') }],
    { ...base, info: JSON.parse('{"title":"T","version":"1","__proto__":{"x":1}}') },
  ],
  [
    "selects names that need escapes",
    [{ target: "$['x-it\\'s\\n\\\\']", update: "new" }],
    { ...base, "x-it's\n\\": "new" },
  ],
];

describe("applying an overlay", () => {
  it.each(cases)("%s", async (name, actions, want) => {
    const document = name.startsWith("selects names") ? { ...base, "x-it's\n\\": "old" } : base;
    expect(JSON.stringify(sortKeys(await applied(actions, document)))).toBe(JSON.stringify(sortKeys(want)));
  });

  it("applies several overlays in the order given, and names each with its digest", async () => {
    const folder = temporaryFiles({
      "a.json": base,
      "one.yaml":
        "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: $.info\n    update: { title: One }\n",
      "two.json": overlay([{ target: "$.info[?@ == 'One']", update: "Two" }]),
    });
    const { document } = await load(folder, "a.json", { overlays: ["one.yaml", "two.json"] });
    expect(document.root.value).toMatchObject({ info: { title: "Two" } });
    expect(document.overlays.map(({ path, file, sha256 }) => [path, file.name, sha256.length])).toEqual([
      [`${folder}/one.yaml`, "one.yaml", 64],
      [`${folder}/two.json`, "two.json", 64],
    ]);
    const reversed = await load(folder, "a.json", { overlays: ["two.json", "one.yaml"] });
    expect(reversed.document.root.value).toMatchObject({ info: { title: "One" } });
    expect(reversed.found.map(({ code }) => code)).toEqual(["overlay-matches-nothing"]);
  });

  it("changes one place of a YAML alias, not all", async () => {
    const folder = temporaryFiles({
      "a.yaml": "openapi: 3.1.0\npaths:\n  /a: &a { get: { summary: s } }\n  /b: *a\n",
      "o.json": overlay([{ target: "$.paths['/b'].get", update: { summary: "t" } }]),
    });
    const { document } = await load(folder, "a.yaml", { overlays: ["o.json"] });
    expect(document.root.value).toMatchObject({
      paths: { "/a": { get: { summary: "s" } }, "/b": { get: { summary: "t" } } },
    });
  });

  it("may change the version and the references, before either is read", async () => {
    const folder = temporaryFiles({
      "a.json": { openapi: "9.9.9", paths: {} },
      "o.json": overlay([
        { target: "$", update: { openapi: "3.0.3", components: { schemas: { A: { $ref: "s.json" } } } } },
      ]),
      "s.json": { type: "string" },
    });
    const { document } = await load(folder, "a.json", { overlays: ["o.json"] });
    expect([document.dialect, document.files.size]).toEqual(["3.0", 2]);
  });
});

it("says at its place that a target selects nothing", async () => {
  const folder = temporaryFiles({ "a.json": base, "o.json": overlay([{ target: "$.paths['/zz']", update: {} }]) });
  expect((await load(folder, "a.json", { overlays: ["o.json"] })).found).toEqual([
    {
      code: "overlay-matches-nothing",
      severity: "warning",
      place: { file: "o.json", pointer: "/actions/0/target" },
      message: `"$.paths['/zz']" selects nothing in the document, so this action changes nothing.`,
      help: "Correct the path, or remove the action. References are not followed, and only the document's main file is searched.",
    },
  ]);
});

const head = "overlay: 1.1.0\ninfo: { title: O, version: '1' }\n";

it.each<readonly [text: string, message: string]>([
  ["- 1\n", "has a mistake:\n  1:1  an overlay must be an object."],
  [
    "{}",
    "has 3 mistakes:\n  1:1  the version `overlay` is missing; 1.0.0 and 1.1.0 can be read.\n  1:1  `info` must have `title` and `version`.\n  1:1  `actions` must be a list of at least one action.",
  ],
  [
    "overlay: 1.2.0\ninfo: { title: O, version: '1' }\nactions: [{ target: $, update: {} }]\n",
    'has a mistake:\n  1:1  the version `overlay` is "1.2.0"; 1.0.0 and 1.1.0 can be read.',
  ],
  [`${head}actions: []\n`, "has a mistake:\n  3:1  `actions` must be a list of at least one action."],
  [
    `${head}actions:\n  - update: {}\n`,
    "has a mistake:\n  4:5  an action must have a `target`, a JSONPath such as $.paths['/berths'].get.",
  ],
  [
    `${head}actions:\n  - target: $\n`,
    "has a mistake:\n  4:5  an action must have `update`, `copy` or `remove: true`.",
  ],
  [
    `${head}actions:\n  - target: $\n    updates: {}\n    remove: true\n`,
    'has a mistake:\n  5:5  "updates" is no field of it; did you mean "update"?',
  ],
  [
    `${head}actions:\n  - target: $.paths[\n    remove: true\n`,
    'has a mistake:\n  4:5  "$.paths[" is no JSONPath (RFC 9535): Expected "\'", "*", "-", "0", ":", "?", "\\"", [1-9], or [\\t-\\n\\r ] but end of input found.',
  ],
  [
    `${head}actions:\n  - target: $\n    remove: true\n`,
    "has a mistake:\n  4:5  the whole document cannot be removed.",
  ],
  [
    `${head}actions:\n  - target: $.info\n    update: 5\n`,
    "has a mistake:\n  4:5  the target is an object; only an object can be merged into it.",
  ],
  [
    `${head}actions:\n  - target: $.info.title\n    update: {}\n`,
    "has a mistake:\n  4:5  the target is a plain value; only a plain value can replace it.",
  ],
  [
    `${head}actions:\n  - target: $\n    update:\n      info:\n        title: [x]\n`,
    'has a mistake:\n  7:9  "title" is a plain value in the document and cannot be merged with a list.',
  ],
  [
    `${head}actions:\n  - target: $\n    update:\n      tags:\n`,
    'has a mistake:\n  6:7  "tags" is a list in the document and cannot be merged with a plain value; to remove it, give it an action of its own with `remove: true`.',
  ],
  [
    `${head}actions:\n  - target: $.*\n    update: {}\n`,
    "has a mistake:\n  4:5  the target selects values of several kinds (array, object, primitive); select one kind only.",
  ],
  [
    `${head}actions:\n  - target: $.tags\n    copy: $.paths.*\n`,
    'has a mistake:\n  5:5  "$.paths.*" selects 2 nodes; a copy is made of exactly one.',
  ],
  [
    "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: $.tags\n    copy: $.tags\n",
    "has a mistake:\n  5:5  `copy` came with Overlay 1.1; write `overlay: 1.1.0`.",
  ],
])("teaches what is wrong with %j", async (text, message) => {
  const folder = temporaryFiles({ "a.json": base, "o.yaml": text });
  expect(await failure(load(folder, "a.json", { overlays: ["o.yaml"] }))).toBe(
    `bad-config: The overlay o.yaml ${message}`,
  );
});

it("says that an overlay is not there, or no data", async () => {
  const folder = temporaryFiles({ "a.json": base, "o.yaml": "a:\n\tb: 1\n" });
  expect(await failure(load(folder, "a.json", { overlays: ["none.yaml"] }))).toBe(
    "bad-config: The overlay none.yaml: cannot be read: there is no such file.",
  );
  expect(await failure(load(folder, "a.json", { overlays: ["o.yaml"] }))).toBe(
    "bad-config: The overlay o.yaml: neither JSON nor YAML: Tabs are not allowed as indentation at line 2, column 1. YAML is indented with spaces: replace the tabs.",
  );
});

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => sortKeys(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, member]) => [key, sortKeys(member)]),
  );
}
