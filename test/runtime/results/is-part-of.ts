/** How an item, a property or the end of a text reads where something was left out. */
const MARK = /^… \d+ (?:more )?items?(?:: .*)?$/;
const TEXT_MARK = /^([^]*)… \[(\d+) (?:more )?characters?(?:: .*)?\]$/;
const NUMBER_MARK = /^… \[a number of \d+ digits(?:: .*)?\]$/;
const PROPERTY_MARK = /^(\d+) (?:more )?propert(?:y|ies)(?:: .*)?$/;

/** Whether a cut value is the whole one, or a part of it whose marks count truly what was left out. */
export function isPartOf(cut: unknown, whole: unknown): boolean {
  if (Array.isArray(whole)) return Array.isArray(cut) && isPartOfList(cut, whole);
  if (typeof whole === "object" && whole !== null) return isRecord(cut) && isPartOfObject(cut, whole);
  if (typeof whole === "string") return cut === whole || isPartOfText(String(cut), whole);
  return Object.is(cut, whole) || (typeof whole === "number" && NUMBER_MARK.test(String(cut)));
}

function isPartOfList(cut: readonly unknown[], whole: readonly unknown[]): boolean {
  const isWhole = cut.length === whole.length && cut.every((item, at) => isPartOf(item, whole[at]));
  if (isWhole) return true;
  const last = String(cut.at(-1));
  const left = Number(/\d+/.exec(last)?.[0]);
  return (
    MARK.test(last) &&
    cut.length - 1 + left === whole.length &&
    cut.slice(0, -1).every((item, at) => isPartOf(item, whole[at]))
  );
}

function isPartOfObject(cut: Readonly<Record<string, unknown>>, whole: object): boolean {
  const names = Object.keys(whole);
  const shown = Object.entries(cut).filter(([name]) => Object.hasOwn(whole, name));
  const isPart = shown.every(([name, value]) => isPartOf(value, Reflect.get(whole, name)));
  if (shown.length === names.length) return isPart && Object.keys(cut).length === names.length;
  const left = PROPERTY_MARK.exec(String(cut["…"]))?.[1];
  return isPart && shown.length + Number(left) === names.length && Object.keys(cut).length === shown.length + 1;
}

function isPartOfText(cut: string, whole: string): boolean {
  const [, kept, left] = TEXT_MARK.exec(cut) ?? [];
  return kept !== undefined && whole.startsWith(kept) && kept.length + Number(left) === whole.length;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
