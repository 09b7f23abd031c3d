import type { Extension } from "../2-model/api.ts";
import { escapePointerSegment, isDocumentObject } from "../2-model/cursor.ts";
import type { Diagnostic, Diagnostics } from "../diagnostics.ts";
import { nearest } from "../nearest.ts";
import { plainLine } from "../plain-text.ts";

/** A value inside an `x-mcp`, unchecked, and what is needed to report about it. */
export interface Member {
  /** Its own name in the object that holds it. */
  readonly name: string;
  /** As one writes it: `parameters.id.name`; empty for the whole `x-mcp`. */
  readonly key: string;
  readonly value: unknown;
  readonly extension: Extension;
  /** JSON Pointer from the `x-mcp`. */
  readonly pointer: string;
  readonly diagnostics: Diagnostics;
}

/** What a member says that is not understood: the empty object. */
type Nothing = Readonly<Record<string, never>>;

/** Unknown keys reported of one object: a document may hold any number of them. */
const maxUnknown = 5;
/** Characters of a key in a message. */
const maxKey = 80;

/** The whole `x-mcp`. */
export function wholeExtension(extension: Extension, diagnostics: Diagnostics): Member {
  return { name: "x-mcp", key: "", value: extension.value, extension, pointer: "", diagnostics };
}

/** The members of an object, in document order; none of anything else. */
export function membersOf(parent: Member): Member[] {
  if (!isDocumentObject(parent.value)) return [];
  return Object.entries(parent.value).map(([name, value]) => ({
    ...parent,
    name,
    key: parent.key === "" ? name : `${parent.key}.${name}`,
    value,
    pointer: `${parent.pointer}/${escapePointerSegment(name)}`,
  }));
}

/** Reports a finding at a member. */
export function reportMember(member: Member, finding: Omit<Diagnostic, "place">): void {
  const { file, pointer } = member.extension.place;
  member.diagnostics.report({ ...finding, place: { file, pointer: pointer + member.pointer } });
}

/** Reports a member of the wrong type or content. It then says nothing. */
export function refuseMember(member: Member, must: string): Nothing {
  reportMember(member, {
    code: "x-mcp-wrong-value",
    severity: "warning",
    message: `${nameOf(member)} ${must}; it is ignored.`,
  });
  return {};
}

/** Reports the members that are none of the known ones. */
export function reportUnknown(members: readonly Member[], known: readonly string[]): void {
  for (const member of members.filter(({ name }) => !known.includes(name)).slice(0, maxUnknown)) {
    const near = member.name.length > maxKey ? undefined : nearest(member.name, known);
    const meant = near === undefined ? "" : ` Did you mean "${near}"?`;
    reportMember(member, {
      code: "x-mcp-unknown-key",
      severity: "warning",
      message: `${nameOf(member)} is no key; it is ignored.${meant}`,
      help: `Allowed here: ${known.join(", ")}.`,
    });
  }
}

/** A boolean, or the text of one, which other tools take too. */
export function readSwitch(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string" || value.length > maxKey) return undefined;
  const text = value.trim().toLowerCase();
  return text === "true" || text === "false" ? text === "true" : undefined;
}

function nameOf({ key }: Member): string {
  return key === "" ? "`x-mcp`" : `\`${plainLine(key, maxKey)}\` of \`x-mcp\``;
}
