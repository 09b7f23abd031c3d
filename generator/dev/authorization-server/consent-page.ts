import type { DemoUser } from "./options.ts";
import type { Page } from "./page.ts";
import { escapeHtml, page } from "./page.ts";

/** What the consent page shows. */
export interface ConsentView {
  readonly brand: string;
  readonly action: string;
  readonly clientName: string;
  /** Where the answer goes: the host of the redirect URI, or its scheme. */
  readonly clientPlace: string;
  readonly user: DemoUser;
  /** Asked for, and the user may grant it. */
  readonly grantable: readonly ScopeInWords[];
  /** Asked for, but not the user's to grant. */
  readonly refused: readonly ScopeInWords[];
  readonly formTargets: readonly string[];
}

/** A scope and what it allows. */
export interface ScopeInWords {
  readonly scope: string;
  readonly words: string;
}

/** The page that asks whether the client may act for the user. */
export function consentPage(view: ConsentView): Page {
  const client = escapeHtml(view.clientName);
  const user = escapeHtml(view.user.fullName);
  const body = `<h1>Allow ${client}?</h1>
<p>It wants to act as <strong>${user}</strong> (${escapeHtml(view.user.role)}) and is at
<strong>${escapeHtml(view.clientPlace)}</strong>.</p>
${scopeList("It could:", view.grantable, "")}
${scopeList("Your account may not grant:", view.refused, "refused")}
<form method="post" action="${escapeHtml(view.action)}">
<input type="hidden" name="step" value="consent">
<div class="buttons">
<button type="submit" name="decision" value="deny">Deny</button>
<button class="primary" type="submit" name="decision" value="allow">Allow</button>
</div>
<button class="link" type="submit" name="decision" value="switch">Use another account</button>
</form>`;
  return page({ title: `Allow ${view.clientName}?`, brand: view.brand, body, formTargets: view.formTargets });
}

function scopeList(heading: string, scopes: readonly ScopeInWords[], className: string): string {
  if (scopes.length === 0) return "";
  const items = scopes.map(
    ({ scope, words }) =>
      `<li><span class="${className}">${escapeHtml(words)}</span><code>${escapeHtml(scope)}</code></li>`,
  );
  return `<p>${escapeHtml(heading)}</p>\n<ul>${items.join("")}</ul>`;
}
