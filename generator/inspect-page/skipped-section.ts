import { type HtmlFragment, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import type { InspectedOperation } from "../inspect-result.ts";
import { type PageView, placeText } from "./page-view.ts";

/** Operations without a tool, and why. */
export function skippedSection(view: PageView): HtmlFragment {
  const { services, lost } = view.result;
  const skipped = services.flatMap((service) => service.skipped);
  const told = new Set(skipped.map(({ method, path }) => `${method} ${path}`));
  const others = lost.filter((one) => !told.has(one));
  if (skipped.length + others.length === 0) return noHtml;
  return htmlTemplate`<section aria-labelledby="skipped"><h2 id="skipped">Operations without a tool</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="skipped"><table><thead><tr><th>Operation</th><th>Service</th><th>Why</th></tr></thead>
<tbody>${skipped.map((operation) => skippedRow(operation, view))}${others.map((one) => htmlTemplate`<tr><td><code>${one}</code></td><td></td><td><span class="badge bad">lost</span> the findings say why</td></tr>`)}</tbody></table></div></section>`;
}

function skippedRow(operation: InspectedOperation, view: PageView): HtmlFragment {
  const { method, path, service, outcome, causes, place } = operation;
  const why = causes.find(({ about }) => about === "inclusion")?.because ?? "the findings say why";
  return htmlTemplate`<tr><td><code>${method} ${path}</code></td><td>${service}</td><td><span class="badge ${outcome === "lost" ? "bad" : ""}">${outcome}</span> ${why}<div class="text"><code>${placeText(place, view)}</code></div></td></tr>`;
}
