import { type HtmlFragment, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import type { InspectedScope, InspectResult } from "../inspect-result.ts";

/** Tools that are named of one scope; the others are counted. */
const maxNamed = 200;

/** The scopes: who asks for them, what they open, what comes with them. */
export function scopesSection({ scopes }: InspectResult): HtmlFragment {
  if (scopes.explained.length === 0) return noHtml;
  return htmlTemplate`<section aria-labelledby="scopes"><h2 id="scopes">Scopes</h2>
<p class="soft">The first sign-in asks for the baseline <code>${scopes.baseline}</code>: ${scopes.baselines[scopes.baseline].join(", ") || "no scope"}.</p>
<ul class="list">${scopes.explained.map((scope) => scopeItem(scope))}</ul></section>`;
}

function scopeItem(one: InspectedScope): HtmlFragment {
  const { scope, asked, preferredBy, acceptedBy, opens, implies, impliedBy, declaredBy, baselines } = one;
  return htmlTemplate`<li class="card"><details><summary><span class="name">${scope}</span> <span class="badge">${preferredBy.length} ${preferredBy.length === 1 ? "tool asks" : "tools ask"} for it</span>${baselines.length > 0 ? htmlTemplate` <span class="badge">baseline ${baselines.join(", ")}</span>` : noHtml}</summary><div class="inside">
${asked === undefined ? noHtml : htmlTemplate`<p>Clients ask for it as <code>${asked}</code>.</p>`}
<p class="text">Declared by: ${declaredBy.join(", ") || "no security scheme"}.${implies.length > 0 ? ` Brings: ${implies.join(", ")}.` : ""}${impliedBy.length > 0 ? ` Comes with: ${impliedBy.join(", ")}.` : ""}</p>
${namesView("Tools that ask for it", preferredBy)}${namesView("Tools that it is good for too", acceptedBy)}${namesView("Tools that it opens alone", opens)}</div></details></li>`;
}

function namesView(label: string, names: readonly string[]): HtmlFragment {
  if (names.length === 0) return noHtml;
  const more = names.length > maxNamed ? htmlTemplate`<li>and ${names.length - maxNamed} more</li>` : noHtml;
  return htmlTemplate`<h4>${label} (${names.length})</h4><ul class="names">${names.slice(0, maxNamed).map((name) => htmlTemplate`<li><a href="#tool-${name}">${name}</a></li>`)}${more}</ul>`;
}
