import { yamlScalar } from "../4-emit/quote/data.ts";
import { literal } from "../4-emit/quote.ts";
import { type ConfigEntry, type ConfigValue, isGroup } from "./config-entry.ts";

const heading = ["What Slipway makes of the document: `slipway generate` reads this file, and flags win over it.", ""];

/** How one language writes what a config is made of. */
interface Language {
  /** Begins a comment. */
  readonly comment: string;
  /** One key that is no group. */
  line(key: string, value: ConfigValue): string;
  /** Around the keys of a group. */
  readonly open: string;
  readonly close?: string;
}

const yaml: Language = {
  comment: "#",
  line: (key, value) => `${key}: ${yamlValue(value)}`,
  open: ":",
};

const typescript: Language = {
  comment: "//",
  line: (key, value) => `${key}: ${literal(value)},`,
  open: ": {",
  close: "},",
};

/** A config file in YAML. */
export function yamlConfig(entries: readonly ConfigEntry[]): string {
  const lines = [...heading.map((text) => remark(yaml, text)), ...entries.flatMap((entry) => write(yaml, entry, ""))];
  return `${lines.join("\n")}\n`;
}

/** A config file in TypeScript, checked by its editor against the type `Config`. */
export function typescriptConfig(entries: readonly ConfigEntry[]): string {
  const lines = [
    ...heading.slice(0, 1).map((text) => remark(typescript, text)),
    'import type { Config } from "slipway";',
    "",
    "export default {",
    ...entries.flatMap((entry) => write(typescript, entry, "  ")),
    "} satisfies Config;",
  ];
  return `${lines.join("\n")}\n`;
}

function write(language: Language, { comment = [], key, value, isOff = false }: ConfigEntry, indent: string): string[] {
  const said = comment.map((text) => indent + remark(language, text));
  if (isGroup(value)) {
    const inner = value.flatMap((entry) => write(language, entry, `${indent}  `));
    const close = language.close === undefined ? [] : [indent + language.close];
    return [...said, `${indent}${key}${language.open}`, ...inner, ...close];
  }
  const line = language.line(key, value);
  return [...said, indent + (isOff ? remark(language, line) : line)];
}

function remark({ comment }: Language, text: string): string {
  return text === "" ? "" : `${comment} ${text}`;
}

function yamlValue(value: ConfigValue): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" ? yamlScalar(value) : `[${value.map((one) => yamlScalar(one)).join(", ")}]`;
}
