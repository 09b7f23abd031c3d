import { clientSnippets } from "../dev/client-snippets.ts";
import type { DevEvent, RunningDev } from "../dev/dev-options.ts";
import type { ToolChanges } from "../dev/tool-changes.ts";
import { harmless, harmlessLines } from "./harmless.ts";
import type { Palette } from "./palette.ts";
import { countOf, formatDuration } from "./text-layout.ts";

/** What runs where, who can sign in, and what to paste into which client. */
export function formatDev(running: RunningDev, token: string, palette: Palette): string {
  const { name, title, mcpUrl, apiUrl, issuer, users, folder, watched, lost } = running;
  const row = (label: string, text: string, hint?: string): string =>
    `  ${label.padEnd(12)} ${text}${hint === undefined ? "" : palette("dim", `   ${hint}`)}`;
  const lines = [
    "",
    palette("bold", harmless(title)) + palette("dim", `  ${countOf(running.tools, "tool")}`),
    ...(lost.length === 0
      ? []
      : [palette("yellow", `  ${countOf(lost.length, "operation")} lost: slipway inspect says why`)]),
    "",
    row("MCP server", palette("cyan", mcpUrl)),
    row("API", apiUrl),
    row("sign-in", issuer),
    row("project", folder),
    "",
    palette("bold", "Sign in as"),
    ...users.map(({ username, password, may }) => row(username, `password ${password}`, may)),
    "",
    palette("bold", "Connect"),
    ...clientSnippets(name, mcpUrl).map(({ client, text, hint }) => row(client, text, hint)),
    "",
    palette("bold", "Or with curl") + palette("dim", "  (the token is good for this server only, and for eight hours)"),
    `  TOKEN=${token}`,
    `  curl -s ${mcpUrl} -H "authorization: Bearer $TOKEN" -H 'content-type: application/json' \\`,
    `    -H 'accept: application/json, text/event-stream' -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'`,
    "",
    palette(
      "dim",
      watched.length === 0
        ? "The document is at a URL: its changes are not followed."
        : "The server follows the document as you save it.",
    ),
    palette("dim", "Ctrl-C ends all of it."),
    "",
  ];
  return `${lines.join("\n")}\n`;
}

/** One line, or none. */
export function formatDevEvent(event: DevEvent, palette: Palette): string {
  switch (event.kind) {
    case "reloaded":
      return `${palette("green", "reloaded")} in ${formatDuration(event.milliseconds)}${describeChanges(event.changes)}\n`;
    case "unchanged":
      return `${palette("dim", "saved: nothing follows from it")}\n`;
    case "broken":
      return `${palette("red", "not reloaded")}, the server before goes on: ${harmlessLines(event.message)}\n`;
    case "api-call":
      return `${palette("cyan", "API")} ${event.status} ${event.method} ${harmless(event.target)}\n`;
    case "output":
      return `${palette("dim", harmless(event.text))}\n`;
  }
}

/** So many names are told of each kind. */
const named = 5;

function describeChanges({ added, removed, changed }: ToolChanges): string {
  const parts = [describeNames("+", added), describeNames("-", removed), describeNames("~", changed)];
  const told = parts.filter((part) => part !== "").join(" ");
  return told === "" ? ": the same tools" : `: ${told}`;
}

function describeNames(mark: string, names: readonly string[]): string {
  const rest = names.length - named;
  const shown = names.slice(0, named).map((name) => mark + name);
  return [...shown, ...(rest > 0 ? [`${mark}${rest} more`] : [])].join(" ");
}
