/**
 * The script of pages, whole. It only hides, shows, copies and asks for the status: a page without it can be read. It makes no HTML.
 *
 * `[data-needs-script]` is shown by it. `[data-filter]` are fields: `text` finds words anywhere in `[data-item]`'s text that is in
 * `[data-find]`, another name is a select whose value is one of the lines of the item's `data-<name>`. `[data-group]` is hidden when all its items are.
 */
export const pageScript: string = `"use strict";
(() => {
  const all = (selector, inside) => [...(inside || document).querySelectorAll(selector)];
  for (const element of all("[data-needs-script]")) element.hidden = false;

  const fields = all("[data-filter]");
  const groups = all("[data-group]").map((group) => ({ group, items: all("[data-item]", group) }));
  const items = groups.flatMap((one) => one.items);
  const count = document.querySelector("[data-count]");
  const texts = new Map();
  const textOf = (item) => {
    let text = texts.get(item);
    if (text === undefined) {
      text = all("[data-find]", item).map((part) => part.textContent).join(" ").toLowerCase();
      texts.set(item, text);
    }
    return text;
  };
  const apply = () => {
    let shown = 0;
    const words = fields.filter((field) => field.dataset.filter === "text")
      .flatMap((field) => field.value.toLowerCase().split(/\\s+/)).filter(Boolean);
    const chosen = fields.filter((field) => field.dataset.filter !== "text" && field.value !== "");
    for (const { group, items: own } of groups) {
      let here = 0;
      for (const item of own) {
        const fits = chosen.every((field) => (item.dataset[field.dataset.filter] || "").split("\\n").includes(field.value))
          && words.every((word) => textOf(item).includes(word));
        if (item.hidden === fits) item.hidden = !fits;
        if (fits) here += 1;
      }
      group.hidden = here === 0;
      shown += here;
    }
    if (count) count.textContent = shown === items.length ? shown + " tools" : shown + " of " + items.length + " tools";
  };
  for (const field of fields) field.addEventListener("input", apply);
  if (fields.length > 0) apply();
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)) return;
    const search = document.querySelector("[data-filter=text]");
    if (search) { event.preventDefault(); search.focus(); }
  });

  const said = document.querySelector("[data-said]");
  const copy = async (text, source) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const range = document.createRange();
      range.selectNodeContents(source);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand("copy");
    }
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const source = button.parentElement.querySelector("pre");
    const done = await copy(source.textContent, source);
    button.textContent = done ? "Copied" : "Press Ctrl+C";
    if (said) said.textContent = done ? "Copied." : "Selected. Press Control and C to copy.";
    setTimeout(() => { button.textContent = "Copy"; if (said) said.textContent = ""; }, 2000);
  });

  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details");
    if (details) { details.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();

  const status = document.querySelector("[data-status]");
  if (status) {
    const show = (text, kind) => { status.textContent = text; status.className = "badge " + kind; };
    fetch(status.dataset.status, { cache: "no-store", credentials: "omit" }).then(
      (answer) => (answer.ok ? show("Ready", "good") : show("Not ready", "warn")),
      () => show("Cannot be reached", "bad"),
    );
  }
})();
`;
