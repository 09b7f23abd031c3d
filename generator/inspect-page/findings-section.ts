import type { LocatedDiagnostic } from "../1-spec/locate-diagnostics.ts";
import { type HtmlFragment, htmlProse, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import { type PageView, placeText } from "./page-view.ts";

const colours: Readonly<Record<LocatedDiagnostic["severity"], string>> = {
  error: "bad",
  warning: "warn",
  info: "good",
};

/** What was found about the document, by kind: what was repaired, left out or lost, and where. */
export function findingsSection(view: PageView): HtmlFragment {
  const { diagnostics } = view.result;
  if (diagnostics.length === 0) return noHtml;
  const kinds = [...Map.groupBy(diagnostics, ({ severity, code }) => `${severity} ${code}`).values()];
  return htmlTemplate`<section aria-labelledby="findings"><h2 id="findings">Findings about the document</h2>
<ul class="list">${kinds.map((kind) => kindItem(kind, view))}</ul></section>`;
}

function kindItem(kind: readonly LocatedDiagnostic[], view: PageView): HtmlFragment {
  const [first] = kind;
  if (first === undefined) return noHtml;
  return htmlTemplate`<li class="card"><details><summary><span class="badge ${colours[first.severity]}">${first.severity}</span> <span class="name">${first.code}</span> <span class="badge">${kind.length}</span></summary>
<div class="inside"><ul>${kind.map((one) => findingItem(one, view))}</ul></div></details></li>`;
}

/** One finding with its place and what can be done. */
export function findingItem(finding: LocatedDiagnostic, view: Pick<PageView, "showFile">): HtmlFragment {
  const { severity, place, position, message, help } = finding;
  const where = placeText(position === undefined ? place : { ...place, position }, view);
  return htmlTemplate`<li><span class="badge ${colours[severity]}">${severity}</span> ${htmlProse(message)}${help === undefined ? noHtml : htmlTemplate`<div class="text">${htmlProse(help)}</div>`}<div class="text"><code>${where}</code></div></li>`;
}
