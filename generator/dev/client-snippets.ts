/** How one client is told of a server. */
export interface ClientSnippet {
  readonly client: string;
  /** A command line, or what to write into a file. */
  readonly text: string;
  readonly hint?: string;
}

/**
 * What to paste into which client.
 * @param name - `^[a-z0-9][a-z0-9-]*$`
 * @param mcpUrl - the endpoint, of plain URL characters
 */
export function clientSnippets(name: string, mcpUrl: string): readonly ClientSnippet[] {
  const vscode = JSON.stringify({ name, type: "http", url: mcpUrl });
  const cursor = JSON.stringify({ mcpServers: { [name]: { url: mcpUrl } } });
  return [
    { client: "Claude Code", text: `claude mcp add --transport http ${name} ${mcpUrl}`, hint: "then /mcp" },
    { client: "VS Code", text: `code --add-mcp '${vscode}'` },
    { client: "Cursor", text: cursor, hint: "in .cursor/mcp.json" },
    {
      client: "Inspector",
      text: `npx @modelcontextprotocol/inspector --web --transport http --server-url ${mcpUrl}`,
    },
  ];
}
