import { type HtmlFragment, htmlProse, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import type { Change } from "../diff/diff-result.ts";
import type { InspectedArgument, InspectedCause, InspectedTool } from "../inspect-result.ts";
import { changeItem } from "./changes-section.ts";
import { findingItem } from "./findings-section.ts";
import { type PageView, placeText } from "./page-view.ts";
import { propertiesView } from "./schema-view.ts";

/** What hints say in a word: MCP counts as additive what writes, but destroys nothing. */
export const effects = ["read-only", "additive", "destructive"] as const;

const colours: Readonly<Record<(typeof effects)[number], string>> = {
  "read-only": "good",
  additive: "warn",
  destructive: "bad",
};

/** The word for a tool. */
export function effectOf({ annotations }: Pick<InspectedTool, "annotations">): (typeof effects)[number] {
  if (annotations.readOnlyHint) return "read-only";
  return annotations.destructiveHint ? "destructive" : "additive";
}

interface CardContext extends Pick<PageView, "showFile"> {
  readonly changes: readonly Change[];
}

/** One tool: a line, and everything about it behind it. */
export function toolCard(tool: InspectedTool, { changes, showFile }: CardContext): HtmlFragment {
  const { name, title, method, path, scopes, tokens, diagnostics } = tool;
  const effect = effectOf(tool);
  const [asked = []] = scopes;
  return htmlTemplate`<details><summary><div class="row"><span class="name" id="tool-${name}" data-find="">${name}</span><span class="badge ${colours[effect]}">${effect}</span>${asked.map((scope) => htmlTemplate`<span class="badge scope">${scope}</span>`)}${changes.length > 0 ? htmlTemplate`<span class="badge warn">changed</span>` : noHtml}${diagnostics.length > 0 ? htmlTemplate`<span class="badge warn">${diagnostics.length} ${diagnostics.length === 1 ? "finding" : "findings"}</span>` : noHtml}<span class="badge right">${tokens} tokens</span></div><div class="title" data-find="">${title}</div></summary>
<div class="inside"><p class="row"><span class="badge method">${method}</span><code data-find="">${path}</code></p>
<p class="text" data-find="">${htmlProse(tool.description)}</p>
${changes.length === 0 ? noHtml : htmlTemplate`<h4>Changes</h4><ul>${changes.map((change) => changeItem(change))}</ul>`}
${argumentsView(tool)}${scopesView(scopes)}
<h4>Why it is so</h4>${causesView(tool.causes, { showFile })}
${diagnostics.length === 0 ? noHtml : htmlTemplate`<h4>Findings</h4><ul>${diagnostics.map((one) => findingItem(one, { showFile }))}</ul>`}
<p class="type">${tool.operationId === undefined ? noHtml : htmlTemplate`operationId <code data-find="">${tool.operationId}</code>, `}at <code>${placeText(tool.place, { showFile })}</code></p></div></details>`;
}

function argumentsView({ inputSchema, arguments: all, contentType }: InspectedTool): HtmlFragment {
  const shown = propertiesView(inputSchema);
  const unseen = all.filter(({ hidden }) => hidden);
  const renamed = all.filter(({ name, wireName, hidden }) => !hidden && wireName !== "" && wireName !== name);
  return htmlTemplate`<h4>Arguments</h4>${shown.html === "" ? htmlTemplate`<p class="text">None.</p>` : shown}
${unseen.length === 0 ? noHtml : htmlTemplate`<p class="text">Sent without being an argument: ${unseen.map((one) => sentView(one))}</p>`}
${renamed.length === 0 ? noHtml : htmlTemplate`<p class="text">Other names on the wire: ${renamed.map(({ name, wireName }) => htmlTemplate`<code>${name}</code> is <code>${wireName}</code>; `)}</p>`}
${contentType === undefined ? noHtml : htmlTemplate`<p class="text">The body is sent as <code>${contentType}</code>.</p>`}`;
}

function sentView({ name, in: where, value }: InspectedArgument): HtmlFragment {
  const given = value === undefined ? noHtml : htmlTemplate` = <code>${JSON.stringify(value)}</code>`;
  return htmlTemplate`<code>${name}</code>${given} (${where}); `;
}

function scopesView(scopes: InspectedTool["scopes"]): HtmlFragment {
  if (scopes.length < 2 && (scopes[0] ?? []).length < 2) return noHtml;
  const sets = scopes.map((set) =>
    set.length === 0
      ? htmlTemplate`<li>none</li>`
      : htmlTemplate`<li>${set.map((scope) => htmlTemplate`<span class="badge scope">${scope}</span> `)}</li>`,
  );
  return htmlTemplate`<h4>Scopes</h4><p class="text">${scopes.length > 1 ? "One of these is enough; clients ask for the first:" : "All of these:"}</p><ol>${sets}</ol>`;
}

function causesView(causes: readonly InspectedCause[], view: Pick<PageView, "showFile">): HtmlFragment {
  return htmlTemplate`<table class="causes"><tbody>${causes.map((cause) => htmlTemplate`<tr><th scope="row">${cause.about === "argument" ? `argument ${cause.argument ?? ""}` : cause.about}</th><td>${cause.decided}<div class="text">${cause.because}${cause.altered === undefined ? "" : `; ${cause.altered}`}${cause.place === undefined ? noHtml : htmlTemplate` (${placeText(cause.place, view)})`}</div></td></tr>`)}</tbody></table>`;
}
