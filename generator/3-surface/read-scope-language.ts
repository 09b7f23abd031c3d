import type { SecurityScheme } from "../2-model/api.ts";
import { isDocumentObject } from "../2-model/cursor.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { membersOf, refuseMember, reportUnknown, wholeExtension } from "./extension-member.ts";
import type { Member } from "./extension-member.ts";
import { openIdScopes } from "./scope-language.ts";
import { isScopeToken } from "./scope-sets.ts";

/** What security schemes say of their scopes, each thing with the member that says it. */
export interface SaidOfScopes {
  readonly implies: ReadonlyMap<string, Said<readonly string[]>>;
  readonly map: ReadonlyMap<string, Said<string>>;
  readonly prefix?: Said<string>;
}

/** A value of `x-mcp` that is understood, and where it stands. */
export interface Said<Value> {
  readonly value: Value;
  readonly member: Member;
}

/** Characters of a scope or prefix, and pairs in `implies` and in `map`, that a document may say. */
const maxScope = 256;
const maxEntries = 300;

const keys = ["implies", "map", "prefix"] as const;

/**
 * Reads `x-mcp.scopes` of the security schemes: `implies`, `prefix` and `map`, as the config has them. The server has one
 * language of scopes: where schemes differ, the first holds. What is not understood is reported and says nothing.
 */
export function readScopeLanguage(schemes: readonly SecurityScheme[], diagnostics: Diagnostics): SaidOfScopes {
  const implies = new Map<string, Said<readonly string[]>>();
  const map = new Map<string, Said<string>>();
  let prefix: Said<string> | undefined;
  for (const member of schemes.flatMap((scheme) => scopesMember(scheme, diagnostics))) {
    const members = membersOf(member);
    reportUnknown(members, keys);
    const [impliesMember, mapMember, prefixMember] = keys.map((key) => members.find(({ name }) => name === key));
    takeEntries(implies, impliesMember, narrower);
    takeEntries(map, mapMember, spelling);
    if (prefixMember !== undefined) prefix = takePrefix(prefix, prefixMember);
  }
  return { implies, map, ...(prefix === undefined ? {} : { prefix }) };
}

function scopesMember({ extension }: SecurityScheme, diagnostics: Diagnostics): Member[] {
  if (extension === undefined) return [];
  const whole = wholeExtension(extension, diagnostics);
  if (!isDocumentObject(extension.value)) {
    refuseMember(whole, "must be an object at a security scheme");
    return [];
  }
  const members = membersOf(whole);
  reportUnknown(members, ["scopes"]);
  const scopes = members.filter(({ name }) => name === "scopes");
  return scopes.filter((member) => {
    const isObject = isDocumentObject(member.value);
    if (!isObject) refuseMember(member, "must be an object with `implies`, `prefix` or `map` at a security scheme");
    return isObject;
  });
}

/** How the values of one key are read. */
interface Entries<Value> {
  readonly read: (value: unknown) => Value | undefined;
  readonly must: string;
  /** How many entries a value is. */
  readonly count: (value: Value) => number;
}

/** Adds what is understood of an object by scope. The first scheme that says something of a scope holds. */
function takeEntries<Value>(
  found: Map<string, Said<Value>>,
  parent: Member | undefined,
  { read, must, count }: Entries<Value>,
): void {
  if (parent === undefined) return;
  if (!isDocumentObject(parent.value)) return void refuseMember(parent, "must be an object by scope");
  let taken = [...found.values()].reduce((sum, { value }) => sum + count(value), 0);
  for (const member of membersOf(parent)) {
    const value = isOwnScope(member.name) ? read(member.value) : undefined;
    if (value === undefined) refuseMember(member, must);
    else if (found.has(member.name)) refuseMember(member, "is said by another scheme already");
    else if (taken + count(value) > maxEntries)
      return void refuseMember(member, `and what follows are too many: a document may say ${maxEntries} in all`);
    else {
      found.set(member.name, { value, member });
      taken += count(value);
    }
  }
}

/** OpenID's scopes stand in the tokens of every application, and have one name everywhere. */
function isOwnScope(value: unknown): value is string {
  return typeof value === "string" && value.length <= maxScope && isScopeToken(value) && !openIdScopes.has(value);
}

const narrower: Entries<readonly string[]> = {
  read: (value) => (Array.isArray(value) && value.every(isOwnScope) ? [...new Set(value)] : undefined),
  must: "must lead from a scope to a list of scopes (RFC 6749, 3.3), none of them OpenID Connect's",
  count: (value) => value.length,
};

const spelling: Entries<string> = {
  read: (value) => (isOwnScope(value) ? value : undefined),
  must: "must lead from a scope to a scope (RFC 6749, 3.3), none of them OpenID Connect's",
  count: () => 1,
};

function takePrefix(held: Said<string> | undefined, member: Member): Said<string> | undefined {
  const { value } = member;
  if (typeof value !== "string" || value.length > maxScope || !isScopeToken(value)) {
    refuseMember(member, "must be text without space, quote and backslash");
    return held;
  }
  if (held !== undefined && held.value !== value) refuseMember(member, "differs from that of another scheme");
  return held ?? { value, member };
}
