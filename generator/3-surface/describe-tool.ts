import type { Operation } from "../2-model/api.ts";
import { splitWords } from "../identifier-case.ts";
import { plainLine, plainText } from "../plain-text.ts";
import { covers } from "./thrift/repeats-name.ts";
import { sentencesOf } from "./thrift/sentences.ts";

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

/** A tool's description: the summary, unless the description's first sentence says the same, and the description; else method and path. */
export function descriptionOf(operation: Operation): string {
  const summary = plainLine(operation.summary ?? "", maxTitle);
  const details = plainText(operation.description ?? "", maxDescription);
  const [first = ""] = sentencesOf(details.split("\n", 1)[0] ?? "");
  const sentence = summary === "" || /[.!?:…]$/.test(summary) ? summary : `${summary}.`;
  const text =
    summary === "" || covers(first, summary) ? details : [sentence, details].filter((part) => part !== "").join("\n");
  const note = operation.deprecated ? "Deprecated. " : "";
  return plainText(note + (text || `${operation.method} ${operation.path}`), maxDescription);
}
