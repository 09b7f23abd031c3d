import { assertWellFormed } from "./percent-encode.ts";
import { refuseArgument } from "./upstream-error.ts";
import { isAbsent, isRecord, valueText } from "./value-text.ts";

/**
 * The keys and texts of a `deepObject` value, not yet encoded. The specification defines one level; deeper ones are written as
 * qs, PHP, Rack and Stripe read them: `a[b][c]=1`, a list of plain values as `a[b][]=1&a[b][]=2`, any other list with
 * indices, `a[0][b]=1`, since `[]` cannot say where one object ends and the next begins (jQuery.param writes the same).
 * Null is left out of a query, and is an empty text in a form, where APIs read that as "unset".
 */
export function deepObjectEntries(
  parameter: { readonly argument: string; readonly name: string },
  value: unknown,
  nulls: "omit" | "empty",
): readonly (readonly [key: string, text: string])[] {
  const entries: (readonly [string, string])[] = [];
  collect(parameter.name, value);
  return entries;

  function collect(key: string, member: unknown): void {
    if (isAbsent(member)) {
      if (nulls === "empty" && member === null) {
        entries.push([key, ""]);
      }
    } else if (Array.isArray(member)) {
      collectItems(key, member);
    } else if (isRecord(member)) {
      for (const [name, inner] of Object.entries(member)) {
        assertName(name, parameter.argument);
        collect(`${key}[${name}]`, inner);
      }
    } else {
      entries.push([key, valueText(member, parameter.argument)]);
    }
  }

  function collectItems(key: string, items: readonly unknown[]): void {
    const plain = items.every((item) => typeof item !== "object" || item === null);
    for (const [index, item] of items.entries()) {
      collect(plain ? `${key}[]` : `${key}[${index}]`, item);
    }
  }
}

/** A bracket in a name would be read as a level of nesting. */
function assertName(name: string, argument: string): void {
  assertWellFormed(name, argument);
  if (name === "" || /[[\]]/.test(name)) {
    refuseArgument(
      argument,
      `the property name ${JSON.stringify(name)} cannot be written.`,
      "names without brackets, not empty.",
    );
  }
}
