import { clientSnippets } from "../generator/dev/client-snippets.ts";
import { ana, ben } from "./authorization-server/users.ts";
import { preferredPorts } from "./start-demo.ts";
import type { Demo } from "./start-demo.ts";
import { paint } from "./terminal.ts";

const partNames = { server: "MCP server", api: "Harbour API", authorizationServer: "sign-in" } as const;

/** What runs where, who can sign in, and what to paste into which client. */
export function summaryOf(demo: Demo): string {
  const name = "harbour";
  const lines = [
    "",
    paint("bold", `⚓ Harbour is open`) + paint("dim", "  an API with sign-in, and the MCP server generated for it"),
    "",
    row("MCP server", paint("cyan", demo.mcpUrl)),
    row("Harbour API", demo.apiUrl),
    row("sign-in", demo.issuer),
    ...demo.moved.map((part) =>
      paint("yellow", `  port ${preferredPorts[part]} is taken: ${partNames[part]} is on another one`),
    ),
    "",
    paint("bold", "Sign in as"),
    ...[ana, ben].map((user) => row(user.username, `password ${user.password}${paint("dim", `  ${user.role}`)}`)),
    "",
    paint("bold", "Connect"),
    ...connectLines(name, demo.mcpUrl),
    "",
    paint("dim", "Try: which berths are free next week for a boat of 11 metres? Show me the map. Book one."),
    paint("dim", "Ctrl-C ends all of it. `npm start -- --once` lets a client do the whole flow by itself."),
    "",
  ];
  return lines.join("\n");
}

function row(name: string, text: string): string {
  return `  ${name.padEnd(12)} ${text}`;
}

function connectLines(name: string, mcpUrl: string): string[] {
  return clientSnippets(name, mcpUrl).map(
    ({ client, text, hint }) => row(client, text) + (hint === undefined ? "" : paint("dim", `   ${hint}`)),
  );
}
