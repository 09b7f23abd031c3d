/**
 * The style of pages, whole. Colours have a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3) in light and dark. What is out of
 * sight is not laid out (`content-visibility`), so that a thousand tools open at once.
 */
export const pageStyle: string = `
:root { color-scheme: light dark; --text: #17202b; --soft: #52606f; --back: #f5f7fa; --card: #ffffff; --line: #dde3ea;
  --accent: #0b5cad; --tint: #e8f1fb; --code: #f0f3f7; --good: #0c6b3f; --good-back: #e2f5ea; --warn: #85500a;
  --warn-back: #fdf1dc; --bad: #a3221a; --bad-back: #fdeae8; --mark: #eef1f5; }
@media (prefers-color-scheme: dark) { :root { --text: #e7edf4; --soft: #a3b1c0; --back: #0e141b; --card: #161e28;
  --line: #2a3644; --accent: #7db9f5; --tint: #172c42; --code: #0f1720; --good: #6cd9a0; --good-back: #12301f;
  --warn: #f2bd6a; --warn-back: #35270f; --bad: #ff9d94; --bad-back: #3b1a18; --mark: #222d3a; } }
*, ::before, ::after { box-sizing: border-box; }
html { scroll-padding-top: 8rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--back); color: var(--text); overflow-wrap: anywhere;
  font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
[hidden] { display: none !important; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: 1rem; z-index: 9; background: var(--card); padding: .5rem 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.head { background: var(--card); border-bottom: 1px solid var(--line); padding: 2.25rem 0 1.75rem; }
h1 { font-size: clamp(1.6rem, 1.2rem + 2vw, 2.3rem); line-height: 1.2; letter-spacing: -.02em; margin: .6rem 0 .5rem; }
h2 { font-size: 1.25rem; line-height: 1.3; letter-spacing: -.01em; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
h4 { font-size: .8rem; margin: 1rem 0 .35rem; color: var(--soft); text-transform: uppercase; letter-spacing: .05em; }
p { margin: .5rem 0; text-wrap: pretty; }
.lead { color: var(--soft); max-width: 46rem; white-space: pre-line; }
.soft { color: var(--soft); }
.row { display: flex; flex-wrap: wrap; gap: .4rem .6rem; align-items: center; }
.badge { display: inline-block; font-size: .75rem; line-height: 1.4; font-weight: 550; padding: .12rem .5rem; border-radius: 99px;
  background: var(--mark); color: var(--soft); }
.badge.good, .good > .badge { background: var(--good-back); color: var(--good); }
.badge.warn { background: var(--warn-back); color: var(--warn); }
.badge.bad { background: var(--bad-back); color: var(--bad); }
.badge.scope { background: var(--tint); color: var(--accent); font-family: ui-monospace, Menlo, Consolas, monospace; font-weight: 500; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .86em; }
pre { margin: 0; padding: .8rem 1rem; background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto;
  overflow-wrap: normal; line-height: 1.5; tab-size: 2; }
.copyable { position: relative; margin: .5rem 0; }
.copyable > button { position: absolute; top: .55rem; right: .55rem; }
.copyable > pre { padding-right: 5rem; }
p code, li code, .soft code { background: var(--mark); border-radius: 4px; padding: .05em .3em; }
button, .button { font: inherit; font-size: .82rem; font-weight: 550; color: var(--text); background: var(--card); border: 1px solid var(--line);
  border-radius: 7px; padding: .25rem .7rem; cursor: pointer; text-decoration: none; display: inline-block; }
button:hover, .button:hover { border-color: var(--accent); }
.button.main { background: var(--accent); border-color: var(--accent); color: var(--card); padding: .4rem .9rem; }
details > summary { cursor: pointer; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.list { list-style: none; margin: 0; padding: 0; }
.list > .card + .card { margin-top: .5rem; }
[data-group] { content-visibility: auto; contain-intrinsic-size: auto 40rem; }
.list > .card { content-visibility: auto; contain-intrinsic-size: auto 4.6rem; }
.item { padding: .75rem 1rem; }
details.card > summary, .card > details > summary { padding: .7rem 1rem; border-radius: 10px; list-style-position: inside; }
details.card > summary::marker { color: var(--soft); }
.inside { padding: 0 1rem 1rem; }
.name { font-weight: 620; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .92rem; }
.bar { position: sticky; top: 0; z-index: 5; background: var(--back); padding: .75rem 0; border-bottom: 1px solid var(--line); margin-bottom: 1rem; }
.fields { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; }
.field { display: flex; flex-direction: column; gap: .15rem; font-size: .78rem; color: var(--soft); min-width: 9rem; max-width: 16rem; }
.field.wide { flex: 1 1 14rem; max-width: none; }
input, select { font: inherit; font-size: .95rem; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 8px;
  padding: .4rem .6rem; width: 100%; height: 2.4rem; }
input::placeholder { color: var(--soft); opacity: 1; }
.count { font-size: .85rem; color: var(--soft); margin: .4rem 0 0; min-height: 1.3em; }
.clients { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr)); gap: .5rem; align-items: start; }
.clients details[open] { grid-column: 1 / -1; }
.clients summary { font-weight: 600; }
.foot { color: var(--soft); font-size: .85rem; padding-block: 2rem 3rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--soft); }
@media (max-width: 40rem) { .bar { position: static; } .field { flex: 1 1 8rem; max-width: none; } .head { padding: 1.5rem 0 1.25rem; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media print { .bar, button { display: none; } }
`;
