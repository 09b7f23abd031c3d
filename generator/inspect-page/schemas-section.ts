import { type HtmlFragment, htmlTemplate, noHtml } from "../4-emit/quote/html-template.ts";
import type { InspectResult } from "../inspect-result.ts";
import { schemaView } from "./schema-view.ts";

/** The schemas that tools share, each once. */
export function schemasSection({ schemas }: InspectResult): HtmlFragment {
  const entries = Object.entries(schemas);
  if (entries.length === 0) return noHtml;
  return htmlTemplate`<section aria-labelledby="schemas"><h2 id="schemas">Shared schemas</h2><ul class="list">${entries.map(
    ([name, schema]) =>
      htmlTemplate`<li class="card"><details><summary><span class="name" id="schema-${encodeURIComponent(name)}">${name}</span></summary><div class="inside">${schemaView(schema)}</div></details></li>`,
  )}</ul></section>`;
}
