import type { ScopeNames } from "../auth/scope-names.ts";
import type { ToolDefinition, ToolHints } from "../surface-types.ts";
import { type Markup, markup, nothing, prose } from "./markup.ts";

/** The tools by service, with fields to find them. */
export function toolsSection(tools: readonly ToolDefinition[], names: ScopeNames): Markup {
  const services = [...Map.groupBy(tools, ({ service }) => service)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const scopes = [...new Set(tools.flatMap((tool) => names.asked(tool.scopes[0] ?? [])))].toSorted();
  return markup`<section aria-labelledby="tools"><h2 id="tools">Tools</h2>
<form class="bar" role="search" aria-label="Tools" data-needs-script="" hidden><div class="fields">
<label class="field wide">Search<input type="search" data-filter="text" autocomplete="off" placeholder="Press / to search"></label>
${choice(
  "Service",
  "service",
  services.map(([service]) => service),
)}
${choice("Scope", "scope", scopes)}
${choice("Effect", "effect", ["read-only", "additive", "destructive"])}
</div><p class="count" role="status" data-count=""></p></form>
${services.map(([service, own]) => serviceGroup(service, own, names))}</section>`;
}

function choice(label: string, name: string, values: readonly string[]): Markup {
  if (values.length < 2) return nothing;
  return markup`<label class="field">${label}<select data-filter="${name}"><option value="">All</option>${values.map((value) => markup`<option>${value}</option>`)}</select></label>`;
}

function serviceGroup(service: string, tools: readonly ToolDefinition[], names: ScopeNames): Markup {
  const sorted = tools.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return markup`<div data-group=""><h3>${service} <span class="badge">${tools.length}</span></h3>
<ul class="list">${sorted.map((tool) => toolItem(tool, names))}</ul></div>`;
}

function toolItem(tool: ToolDefinition, names: ScopeNames): Markup {
  const { name, title, description, service, annotations, scopes } = tool;
  const asked = names.asked(scopes[0] ?? []);
  const effect = effectOf(annotations);
  const more = afterTitle(description, title);
  return markup`<li class="card item" data-item="" data-service="${service}" data-scope="${asked.join("\n")}" data-effect="${effect}"><div class="row"><span class="name" data-find="">${name}</span><span class="badge ${effectColours[effect]}">${effect}</span>${asked.map((scope) => markup`<span class="badge scope" data-find="">${scope}</span>`)}</div>
<div data-find="">${title}</div>${more === "" ? nothing : markup`<div class="soft" data-find="">${prose(more)}</div>`}</li>`;
}

/** The description without the title, with which it often begins: it stands right above. */
function afterTitle(description: string, title: string): string {
  if (description === title) return "";
  const opening = `${title.replace(/\.$/, "")}.`;
  return description.startsWith(opening) ? description.slice(opening.length).trimStart() : description;
}

type Effect = "read-only" | "additive" | "destructive";

const effectColours: Readonly<Record<Effect, string>> = { "read-only": "good", additive: "warn", destructive: "bad" };

/** MCP 2026-07-28, `ToolAnnotations`: what writes and destroys nothing is additive. */
function effectOf({ readOnlyHint, destructiveHint }: ToolHints): Effect {
  if (readOnlyHint) return "read-only";
  return destructiveHint ? "destructive" : "additive";
}
