import { type HtmlFragment, htmlTemplate } from "../4-emit/quote/html-template.ts";
import type { Change, ChangeLevel, DiffResult } from "../diff/diff-result.ts";
import { groupChanges, type GroupedChange } from "../diff/group-changes.ts";
import type { Phrase } from "../diff/phrase.ts";

const colours: Readonly<Record<ChangeLevel, string>> = { breaking: "bad", risky: "warn", safe: "good" };

/** What changes for agents and users since another version, the worst first. */
export function changesSection({ old, changes, counts, bump }: DiffResult): HtmlFragment {
  const groups = groupChanges(changes);
  const lead =
    changes.length === 0
      ? htmlTemplate`<p>Nothing changes for agents and users.</p>`
      : htmlTemplate`<p class="row"><span class="badge bad">${counts.breaking} breaking</span><span class="badge warn">${counts.risky} risky</span><span class="badge good">${counts.safe} safe</span><span class="soft">Suggested version: ${bump === "none" ? "unchanged" : bump}</span></p>`;
  return htmlTemplate`<section aria-labelledby="changes"><h2 id="changes">Changes since <code>${old.label}</code></h2>${lead}
<ul class="list">${groups.map(
    ({
      level,
      meaning,
      entries,
    }) => htmlTemplate`<li class="card item"><p><span class="badge ${colours[level]}">${level}</span> ${meaning}</p>
<ul>${entries.map((entry) => entryItem(entry))}</ul></li>`,
  )}</ul></section>`;
}

function entryItem({ phrase, tools }: GroupedChange): HtmlFragment {
  const names = tools.map((name, index) => htmlTemplate`${index === 0 ? "" : ", "}<a href="#tool-${name}">${name}</a>`);
  return htmlTemplate`<li>${tools.length === 0 ? "the server" : names}: ${phraseView(phrase)}</li>`;
}

/** One change of a tool. */
export function changeItem({ level, phrase, meaning }: Change): HtmlFragment {
  return htmlTemplate`<li><span class="badge ${colours[level]}">${level}</span> ${phraseView(phrase)}<div class="text">${meaning}</div></li>`;
}

function phraseView(phrase: Phrase): HtmlFragment {
  return htmlTemplate`${phrase.map((part) => (typeof part === "string" ? htmlTemplate`${part}` : htmlTemplate`<code>${part.quoted}</code>`))}`;
}
