/**
 * Splits a name or a sentence into lower-case words of letters and digits: at other characters, and where case or kind changes
 * (`listHTTPPorts` -> list, http, ports; `tax_rate` -> tax, rate). Accents are taken off.
 */
export function splitWords(text: string): string[] {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/['\u2019](?=s\b)/g, " ")
    .replaceAll(/['\u2019]/g, "")
    .replaceAll(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
