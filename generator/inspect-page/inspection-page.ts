import { createHash } from "node:crypto";
import { pageScript } from "../../templates/src/runtime/page/page-script.ts";
import { pageStyle } from "../../templates/src/runtime/page/page-style.ts";
import { type HtmlFragment, htmlTemplate, noHtml, ownHtml } from "../4-emit/quote/html-template.ts";
import type { DiffResult } from "../diff/diff-result.ts";
import type { InspectResult } from "../inspect-result.ts";
import { changesSection } from "./changes-section.ts";
import { findingsSection } from "./findings-section.ts";
import { inspectionStyle } from "./inspection-style.ts";
import type { PageView } from "./page-view.ts";
import { schemasSection } from "./schemas-section.ts";
import { scopesSection } from "./scopes-section.ts";
import { skippedSection } from "./skipped-section.ts";
import { toolsSection } from "./tools-section.ts";

/** What the page is made of, besides the inspection. */
export interface PageOptions {
  /** What changed since another version. */
  readonly changes?: DiffResult;
  /** How to show a file of the document. Default: as it is. */
  readonly showFile?: (file: string) => string;
}

/**
 * An inspection as one HTML page that needs nothing else: no file, no network, and no script for reading. Text of the document in it
 * is text; a policy in the page allows its own style and script by hash, and nothing else.
 */
export function inspectionPage(result: InspectResult, options: PageOptions = {}): string {
  const { changes, showFile = (file) => file } = options;
  const view: PageView = { result, changes, showFile };
  const style = `${pageStyle}${inspectionStyle}`;
  const policy = `default-src 'none'; style-src 'sha256-${hashOf(style)}'; script-src 'sha256-${hashOf(pageScript)}'; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const page = htmlTemplate`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>${result.title} - tools</title><link rel="icon" href="data:,">
<style>${ownHtml(style)}</style></head>
<body><a class="skip" href="#tools">To the tools</a>
${header(view)}
<main class="wrap">
${changes === undefined ? noHtml : changesSection(changes)}
${toolsSection(view)}
${skippedSection(view)}
${scopesSection(result)}
${findingsSection(view)}
${schemasSection(result)}
</main><footer class="wrap foot"><p>Made by <code>slipway inspect --html</code>.</p></footer>
<script>${ownHtml(pageScript)}</script></body></html>
`;
  return page.html;
}

/** Content Security Policy 3, 2.3.1. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function header({ result, changes }: PageView): HtmlFragment {
  const { title, version, name, services, scopes, diagnostics } = result;
  const skipped = result.operations - result.tools;
  const facts: readonly (readonly [number, string, string])[] = [
    [result.operations, "operation", ""],
    [result.tools, "tool", "#tools"],
    [services.length, "service", "#tools"],
    [skipped, "skipped", skipped > 0 ? "#skipped" : ""],
    [scopes.supported.length, "scope", scopes.explained.length > 0 ? "#scopes" : ""],
    [diagnostics.length, "finding", diagnostics.length > 0 ? "#findings" : ""],
    [result.tokens, "token", ""],
    ...(changes === undefined ? [] : [[changes.changes.length, "change", "#changes"] as const]),
  ];
  return htmlTemplate`<header class="head"><div class="wrap"><div class="row"><span class="badge">${name}</span><span class="badge">${version}</span><span class="badge">mode ${result.mode}</span><span class="badge">upstream ${result.upstream.mode}</span></div>
<h1>${title}</h1><ul class="facts">${facts.map(([value, label, target]) => fact(value, label, target))}</ul>${setup(result)}</div></header>`;
}

function fact(value: number, label: string, target: string): HtmlFragment {
  const shown = htmlTemplate`<b>${value.toLocaleString("en")}</b> ${label === "skipped" || value === 1 ? label : `${label}s`}`;
  return htmlTemplate`<li>${target === "" ? shown : htmlTemplate`<a href="${target}">${shown}</a>`}</li>`;
}

/** What must be set before the server can run. */
function setup({ upstream, origins, proposals }: InspectResult): HtmlFragment {
  const rows = [
    ...(proposals.apiBaseUrl === undefined ? [] : [{ variable: "API_BASE_URL", proposed: proposals.apiBaseUrl }]),
    ...(proposals.issuer === undefined ? [] : [{ variable: "OAUTH_ISSUER", proposed: proposals.issuer }]),
    ...origins.map(({ name, proposed }) => ({ variable: `API_ORIGIN_${name.toUpperCase()}`, proposed })),
    ...upstream.needs.flatMap(({ variables }) => variables.map((variable) => ({ variable, proposed: "" }))),
  ];
  if (rows.length === 0) return noHtml;
  return htmlTemplate`<details class="setup"><summary>What the server needs to be told (${rows.length})</summary><div class="scroll" tabindex="0" role="region" aria-label="Settings"><table><thead><tr><th>Variable</th><th>The document proposes</th></tr></thead><tbody>${rows.map(({ variable, proposed }) => htmlTemplate`<tr><td><code>${variable}</code></td><td>${proposed}</td></tr>`)}</tbody></table></div></details>`;
}
