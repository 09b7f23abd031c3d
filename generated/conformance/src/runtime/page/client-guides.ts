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

/** Every client that we know the settings of; commands and keys as their makers' manuals have them, which the documentation of the page names. */
export function clientGuides(target: ClientTarget): readonly ClientGuide[] {
  return [...appGuides(target), ...editorGuides(target), ...terminalGuides(target)];
}

/** Applications that one talks to. */
function appGuides({ url }: ClientTarget): readonly ClientGuide[] {
  return [
    {
      name: "Claude",
      steps:
        "On the web or desktop: Customize → Connectors → Add custom connector, and paste this URL. Then it is there on the phone too. Claude calls from the internet: a private address is out of its reach.",
      snippet: url,
    },
    {
      name: "ChatGPT",
      steps:
        "On the web: Settings → Apps → Advanced settings, and switch developer mode on. Then create an app with this URL and OAuth.",
      snippet: url,
    },
  ];
}

/** Editors. */
function editorGuides({ name, url, isWhole }: ClientTarget): readonly ClientGuide[] {
  const linked = (link: string): Pick<ClientGuide, "link"> => (isWhole ? { link } : {});
  return [
    {
      name: "Cursor",
      steps: "Use the button, or put this into .cursor/mcp.json.",
      snippet: settings("mcpServers", name, { url }),
      ...linked(cursorLink(name, url)),
    },
    {
      name: "VS Code",
      steps: "Use the button, or put this into .vscode/mcp.json.",
      snippet: settings("servers", name, { type: "http", url }),
      // code.visualstudio.com/api/extension-guides/ai/mcp: the whole query is the JSON, with the name in it.
      ...linked(`vscode:mcp/install?${encodeURIComponent(JSON.stringify({ name, type: "http", url }))}`),
    },
    {
      name: "Visual Studio",
      steps: "Put this into .mcp.json beside the solution, then sign in by the line above the server's name.",
      snippet: settings("servers", name, { type: "http", url }),
    },
    {
      name: "Windsurf",
      steps: "Put this into ~/.codeium/windsurf/mcp_config.json.",
      snippet: settings("mcpServers", name, { serverUrl: url }),
    },
    {
      name: "Zed",
      steps: "Put this into settings.json: it asks you to sign in.",
      snippet: settings("context_servers", name, { url }),
    },
    {
      name: "Cline",
      steps: "MCP Servers → Configure: put this into cline_mcp_settings.json.",
      snippet: settings("mcpServers", name, { type: "streamableHttp", url }),
    },
    {
      name: "Kiro",
      steps: "Put this into .kiro/settings/mcp.json.",
      snippet: settings("mcpServers", name, { url }),
    },
  ];
}

/** Programs of the terminal. */
function terminalGuides({ name, url }: ClientTarget): readonly ClientGuide[] {
  const command = (text: string): string => `${text} ${shellWord(url)}`;
  return [
    {
      name: "Claude Code",
      steps: "Run this, then sign in with /mcp.",
      snippet: command(`claude mcp add --transport http ${name}`),
    },
    {
      name: "Codex",
      steps: `Run this, then codex mcp login ${name}.`,
      snippet: command(`codex mcp add ${name} --url`),
    },
    {
      name: "GitHub Copilot CLI",
      steps: "Put this into ~/.copilot/mcp-config.json, or fill in the form of /mcp add.",
      snippet: settings("mcpServers", name, { type: "http", url, tools: ["*"] }),
    },
    {
      name: "Gemini CLI",
      steps: `Run this, then sign in with /mcp auth ${name}.`,
      snippet: command(`gemini mcp add --transport http ${name}`),
    },
    {
      name: "opencode",
      steps: "Run this (version 2), then sign in with /mcps.",
      snippet: `opencode mcp add ${name} --url ${shellWord(url)}`,
    },
    {
      name: "Goose",
      steps: "Put this into ~/.config/goose/config.yaml.",
      snippet: `extensions:\n  ${name}:\n    type: streamable_http\n    name: ${name}\n    uri: ${JSON.stringify(url)}\n    enabled: true\n    timeout: 300`,
    },
    {
      name: "Clients that only start programs",
      steps: "mcp-remote stands between: it needs Node.js, and opens the browser to sign in.",
      snippet: settings("mcpServers", name, { command: "npx", args: ["-y", "mcp-remote", url] }),
    },
  ];
}

/** Settings of a server by its name. */
function settings(key: string, name: string, server: object): string {
  return JSON.stringify({ [key]: { [name]: server } }, null, 2);
}

/** https://cursor.com/docs/mcp/install-links: the server's part of mcp.json as JSON in base64, the name beside it. */
function cursorLink(name: string, url: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ url }));
  const config = btoa(String.fromCharCode(...bytes));
  return `cursor://anysphere.cursor-deeplink/mcp/install?name=${encodeURIComponent(name)}&config=${encodeURIComponent(config)}`;
}

/** A word for POSIX shells; a URL may hold `&` and quotes. */
function shellWord(text: string): string {
  return /^[\w:/.@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
