import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { clientGuides } from "../../../templates/src/runtime/page/client-guides.ts";

const url = "https://mcp.example.com/mcp";
const guides = clientGuides({ name: "harbour", url, isWhole: true });
const snippets = new Map(guides.map(({ name, snippet = "" }) => [name, snippet]));

/** What each client must find, by its manual. */
const files: readonly (readonly [client: string, steps: RegExp, content: object])[] = [
  ["Cursor", /\.cursor\/mcp\.json/, { mcpServers: { harbour: { url } } }],
  ["VS Code", /\.vscode\/mcp\.json/, { servers: { harbour: { type: "http", url } } }],
  ["Visual Studio", /\.mcp\.json/, { servers: { harbour: { type: "http", url } } }],
  ["Windsurf", /~\/\.codeium\/windsurf\/mcp_config\.json/, { mcpServers: { harbour: { serverUrl: url } } }],
  ["Zed", /settings\.json/, { context_servers: { harbour: { url } } }],
  ["Cline", /cline_mcp_settings\.json/, { mcpServers: { harbour: { type: "streamableHttp", url } } }],
  ["Kiro", /\.kiro\/settings\/mcp\.json/, { mcpServers: { harbour: { url } } }],
  [
    "GitHub Copilot CLI",
    /~\/\.copilot\/mcp-config\.json/,
    { mcpServers: { harbour: { type: "http", url, tools: ["*"] } } },
  ],
  [
    "Goose",
    /~\/\.config\/goose\/config\.yaml/,
    {
      extensions: {
        harbour: { type: "streamable_http", name: "harbour", uri: url, enabled: true, timeout: 300 },
      },
    },
  ],
  [
    "Clients that only start programs",
    /mcp-remote/,
    { mcpServers: { harbour: { command: "npx", args: ["-y", "mcp-remote", url] } } },
  ],
];

test.each(files)("%s finds the server in its file", (client, steps, content) => {
  const snippet = snippets.get(client) ?? "";
  // JSON is YAML, but for what a parser of YAML would forgive.
  const read: unknown = client === "Goose" ? parse(snippet) : JSON.parse(snippet);
  expect(read).toEqual(content);
  expect(guides.find(({ name }) => name === client)?.steps).toMatch(steps);
});

test.each([
  ["Claude", url],
  ["ChatGPT", url],
  ["Claude Code", `claude mcp add --transport http harbour ${url}`],
  ["Codex", `codex mcp add harbour --url ${url}`],
  ["Gemini CLI", `gemini mcp add --transport http harbour ${url}`],
  ["opencode", `opencode mcp add harbour --url ${url}`],
])("%s is given the URL or a command", (client, snippet) => {
  expect(snippets.get(client)).toBe(snippet);
});

test("links of Cursor and VS Code are as their manuals have them; no other client has one", () => {
  const links = guides.flatMap(({ name, link }) => (link === undefined ? [] : [[name, new URL(link)] as const]));
  expect(links.map(([name, { protocol, pathname }]) => [name, protocol, pathname])).toEqual([
    ["Cursor", "cursor:", "/mcp/install"],
    ["VS Code", "vscode:", "mcp/install"],
  ]);
  const [cursor, code] = links.map(([, link]) => link);
  expect(cursor?.hostname).toBe("anysphere.cursor-deeplink");
  expect(cursor?.searchParams.get("name")).toBe("harbour");
  expect(JSON.parse(atob(cursor?.searchParams.get("config") ?? ""))).toEqual({ url });
  expect(JSON.parse(decodeURIComponent(code?.search.slice(1) ?? ""))).toEqual({ name: "harbour", type: "http", url });
});

test("the documentation names each client's manual, in the page's order", () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/home-page.md"), "utf8");
  const [, table = ""] = text.split("## Where the settings are from");
  const rows = [...table.matchAll(/^\| (?!client |-)(.+?) +\| (\S+\.\S+)/gm)].map(([, client]) => client);
  expect(rows).toEqual(guides.map(({ name }) => name));
});
