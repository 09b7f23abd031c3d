/** What the page of an inspection needs besides the style of all pages. */
export const inspectionStyle: string = `
.facts { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; margin: 1rem 0 0; padding: 0; color: var(--soft); }
.facts b { color: var(--text); font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.facts a { color: inherit; text-decoration-color: var(--line); }
.setup { margin-top: 1rem; }
.badge.get { background: var(--good-back); color: var(--good); } .badge.delete { background: var(--bad-back); color: var(--bad); }
.badge.method { font-family: ui-monospace, Menlo, Consolas, monospace; }
.grow { flex: 1; } .right { margin-left: auto; }
.list > .card > details > summary { display: block; padding: .7rem 1rem; }
.list > .card > details > summary .name::before { content: "\\25B8"; color: var(--soft); display: inline-block; width: 1.1em; }
.list > .card > details[open] > summary .name::before { content: "\\25BE"; }
.title { padding-left: 1rem; color: var(--soft); }
.schema { list-style: none; margin: 0; padding: 0; }
.schema .schema { border-left: 2px solid var(--line); padding-left: .9rem; margin: .25rem 0 .25rem .15rem; }
.schema > li { padding: .3rem 0; }
.schema > li + li { border-top: 1px solid var(--line); }
.type { color: var(--soft); font-size: .88rem; }
.text { color: var(--soft); font-size: .9rem; white-space: pre-line; }
.must { color: var(--bad); font-size: .78rem; font-weight: 600; }
.causes td:first-child, .nowrap { white-space: nowrap; }
.names { columns: 3 16rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .9rem; }
td .names { columns: 1; }
`;
