import { html } from "../4-emit/quote/markup.ts";
import type { ServerState } from "./supervise.ts";

/** What is told of one server. */
export interface ServerStatus {
  readonly name: string;
  readonly state: ServerState;
  readonly url: string;
  readonly restarts: number;
  /** Process id, while there is one. */
  readonly pid?: number;
  /** Whether it could serve a call now; absent while it is not up. */
  readonly ready?: boolean;
}

/** The policy of {@link statusPage}: its own style, and nothing else. */
export const statusPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'";

/** The page at `/`: every server, what it does, and where clients connect. Plain HTML, no script. */
export function statusPage(servers: readonly ServerStatus[]): string {
  const rows = servers.map(
    ({ name, state, url, restarts, ready }) =>
      `<tr><th scope="row">${html(name)}</th><td class="${state}">${html(describe(state, ready))}</td>` +
      `<td>${restarts}</td><td><code>${html(url)}</code></td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>MCP servers</title>
<style>
:root { color-scheme: light dark; --line: light-dark(#d0d7de, #3d444d); --good: light-dark(#116329, #56d364); --bad: light-dark(#a40e26, #ff7b72); }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
code { font: 14px ui-monospace, monospace; overflow-wrap: anywhere; }
.up { color: var(--good); } .restarting, .stopped { color: var(--bad); }
</style>
</head>
<body>
<main>
<h1>MCP servers</h1>
<table>
<thead><tr><th scope="col">server</th><th scope="col">state</th><th scope="col">restarts</th><th scope="col">URL for clients</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table>
</main>
</body>
</html>
`;
}

function describe(state: ServerState, ready: boolean | undefined): string {
  if (state !== "up") return state;
  return ready === false ? "up, but no key of its authorization server could be had" : "up";
}
