import { createScopeNames } from "../auth/scope-names.ts";
import type { HomeContent } from "../choose-home.ts";
import type { ApiDefinition } from "../surface-types.ts";
import { type ClientGuide, clientGuides } from "./client-guides.ts";
import { type Markup, markup, nothing, prose } from "./markup.ts";
import { toolsSection } from "./tools-section.ts";

/** The body of the page at `/`. */
export function homeMarkup(content: HomeContent): Markup {
  const { api, tools, endpointUrl, level } = content;
  return markup`<a class="skip" href="#connect">To the content</a>
<header class="head"><div class="wrap">
<div class="row"><span class="badge">MCP server</span><span class="badge">${api.version}</span><a href="${statusPath(endpointUrl)}" class="badge" data-status="${statusPath(endpointUrl)}">Status</a></div>
<h1>${api.title}</h1>
${aboutApi(api.instructions ?? "")}
<p class="soft">${tools.length} ${tools.length === 1 ? "tool" : "tools"} for AI agents. Add the URL to an MCP client: it asks you to sign in, and calls only what you may do.</p>
${copyable(endpointUrl, "URL of the MCP endpoint")}
</div></header>
<main class="wrap">
${connectSection(api, endpointUrl)}
${scopesSection(api)}
${level === "tools" ? toolsSection(tools, createScopeNames(api.scopes)) : nothing}
</main>
<footer class="wrap foot"><p>Served by the server itself, without anything from elsewhere.</p></footer>
<div class="skip" role="status" aria-live="polite" data-said=""></div>`;
}

/** The first paragraph is the introduction; the rest is for who wants to know. */
function aboutApi(text: string): Markup {
  const [first = "", ...rest] = text.split("\n\n");
  if (first === "") return nothing;
  const more = rest.join("\n\n");
  return markup`<p class="lead">${prose(first)}</p>${more === "" ? nothing : markup`<details><summary class="soft">More about this API</summary><p class="lead">${prose(more)}</p></details>`}`;
}

/** `/readyz` of this server, as browsers reach it. */
function statusPath(endpointUrl: string): string {
  return `${new URL(endpointUrl.replace(/(\/\{tenant\})?\/mcp$/, "/")).pathname}readyz`;
}

function copyable(text: string, label: string): Markup {
  return markup`<div class="copyable"><pre tabindex="0" role="region" aria-label="${label}"><code>${text}</code></pre><button type="button" data-copy="" data-needs-script="" hidden aria-label="Copy: ${label}">Copy</button></div>`;
}

function connectSection(api: ApiDefinition, url: string): Markup {
  const isWhole = !url.includes("{tenant}");
  const guides = clientGuides({ name: api.name, url, isWhole });
  return markup`<section aria-labelledby="connect"><h2 id="connect">Connect</h2>
${isWhole ? nothing : markup`<p>Put the name of your organisation in place of <code>{tenant}</code>: whoever runs this server has told you.</p>`}
<div class="clients">${guides.map((guide) => clientCard(guide))}</div></section>`;
}

function clientCard({ name, steps, snippet, link }: ClientGuide): Markup {
  return markup`<details class="card" name="client"><summary>${name}</summary><div class="inside"><p>${steps}</p>
${link === undefined ? nothing : markup`<p><a class="button main" href="${link}">Add to ${name}</a></p>`}
${snippet === undefined ? nothing : copyable(snippet, `settings for ${name}`)}</div></details>`;
}

/** They are public in the metadata too (RFC 9728, 2 `scopes_supported`). */
function scopesSection({ scopes }: ApiDefinition): Markup {
  const names = createScopeNames(scopes).asked(scopes.supported);
  if (names.length === 0) return nothing;
  return markup`<section aria-labelledby="scopes"><h2 id="scopes">What you may be asked to allow</h2>
<div class="row">${names.map((scope) => markup`<span class="badge scope">${scope}</span>`)}</div></section>`;
}
