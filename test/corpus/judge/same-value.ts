import { isDeepStrictEqual } from "node:util";
import { isFields } from "./source-document.ts";

/** What a request says: texts, in lists and objects. */
export type Decoded = string | readonly Decoded[] | { readonly [name: string]: Decoded };

/**
 * Whether the decoded text says the same as an argument. Null members may be left out or stand as an empty text, since styles know no
 * null (OpenAPI 3.1.1, 4.8.12.5); where a style has no form for a nested value, its JSON counts as the same.
 */
export function sameValue(decoded: Decoded | undefined, value: unknown): boolean {
  if (value === null || value === undefined) return decoded === undefined || decoded === "" || decoded === "null";
  if (Array.isArray(value)) return sameList(decoded, value);
  if (isFields(value)) return sameObject(decoded, value);
  return typeof decoded === "string" && sameText(decoded, value);
}

function sameText(text: string, value: unknown): boolean {
  if (typeof value === "number") return /^-?\d+(?:\.\d+)?$/.test(text) && Number(text) === value;
  return text === String(value);
}

function sameList(decoded: Decoded | undefined, value: readonly unknown[]): boolean {
  if (typeof decoded === "string") return sameJson(decoded, value);
  if (decoded === undefined) return value.every((item) => item === null);
  const items = Array.isArray(decoded)
    ? (decoded as readonly Decoded[])
    : indexed(decoded as { [name: string]: Decoded });
  if (items === undefined) return false;
  const given = items.length === value.length ? value : value.filter((item) => item !== null);
  return items.length === given.length && items.every((item, index) => sameValue(item, given[index]));
}

/** `a[0]=x&a[1]=y` names the places of a list. */
function indexed(decoded: { readonly [name: string]: Decoded }): readonly Decoded[] | undefined {
  const keys = Object.keys(decoded);
  return keys.every((key, index) => key === String(index)) ? Object.values(decoded) : undefined;
}

function sameObject(decoded: Decoded | undefined, value: Readonly<Record<string, unknown>>): boolean {
  if (typeof decoded === "string") return sameJson(decoded, value);
  if (Array.isArray(decoded)) return false;
  const members = (decoded ?? {}) as { readonly [name: string]: Decoded };
  const said = (name: string): Decoded | undefined => (Object.hasOwn(members, name) ? members[name] : undefined);
  const nothingMore = Object.keys(members).every((name) => Object.hasOwn(value, name));
  return (
    nothingMore &&
    Object.entries(value).every(([name, member]) => isNothing(member, said(name)) || sameValue(said(name), member))
  );
}

/** An empty list or object leaves no trace in a query. */
function isNothing(value: unknown, decoded: Decoded | undefined): boolean {
  return decoded === undefined && typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function sameJson(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
