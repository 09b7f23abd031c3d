import { writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { parse } from "yaml";
import { findConfig } from "../config/load-config.ts";
import { parseConfig } from "../config/parse-config.ts";
import { GeneratorError } from "../errors.ts";
import type { InspectResult } from "../inspect-result.ts";
import { configEntries } from "./config-entries.ts";
import { typescriptConfig, yamlConfig } from "./config-text.ts";
import type { InitChoices } from "./init-choices.ts";

/** Names of config files that are written. */
export const configNames: Readonly<Record<"yaml" | "ts", string>> = {
  yaml: "slipway.config.yaml",
  ts: "slipway.config.ts",
};

/** A config to write. */
export interface NewConfig {
  /** Absolute. The ending says which language. */
  readonly file: string;
  readonly choices: InitChoices;
  readonly found: InspectResult;
  /** The authorization server that the user named. */
  readonly issuer?: string;
}

/**
 * Refuses a folder that has a config: a choice that somebody made is never written over.
 * @throws GeneratorError `bad-usage`
 */
export function refuseExisting(folder: string): void {
  const present = findConfig(folder);
  if (present !== undefined)
    throw new GeneratorError(
      "bad-usage",
      `There is a ${basename(present)} already, and init writes over nothing. Edit it, or remove it and run init again.`,
    );
}

/**
 * Writes it, once it was read as `generate` will read it.
 * @returns its text
 * @throws GeneratorError `bad-usage` when the file is there by now, `bad-config` when a choice is none that a config can have
 */
export async function writeConfig({ file, choices, found, issuer }: NewConfig): Promise<string> {
  refuseExisting(dirname(file));
  const entries = configEntries(choices, found, issuer);
  const asYaml = yamlConfig(entries);
  const text = file.endsWith(".ts") ? typescriptConfig(entries) : asYaml;
  parseConfig(parse(asYaml), basename(file));
  await writeFile(file, text, { flag: "wx" }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new GeneratorError("bad-usage", `"${file}" cannot be written: ${reason}`, { cause });
  });
  return text;
}
