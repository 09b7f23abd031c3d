/** A repository with a document and its server, walked through twelve changes: what each command says, and that people's code lives. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diff } from "../../generator/diff.ts";
import { diffMarkdown } from "../../generator/diff/format-markdown.ts";
import { compile } from "../4-emit/compile.ts";
import { snapshot, temporaryFolder } from "../5-write/temporary-folder.ts";
import { harbourChanges } from "./harbour-changes.ts";
import { createRepository, type Repository } from "./repository.ts";

const harbour = join(import.meta.dirname, "../../specs/harbour/openapi.yaml");

const custom = `import { jsonAnswer } from "./runtime/define-tool.ts";
import type { Customization } from "./runtime/surface-types.ts";
import { getHarbourStatus } from "./tools/berths.ts";
import type { ToolTypes } from "./tools/index.ts";

export const custom: Customization<ToolTypes> = {
  hooks: {
    get_berth: { before: (input) => ({ ...input, berthId: input.berthId.toUpperCase() }) },
    list_tariffs: { after: (output) => ({ ...output }) },
  },
  descriptions: { list_vessels: "Your vessels, and those of your guests." },
  tools: {
    is_harbour_open: {
      title: "Is the harbour open",
      description: "Yes or no.",
      annotations: getHarbourStatus.annotations,
      scopes: getHarbourStatus.scopes,
      inputSchema: { type: "object", properties: {}, additionalProperties: false },
      handler: async (input, api) => {
        const { output } = await api.send<{ open: boolean }>(getHarbourStatus.operation, input);
        return jsonAnswer({ open: output.open });
      },
    },
  },
};
`;

interface Walked {
  /** Exit codes of check, generate and check again. */
  readonly codes: readonly number[];
  readonly causes: readonly string[];
  /** Files that check names, without those of the manifest and the lock. */
  readonly files: readonly string[];
  /** What the difference says. */
  readonly changes: readonly string[];
  readonly bump: string;
  /** For the comment of a pull request. */
  readonly markdown: string;
}

interface Checked {
  readonly projects: readonly {
    readonly causes: readonly string[];
    readonly files: readonly { readonly path: string; readonly state: string; readonly causes: readonly string[] }[];
  }[];
}

async function walk(repository: Repository, flags: readonly string[] = []): Promise<Walked> {
  const checked = await repository.slipway("check", "server", "--json");
  const made = await repository.slipway("generate", "openapi.yaml", "--out", "server", ...flags);
  const after = await repository.slipway("check", "server");
  const compared = await diff({ old: "HEAD:server", new: "server", cwd: repository.folder });
  const { projects } = JSON.parse(checked.out) as Checked;
  const { bump, changes } = compared;
  const files =
    projects[0]?.files.filter(({ path }) => !/^(?:slipway\.manifest|surface\.lock)\.json$/u.test(path)) ?? [];
  return {
    codes: [checked.code, made.code, after.code],
    causes: projects[0]?.causes ?? [],
    files: files.map(({ path, state }) => (state === "different" ? path : `${path} (${state})`)),
    changes: changes.map(({ level, tool, text }) => `${level}: ${tool === undefined ? "" : `${tool}: `}${text}`),
    bump,
    markdown: diffMarkdown(compared),
  };
}

test("twelve changes of the Harbour API", { timeout: 300_000 }, async () => {
  const repository = createRepository(temporaryFolder());
  repository.write("openapi.yaml", readFileSync(harbour, "utf8"));
  await repository.slipway("generate", "openapi.yaml", "--out", "server");
  repository.write("server/src/custom.ts", custom);
  repository.commit("The server");
  const { markdown, ...unchanged } = await walk(repository);
  expect(unchanged).toEqual({ codes: [0, 0, 0], causes: [], files: [], changes: [], bump: "none" });
  expect(await compilerErrors(repository)).toEqual([]);
  expect(markdown).toContain("nothing changes for agents and users");

  const walked: (readonly [name: string, what: Omit<Walked, "markdown">])[] = [];
  for (const { name, edit, flags } of harbourChanges) {
    repository.write("openapi.yaml", edit(repository.read("openapi.yaml")));
    if (flags !== undefined)
      expect(await refusal(repository)).toEqual([
        1,
        expect.stringContaining("  API base URL: https://api.harbour.example/v1 -> https://api.port.example/v1\n"),
      ]);
    const { markdown: comment, ...what } = await walk(repository, flags);
    walked.push([name, what]);
    await expect(comment).toMatchFileSnapshot(`pull-requests/${name}.md`);
    expect(repository.read("server/src/custom.ts")).toBe(custom);
    // What one change breaks stays broken: but for the last, the compiler need not see each.
    const isLast = name === harbourChanges.at(-1)?.name;
    if (name === harbourChanges.at(-2)?.name || process.env["FULL"] === "1" || isLast)
      expect([name, await compilerErrors(repository)]).toEqual([name, isLast ? vanishedHook : []]);
    repository.commit(name);
  }
  expect(walked).toMatchInlineSnapshot(`
    [
      [
        "operation-added",
        {
          "bump": "minor",
          "causes": [
            "document",
          ],
          "changes": [
            "safe: list_neighbours: the tool is new (GET /berths/{berthId}/neighbours)",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "operation-removed",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: delete_berth: the tool is gone (DELETE /berths/{berthId})",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "operation-renamed",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: draw_harbour_map: the tool get_harbour_map is called draw_harbour_map now",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "optional-parameter-added",
        {
          "bump": "minor",
          "causes": [
            "document",
          ],
          "changes": [
            "safe: get_dock_tree: the argument season is new, and optional",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "parameter-required",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: list_berths: the argument status is required now",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "enum-narrowed",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: list_berths: the argument sort no longer accepts "price", "-price"",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "src/search-index.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "scope-added",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: get_berth: it needs berths:detail berths:read, and needed berths:read",
            "risky: the server asks for the scope berths:detail, and did not",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/api.ts",
            "src/tools/berths.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "schema-made-cyclic",
        {
          "bump": "minor",
          "causes": [
            "document",
          ],
          "changes": [
            "safe: get_harbour_status: the answer: before is new",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "src/types.ts",
            "test/openapi.json",
          ],
        },
      ],
      [
        "tag-renamed",
        {
          "bump": "patch",
          "causes": [
            "document",
          ],
          "changes": [
            "safe: delete_photo: it belongs to pictures, and did to photos",
            "safe: get_photo: it belongs to pictures, and did to photos",
            "safe: get_photo_image: it belongs to pictures, and did to photos",
            "safe: list_photos: it belongs to pictures, and did to photos",
            "safe: replace_photo_image: it belongs to pictures, and did to photos",
            "safe: upload_photo: it belongs to pictures, and did to photos",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/search-index.ts",
            "src/tools/index.ts",
            "src/tools/photos.ts (leftover)",
            "src/tools/pictures.ts (missing)",
          ],
        },
      ],
      [
        "server-moved",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: API base URL: https://api.port.example/v1 is proposed, and was https://api.harbour.example/v1",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            ".env.example",
            "README.md",
          ],
        },
      ],
      [
        "description-only",
        {
          "bump": "patch",
          "causes": [
            "document",
          ],
          "changes": [
            "safe: list_berths: its texts changed",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "src/search-index.ts",
            "src/tools/berths.ts",
          ],
        },
      ],
      [
        "hooked-operation-removed",
        {
          "bump": "major",
          "causes": [
            "document",
          ],
          "changes": [
            "breaking: list_tariffs: the tool is gone (GET /tariffs)",
          ],
          "codes": [
            1,
            0,
            0,
          ],
          "files": [
            "README.md",
            "src/search-index.ts",
            "src/tools/invoices.ts",
            "src/types.ts",
            "test/openapi.json",
          ],
        },
      ],
    ]
  `);
});

/** The hook is where its tool no longer is. */
const vanishedHook = [
  "src/custom.ts(9,29): error TS7006: Parameter 'output' implicitly has an 'any' type.",
  "src/custom.ts(9,5): error TS2561: Object literal may only specify known properties, but 'list_tariffs' does not exist in type 'Hooks<ToolTypes>'. Did you mean to write 'set_tariff'?",
];

function compilerErrors({ folder }: Repository): Promise<readonly string[]> {
  return compile(new Map(Object.entries(snapshot(join(folder, "server")))));
}

/** What `generate` says without the flags that it needs. */
async function refusal(repository: Repository): Promise<readonly [code: number, err: string]> {
  const before = snapshot(join(repository.folder, "server"));
  const { code, err } = await repository.slipway("generate", "openapi.yaml", "--out", "server");
  expect(snapshot(join(repository.folder, "server"))).toEqual(before);
  return [code, err];
}
