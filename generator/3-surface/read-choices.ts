import type { ToolHints } from "../../templates/src/runtime/surface-types.ts";
import type { Extension } from "../2-model/api.ts";
import { isDocumentObject } from "../2-model/cursor.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ArgumentRule } from "../options.ts";
import { plainLine, plainText } from "../plain-text.ts";
import {
  membersOf,
  readSwitch,
  refuseMember,
  reportMember,
  reportUnknown,
  wholeExtension,
} from "./extension-member.ts";
import type { Member } from "./extension-member.ts";
import { readArgumentRules } from "./read-argument-rule.ts";
import { readScopeChoice } from "./scope-sets.ts";
import type { ScopeAlternatives } from "./scope-sets.ts";
import { isToolName } from "./tool-name.ts";

/** What one `x-mcp` or one rule says about tools. What is absent is left to what stands further away. */
export interface ToolChoices {
  readonly included?: boolean;
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly hints?: Partial<ToolHints>;
  readonly scopes?: ScopeAlternatives;
  readonly contentType?: string;
  /** By the parameter's or the argument's name. */
  readonly parameters?: ReadonlyMap<string, ArgumentRule>;
}

/** The four hints of MCP, in the order of the specification. */
export const hintNames = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;

type Reader = (member: Member) => ToolChoices;

/** Characters of a tool's title and description. */
const maxTitle = 120;
const maxDescription = 1024;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["enabled", readInclusion],
  ["include", readInclusion],
  ["name", readName],
  ["title", readTitle],
  ["description", readDescription],
  ["hints", readHints],
  ["annotations", readHints],
  ["scopes", readScopes],
  ["parameters", (member) => ({ parameters: readArgumentRules(member) })],
  ...hintNames.map((name): [string, Reader] => [name, (member) => readHint(member, name)]),
]);

/** Keys that are about one tool, and so say nothing above an operation. */
const keysOfOne = new Set(["name", "title", "description"]);

/** Keys of the other `x-mcp`, that of documentation tools, which stands at the document and describes a server. */
const serverKeys = new Set(["protocolVersion", "servers", "capabilities", "tools", "resources", "prompts"]);

/** Reads an `x-mcp`. What is not understood is reported with its place, and says nothing. */
export function readChoices(extension: Extension, diagnostics: Diagnostics): ToolChoices {
  const whole = wholeExtension(extension, diagnostics);
  const included = readSwitch(extension.value);
  if (included !== undefined) return { included };
  if (!isDocumentObject(extension.value)) return refuseMember(whole, "must be true, false or an object");
  const members = membersOf(whole);
  if (extension.level === "document" && members.some(({ name }) => serverKeys.has(name))) {
    reportMember(whole, {
      code: "x-mcp-describes-server",
      severity: "info",
      message: "This `x-mcp` describes an MCP server; it says nothing about tools.",
    });
    return {};
  }
  reportUnknown(members, [...readers.keys()]);
  return withoutContradiction(members).map(readMember).reduce(merged, {});
}

function readMember(member: Member): ToolChoices {
  const read = readers.get(member.name) ?? (() => ({}));
  if (!keysOfOne.has(member.name) || member.extension.level === "operation") return read(member);
  return refuseMember(
    member,
    `is about one tool, and must stand at an operation, not at the ${member.extension.level}`,
  );
}

/** `enabled` and `include` mean the same. Where they differ, the one that leaves out holds. */
function withoutContradiction(members: readonly Member[]): readonly Member[] {
  const switches = members.filter(({ name }) => name === "enabled" || name === "include");
  const ignored = switches.find(({ value }) => readSwitch(value) === true);
  const holds = switches.find(({ value }) => readSwitch(value) === false);
  if (ignored === undefined || holds === undefined) return members;
  refuseMember(ignored, `must not differ from \`${holds.name}\``);
  return members.filter((member) => member !== ignored);
}

function merged(one: ToolChoices, other: ToolChoices): ToolChoices {
  const hints = { ...one.hints, ...other.hints };
  return { ...one, ...other, ...(Object.keys(hints).length === 0 ? {} : { hints }) };
}

function readInclusion(member: Member): ToolChoices {
  const included = readSwitch(member.value);
  return included === undefined ? refuseMember(member, "must be true or false") : { included };
}

function readName(member: Member): ToolChoices {
  const { value } = member;
  return typeof value === "string" && isToolName(value)
    ? { name: value }
    : refuseMember(member, "must be 1 to 64 of A-Z a-z 0-9 _ -, and no name that every JavaScript object has");
}

function readTitle(member: Member): ToolChoices {
  const title = typeof member.value === "string" ? plainLine(member.value, maxTitle) : "";
  return title === "" ? refuseMember(member, "must be text") : { title };
}

function readDescription(member: Member): ToolChoices {
  const description = typeof member.value === "string" ? plainText(member.value, maxDescription) : "";
  return description === "" ? refuseMember(member, "must be text") : { description };
}

/** Hints by name; a `title` among them is MCP's too. */
function readHints(parent: Member): ToolChoices {
  if (!isDocumentObject(parent.value)) return refuseMember(parent, "must be an object of hints");
  const members = membersOf(parent);
  reportUnknown(members, [...hintNames, "title"]);
  return members
    .map((member) => {
      if (member.name === "title") return readMember({ ...member, name: "title" });
      const name = hintNames.find((hint) => hint === member.name);
      return name === undefined ? {} : readHint(member, name);
    })
    .reduce(merged, {});
}

function readHint(member: Member, name: keyof ToolHints): ToolChoices {
  const said = readSwitch(member.value);
  return said === undefined ? refuseMember(member, "must be true or false") : { hints: { [name]: said } };
}

function readScopes(member: Member): ToolChoices {
  const scopes = readScopeChoice(member.value);
  return scopes === undefined
    ? refuseMember(member, "must be a list of scopes (RFC 6749, 3.3), or a list of such lists, of which one is enough")
    : { scopes };
}
