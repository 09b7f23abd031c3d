/** What a key that is no group holds. */
export type ConfigValue = string | number | boolean | readonly string[];

/** One key of a config, with what is said about it. Comments are ours; text of a document in them went through the quoting module. */
export interface ConfigEntry {
  readonly comment?: readonly string[];
  readonly key: string;
  readonly value: ConfigValue | readonly ConfigEntry[];
  /** Written as a comment, for people to take in. */
  readonly isOff?: boolean;
}

/** Whether a value is a group of keys. An empty list is a list. */
export function isGroup(value: ConfigEntry["value"]): value is readonly ConfigEntry[] {
  return Array.isArray(value) && value.some((member) => typeof member === "object");
}
