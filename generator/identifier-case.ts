/** Splits any text into words of ASCII letters and digits: at other characters and at changes of case (`listHTTPPorts` -> list, HTTP, Ports). */
export function splitWords(text: string): string[] {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "");
}

/** `list/berths-for` -> `list_berths_for`; empty when the text has no ASCII letter or digit. */
export function snakeCase(text: string): string {
  return splitWords(text).join("_").toLowerCase();
}

/** `list/berths-for` -> `list-berths-for`; empty when the text has no ASCII letter or digit. */
export function kebabCase(text: string): string {
  return splitWords(text).join("-").toLowerCase();
}

/** `simple-user` -> `SimpleUser`; a digit in front gets a `T`; empty when the text has no ASCII letter or digit. */
export function pascalCase(text: string): string {
  const name = splitWords(text)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^[0-9]/.test(name) ? `T${name}` : name;
}
