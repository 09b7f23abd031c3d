/**
 * Where the values of a document that was changed in memory were written. An overlay puts values of another file into it,
 * and the conversion of Swagger 2.0 moves values about: their places are noted on the objects themselves, under symbols,
 * which survive the shallow copies that converters make and which nothing else sees. A value without a note stands where
 * its parent's note, or the document's own structure, says.
 */

/** A place in a file as it was written: the file as people know it, and a JSON Pointer (RFC 6901) in it. */
export interface Origin {
  readonly file: string;
  readonly pointer: string;
}

const ownOrigin = Symbol("origin");
const memberOrigins = Symbol("origins of members");

interface MemberOrigins {
  /** Shallow copies of the owner share this: only the owner may change it. */
  readonly owner: object;
  readonly byKey: Map<string, Origin>;
}

interface Marked {
  [ownOrigin]?: Origin;
  [memberOrigins]?: MemberOrigins;
}

/** Notes where an object was written. */
export function markOrigin(value: object, origin: Origin): void {
  (value as Marked)[ownOrigin] = origin;
}

/** Notes where one member of an object, or one item of an array, was written. Wins over the note of the member itself. */
export function markMember(owner: object, key: string | number, origin: Origin): void {
  const marked = owner as Marked;
  const known = marked[memberOrigins];
  const own = known?.owner === owner ? known : { owner, byKey: new Map(known?.byKey) };
  own.byKey.set(String(key), origin);
  marked[memberOrigins] = own;
}

/** Forgets the notes about members: they are about to be moved. */
export function clearMembers(owner: object): void {
  delete (owner as Marked)[memberOrigins];
}

/** Where a value was written. */
export function markedOrigin(value: object): Origin | undefined {
  return (value as Marked)[ownOrigin];
}

/** Where a member of a value that was written at `origin` was written. */
export function memberOrigin(owner: object, key: string | number, origin: Origin): Origin {
  const noted = (owner as Marked)[memberOrigins]?.byKey.get(String(key));
  if (noted !== undefined) return noted;
  const member: unknown = (owner as Record<string, unknown>)[String(key)];
  const own = typeof member === "object" && member !== null ? markedOrigin(member) : undefined;
  return own ?? { file: origin.file, pointer: `${origin.pointer}/${escapeToken(String(key))}` };
}

/**
 * Where the value at a pointer was written.
 *
 * @param root - the file's value as it is now
 * @param start - the file it was read from, and the empty pointer
 * @param tokens - the pointer's reference tokens, unescaped; may lead beyond what is there
 */
export function originAt(root: unknown, start: Origin, tokens: readonly string[]): Origin {
  let value = root;
  let origin = start;
  for (const token of tokens) {
    if (typeof value === "object" && value !== null) {
      origin = memberOrigin(value, token, origin);
      value = Object.hasOwn(value, token) ? (value as Record<string, unknown>)[token] : undefined;
    } else {
      origin = { file: origin.file, pointer: `${origin.pointer}/${escapeToken(token)}` };
    }
  }
  return origin;
}

/** RFC 6901, 3. */
function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

/** A deep copy without shared parts, its notes kept. */
export function copyWithOrigins<Value>(value: Value): Value;
export function copyWithOrigins(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const copy: object = Array.isArray(value)
    ? value.map((item) => copyWithOrigins(item))
    : Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyWithOrigins(member)]));
  const { [ownOrigin]: own, [memberOrigins]: members } = value as Marked;
  if (own !== undefined) (copy as Marked)[ownOrigin] = own;
  if (members !== undefined) (copy as Marked)[memberOrigins] = members;
  return copy;
}
