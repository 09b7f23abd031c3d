import { child, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import { serverUrl } from "../server.ts";
import type { Checking } from "./checking.ts";

/** Server Object (OpenAPI 3.1, 4.8.5): requests go where the operator says, so a server that cannot be used only proposes nothing. */
export function checkServer(checking: Checking, cursor: Cursor): void {
  const place = child(cursor, "url") ?? cursor;
  const url = stringAt(cursor, "url");
  if (url === undefined) {
    if (child(cursor, "url") === undefined) reportUnusable(checking, place, "A server needs a `url`");
    return;
  }
  const filled = serverUrl(cursor) ?? url;
  const unresolved = [...filled.matchAll(/\{([^{}]+)\}/g)].map(([, name = ""]) => name);
  if (unresolved.length > 0) {
    report(checking, place, {
      severity: "info",
      code: "server-variable-unresolved",
      message: `The server's URL has ${unresolved.map((name) => `{${name}}`).join(", ")} without a default; API_BASE_URL covers it.`,
      help: "Give the variable a `default` under `variables`.",
    });
  } else if (!/^https?:$/.test(protocolOf(filled) ?? ""))
    reportUnusable(checking, place, `"${filled}" is no URL of http or https`);
}

/** Relative URLs are fine: the document's own place says the rest. */
function protocolOf(url: string): string | undefined {
  const base = "https://document.example";
  return URL.canParse(url, base) ? new URL(url, base).protocol : undefined;
}

function reportUnusable(checking: Checking, cursor: Cursor, problem: string): void {
  report(checking, cursor, {
    severity: "warning",
    code: "server-unusable",
    message: `${problem}; this one proposes nothing.`,
    help: "Write an absolute URL such as https://api.example.com/v1, or a path.",
  });
}
