import { type HtmlFragment, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import type { Change } from "../diff/diff-result.ts";
import type { InspectedService, InspectedTool } from "../inspect-result.ts";
import type { PageView } from "./page-view.ts";
import { effects, effectOf, toolCard } from "./tool-card.ts";

/** The tools by service, with fields to find them. */
export function toolsSection({ result, changes, showFile }: PageView): HtmlFragment {
  const services = result.services.filter(({ tools }) => tools.length > 0);
  const tools = services.flatMap((service) => service.tools);
  const changed = Map.groupBy(changes?.changes ?? [], ({ tool }) => tool);
  return htmlTemplate`<section aria-labelledby="tools"><h2 id="tools">Tools</h2>
<form class="bar" role="search" aria-label="Tools" data-needs-script="" hidden><div class="fields">
<label class="field wide">Search<input type="search" data-filter="text" autocomplete="off" placeholder="Press / to search"></label>
${choice(
  "Service",
  "service",
  services.map(({ name }) => name),
)}
${choice("Scope", "scope", [...new Set(tools.flatMap(({ scopes }) => scopes.flat()))].toSorted())}
${choice("Effect", "effect", [...effects])}
${choice("Only", "only", [...new Set(tools.flatMap((tool) => marksOf(tool, changed.get(tool.name) ?? [])))])}
</div><p class="count" role="status" data-count=""></p></form>
${services.map((service) => serviceGroup(service, changed, showFile))}</section>`;
}

function choice(label: string, name: string, values: readonly string[]): HtmlFragment {
  if (values.length === 0) return noHtml;
  return htmlTemplate`<label class="field">${label}<select data-filter="${name}"><option value="">All</option>${values.map((value) => htmlTemplate`<option>${value}</option>`)}</select></label>`;
}

function serviceGroup(
  { name, tools, tokens }: InspectedService,
  changed: ReadonlyMap<string | undefined, readonly Change[]>,
  showFile: PageView["showFile"],
): HtmlFragment {
  return htmlTemplate`<div data-group=""><h3>${name} <span class="badge">${tools.length} ${tools.length === 1 ? "tool" : "tools"}</span> <span class="badge">${tokens.toLocaleString("en")} tokens</span></h3>
<ul class="list">${tools.map((tool) => toolItem(tool, changed.get(tool.name) ?? [], showFile))}</ul></div>`;
}

function toolItem(tool: InspectedTool, changes: readonly Change[], showFile: PageView["showFile"]): HtmlFragment {
  const scopes = [...new Set(tool.scopes.flat())].join("\n");
  return htmlTemplate`<li class="card" data-item="" data-service="${tool.service}" data-scope="${scopes}" data-effect="${effectOf(tool)}" data-only="${marksOf(tool, changes).join("\n")}">${toolCard(tool, { changes, showFile })}</li>`;
}

/** What makes a tool worth a look. */
function marksOf({ causes, diagnostics }: InspectedTool, changes: readonly Change[]): readonly string[] {
  return [
    ...(changes.length > 0 ? ["changed"] : []),
    ...(diagnostics.length > 0 ? ["with findings"] : []),
    ...(causes.some(({ about, altered }) => about === "name" && altered !== undefined) ? ["name was altered"] : []),
    ...(causes.some(({ by }) => by === "rule" || by === "x-mcp" || by === "services")
      ? ["decided by config or x-mcp"]
      : []),
  ];
}
