import { $RefParser } from "@apidevtools/json-schema-ref-parser";
import { parseDocument, YAMLParseError } from "yaml";
import type { Diagnostic } from "../diagnostics.ts";
import { GeneratorError } from "../errors.ts";
import { assertFlowWithinLimits, assertWithinLimits } from "./document-limits.ts";

/** A file's value, and what was odd about its text. */
export interface ParsedText {
  readonly value: unknown;
  /** How many values are written in it. */
  readonly values: number;
  /** Findings about the text, whose place is the whole file. */
  readonly findings: readonly Omit<Diagnostic, "place">[];
}

/** Aliases that the lenient parser resolves before it takes them for a bomb. */
const maxAliasCount = 10_000;

/** Text that is no data: a description in a file of its own. */
const plainTextName = /\.(?:md|markdown|txt|html?)$/i;

/** A merge key (YAML 1.1), which the strict parser takes for a key like any other. */
const mergeKey = /^[ \t]*(?:-[ \t]+)*<<[ \t]*:/m;

/**
 * Reads JSON or YAML. JSON first, where the text looks like it; then the strict and fast YAML parser of swagger-parser; then
 * a lenient one, for what other parsers read: keys written twice, flow collections that are not indented, tags of programs.
 * Values are bounded by `document-limits.ts`.
 *
 * @param name - the file for people
 * @throws GeneratorError `document-unparsable` with line and column, `document-too-large`
 */
export async function parseText(text: string, name: string): Promise<ParsedText> {
  if (plainTextName.test(name.replace(/[?#].*$/, ""))) return { value: text, values: 1, findings: [] };
  const parsed = await parseData(text, name);
  return { ...parsed, values: assertWithinLimits(parsed.value, name) };
}

type ParsedData = Omit<ParsedText, "values">;

async function parseData(text: string, name: string): Promise<ParsedData> {
  let jsonFault: string | undefined;
  if (/^\s*[{[]/.test(text)) {
    try {
      return { value: JSON.parse(text), findings: [] };
    } catch (error) {
      jsonFault = reasonOf(error);
    }
    assertFlowWithinLimits(text, name);
  }
  if (mergeKey.test(text)) return parseLeniently(text, name, { jsonFault, strictFault: undefined });
  try {
    return { value: await parseStrictly(text), findings: [] };
  } catch (error) {
    return parseLeniently(text, name, { jsonFault, strictFault: reasonOf(error) });
  }
}

async function parseStrictly(text: string): Promise<unknown> {
  const given = { order: 1, canRead: true, read: (): string => text };
  return new $RefParser().parse("file:///document.yaml", {
    continueOnError: false,
    resolve: { file: false, http: false, given },
    parse: { json: false, text: false, binary: false },
  } as never);
}

interface Faults {
  readonly jsonFault: string | undefined;
  readonly strictFault: string | undefined;
}

function parseLeniently(text: string, name: string, { jsonFault, strictFault }: Faults): ParsedData {
  let value: unknown;
  let fault: YAMLParseError | undefined;
  try {
    // The parser's own search for doubled keys takes time by the square of their number.
    const document = parseDocument(text, { merge: true, uniqueKeys: false, logLevel: "error", prettyErrors: true });
    [fault] = document.errors;
    value = fault === undefined ? document.toJS({ maxAliasCount }) : undefined;
  } catch (cause) {
    throw refusal(name, cause, jsonFault);
  }
  if (fault !== undefined) throw refusal(name, fault, jsonFault);
  return { value, findings: strictFault === undefined ? [] : [lenience(strictFault)] };
}

function lenience(reason: string): Omit<Diagnostic, "place"> {
  const doubled = /^duplicated mapping key \((\d+:\d+)\)/.exec(reason)?.[1];
  if (doubled === undefined) {
    return {
      code: "yaml-not-strict",
      severity: "info",
      message: `The text was read, but not every YAML parser reads it: ${reason}.`,
      help: "Mend it for the sake of other tools.",
    };
  }
  return {
    code: "duplicate-key",
    severity: "warning",
    message: `Keys are written twice in one object, the first of them for the second time at ${doubled}; the last one counts.`,
    help: "Remove one of them.",
  };
}

function refusal(name: string, cause: unknown, jsonFault: string | undefined): GeneratorError {
  const reason = reasonOf(cause);
  if (/excessive alias/i.test(reason)) {
    return new GeneratorError(
      "document-too-large",
      `${name}: its YAML aliases multiply beyond measure (more than ${maxAliasCount} values). Use references instead of aliases.`,
      { cause },
    );
  }
  if (/call stack/.test(reason))
    return new GeneratorError("document-too-large", `${name}: values are nested too deep to be read.`, { cause });
  const hint = cause instanceof YAMLParseError ? hintFor(cause) : "";
  return new GeneratorError("document-unparsable", `${name}: neither JSON nor YAML: ${jsonFault ?? reason}.${hint}`, {
    cause,
  });
}

function hintFor({ code }: YAMLParseError): string {
  if (code === "TAB_AS_INDENT") return " YAML is indented with spaces: replace the tabs.";
  return code === "MULTIPLE_DOCS" ? " Keep one document in the file; `---` begins another." : "";
}

/** The first line of a parser's message: the rest is a picture of the text. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [line = ""] = message.replace(/^Error parsing file:\/\/\/document\.yaml: /, "").split("\n");
  return line.trim().replace(/[.:]$/, "");
}
