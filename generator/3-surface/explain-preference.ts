import { privileges } from "./weigh-scopes.ts";
import type { WeighedSet } from "./weigh-scopes.ts";

/** Says why the first of several alternatives is preferred, by comparison with the next; empty when there is nothing to prefer. */
export function explainPreference([first, second]: readonly WeighedSet[]): string {
  if (first === undefined || second === undefined) return "";
  const next = second.scopes.join(" ");
  const privilege = privileges.find((one) => first[one] !== second[one]);
  if (privilege !== undefined)
    return `least privilege first: it ${words[privilege](first[privilege])}, ${next} ${second[privilege]}`;
  const why = first.scopes.length < second.scopes.length ? "is fewer scopes" : "comes first by name";
  return `least privilege first: it opens as much as ${next} and ${why}`;
}

const words: { readonly [privilege in (typeof privileges)[number]]: (count: number) => string } = {
  opensWrites: (count) => `opens ${countOf(count, "other write")}`,
  opens: (count) => `opens ${countOf(count, "other operation")}`,
  holds: (count) => `stands for ${countOf(count, "scope")}`,
};

function countOf(count: number, what: string): string {
  return `${count === 0 ? "no" : count} ${what}${count === 1 || count === 0 ? "" : "s"}`;
}
