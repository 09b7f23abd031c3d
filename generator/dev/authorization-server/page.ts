import { createHash } from "node:crypto";

/** A page as HTML, with the Content-Security-Policy it needs. */
export interface Page {
  readonly html: string;
  readonly policy: string;
}

const style = `
:root { color-scheme: light dark; --ink: #12263a; --soft: #5b6f82; --paper: #ffffff; --sea: #eaf2f7; --line: #d3e0e9;
  --accent: #0b6e99; --on-accent: #ffffff; --warn: #a33b1f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6eef4; --soft: #9db2c3; --paper: #14222f; --sea: #0b151e;
  --line: #2b4052; --accent: #58b7dd; --on-accent: #06222f; --warn: #ff9d80; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; color: var(--ink);
  background: var(--sea); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line);
  border-radius: 1rem; }
.mark { color: var(--accent); font-weight: 650; letter-spacing: .02em; }
h1 { margin: .25rem 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
p { margin: .5rem 0; }
small, .soft { color: var(--soft); }
label { display: block; margin-top: .9rem; font-weight: 600; }
input { width: 100%; margin-top: .25rem; padding: .6rem .7rem; font: inherit; color: inherit; background: var(--sea);
  border: 1px solid var(--line); border-radius: .5rem; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
ul { margin: .75rem 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .6rem; }
li { padding: .55rem .8rem; } li + li { border-top: 1px solid var(--line); }
li code { display: block; color: var(--soft); font-size: .85em; }
.refused { color: var(--soft); text-decoration: line-through; }
.buttons { display: flex; gap: .6rem; margin-top: 1.25rem; }
button { flex: 1; padding: .65rem 1rem; font: inherit; font-weight: 600; color: inherit; background: none;
  border: 1px solid var(--line); border-radius: .5rem; cursor: pointer; }
button.primary { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
button.link { margin-top: 1rem; padding: 0; flex: none; border: 0; color: var(--accent); font-weight: 400;
  text-decoration: underline; }
.warn { color: var(--warn); font-weight: 600; }
`;

const styleHash: string = createHash("sha256").update(style).digest("base64");

/** What a page is made of. */
export interface PageView {
  readonly title: string;
  /** Whose server this is, as text. */
  readonly brand: string;
  /** HTML. */
  readonly body: string;
  /** The origins or schemes to which a form's answer may redirect: browsers hold redirects after a form to `form-action` too. */
  readonly formTargets: readonly string[];
}

/** A whole page: own CSS, no script. */
export function page({ title, brand, body, formTargets }: PageView): Page {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · ${escapeHtml(brand)}</title>
<style>${style}</style>
</head>
<body>
<main>
<div class="mark">${escapeHtml(brand)}</div>
${body}
</main>
</body>
</html>
`;
  const formAction = ["'self'", ...formTargets].join(" ");
  const policy =
    `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${formAction}; ` +
    "base-uri 'none'; frame-ancestors 'none'";
  return { html, policy };
}

/** Text as HTML text or as the value of a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
