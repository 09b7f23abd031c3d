/** How a client is told of this server. */
export interface ClientGuide {
  readonly name: string;
  /** What to do, a sentence or two. */
  readonly steps: string;
  /** What to copy: a command, or what goes into a file. */
  readonly snippet?: string;
  /** A link that opens the client with the server filled in. */
  readonly link?: string;
}

/** What a client is told. */
export interface ClientTarget {
  /** `^[a-z0-9][a-z0-9-]*$` */
  readonly name: string;
  /** The MCP endpoint. */
  readonly url: string;
  /** Whether the URL can be used as it stands; without, there are no links. */
  readonly isWhole: boolean;
}

/** Every client that we know the settings of; commands and keys as their makers' manuals have them. */
export function clientGuides({ name, url, isWhole }: ClientTarget): readonly ClientGuide[] {
  const settings = (key: string, server: object): string => json({ [key]: { [name]: server } });
  const command = (text: string): string => `${text} ${shellWord(url)}`;
  const linked = (link: string): Pick<ClientGuide, "link"> => (isWhole ? { link } : {});
  return [
    {
      name: "Claude",
      steps: "Settings → Connectors → Add custom connector: paste this URL. The same on the web, desktop and phone.",
      snippet: url,
    },
    {
      name: "Claude Code",
      steps: "Run this, then sign in with /mcp.",
      snippet: command(`claude mcp add --transport http ${name}`),
    },
    {
      name: "ChatGPT",
      steps:
        "Settings → Apps & Connectors → Advanced: switch developer mode on. Then create a connector with this URL and OAuth.",
      snippet: url,
    },
    {
      name: "Cursor",
      steps: "Use the button, or put this into .cursor/mcp.json.",
      snippet: settings("mcpServers", { url }),
      ...linked(cursorLink(name, url)),
    },
    {
      name: "VS Code",
      steps: "Use the button, or put this into .vscode/mcp.json.",
      snippet: settings("servers", { type: "http", url }),
      ...linked(`vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: "http", url }))}`),
    },
    {
      name: "Visual Studio",
      steps: "Put this into .mcp.json beside the solution.",
      snippet: settings("servers", { type: "http", url }),
    },
    {
      name: "Codex",
      steps: `Run this, then codex mcp login ${name}.`,
      snippet: command(`codex mcp add ${name} --url`),
    },
    {
      name: "Gemini CLI",
      steps: `Run this, then sign in with /mcp auth ${name}.`,
      snippet: command(`gemini mcp add --transport http ${name}`),
    },
    {
      name: "Windsurf",
      steps: "Put this into ~/.codeium/windsurf/mcp_config.json.",
      snippet: settings("mcpServers", { serverUrl: url }),
    },
    { name: "Zed", steps: "Put this into settings.json.", snippet: settings("context_servers", { url }) },
    {
      name: "Cline",
      steps: "MCP Servers → Configure: put this into cline_mcp_settings.json.",
      snippet: settings("mcpServers", { type: "streamableHttp", url }),
    },
    {
      name: "opencode",
      steps: `Put this into opencode.json, then run opencode mcp auth ${name}.`,
      snippet: settings("mcp", { type: "remote", url, enabled: true }),
    },
    {
      name: "Goose",
      steps: "Put this into ~/.config/goose/config.yaml.",
      snippet: `extensions:\n  ${name}:\n    type: streamable_http\n    name: ${name}\n    uri: ${JSON.stringify(url)}\n    enabled: true\n    timeout: 300`,
    },
    {
      name: "Kiro",
      steps: "Put this into .kiro/settings/mcp.json.",
      snippet: settings("mcpServers", { url }),
    },
    {
      name: "Clients that only start programs",
      steps: "mcp-remote stands between: it needs Node.js, and opens the browser to sign in.",
      snippet: settings("mcpServers", { command: "npx", args: ["-y", "mcp-remote", url] }),
    },
  ];
}

/** https://cursor.com/docs/mcp/install-links: the configuration as JSON in base64. */
function cursorLink(name: string, url: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ url }));
  const config = btoa(String.fromCharCode(...bytes));
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(name)}&config=${encodeURIComponent(config)}`;
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** A word for POSIX shells; a URL may hold `&` and quotes. */
function shellWord(text: string): string {
  return /^[\w:/.@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
