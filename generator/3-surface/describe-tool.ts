import type { Operation } from "../2-model/api.ts";
import { splitWords } from "../identifier-case.ts";
import { plainLine, plainText } from "../plain-text.ts";

/** Characters of a tool's title and description. */
const maxTitle = 120;
const maxDescription = 1024;

/** A tool's title: the summary, else the words of its name. One line. */
export function titleOf(operation: Operation, name: string): string {
  const summary = plainLine(operation.summary ?? "", maxTitle);
  if (summary !== "") return summary.replace(/\.$/, "");
  const words = splitWords(name).join(" ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A tool's description: summary and description, each said once; else method and path. */
export function descriptionOf(operation: Operation): string {
  const summary = plainLine(operation.summary ?? "", maxTitle);
  const details = plainText(operation.description ?? "", maxDescription);
  const repeats = details.toLowerCase().startsWith(summary.toLowerCase().replace(/\.$/, ""));
  const sentence = summary === "" || /[.!?:…]$/.test(summary) ? summary : `${summary}.`;
  const text = [repeats ? "" : sentence, details].filter((part) => part !== "").join("\n\n");
  const note = operation.deprecated ? "Deprecated. " : "";
  return plainText(note + (text || `${operation.method} ${operation.path}`), maxDescription);
}
