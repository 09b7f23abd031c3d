import { isDocumentObject } from "../2-model/cursor.ts";
import type { ArgumentRule } from "../options.ts";
import { plainText } from "../plain-text.ts";
import { membersOf, readSwitch, refuseMember, reportUnknown } from "./extension-member.ts";
import type { Member } from "./extension-member.ts";
import { isArgumentName } from "./shape-body.ts";

/** Characters of an argument's description. */
const maxDescription = 1024;

type Reader = (member: Member) => ArgumentRule;

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["hidden", readHidden],
  ["value", ({ value }) => ({ value })],
  ["name", readName],
  ["description", readDescription],
]);

/** Reads `parameters` of an `x-mcp`: what is said of each argument, by name. */
export function readArgumentRules(parent: Member): ReadonlyMap<string, ArgumentRule> {
  if (!isDocumentObject(parent.value)) refuseMember(parent, "must be an object of parameters by name");
  return new Map(
    membersOf(parent).flatMap((member): (readonly [string, ArgumentRule])[] => {
      if (isDocumentObject(member.value)) return [[member.name, readArgumentRule(member)]];
      refuseMember(member, "must be an object");
      return [];
    }),
  );
}

function readArgumentRule(parent: Member): ArgumentRule {
  const members = membersOf(parent);
  reportUnknown(members, [...readers.keys()]);
  const said = members.map((member): ArgumentRule => readers.get(member.name)?.(member) ?? {});
  return Object.assign({}, ...said) as ArgumentRule;
}

function readHidden(member: Member): ArgumentRule {
  const hidden = readSwitch(member.value);
  return hidden === undefined ? refuseMember(member, "must be true or false") : { hidden };
}

function readName(member: Member): ArgumentRule {
  const { value } = member;
  return typeof value === "string" && isArgumentName(value)
    ? { name: value }
    : refuseMember(member, "must be 1 to 64 of A-Z a-z 0-9 _ . -, and no name that every JavaScript object has");
}

function readDescription(member: Member): ArgumentRule {
  const description = typeof member.value === "string" ? plainText(member.value, maxDescription) : "";
  return description === "" ? refuseMember(member, "must be text") : { description };
}
