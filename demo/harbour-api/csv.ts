/** CSV as in RFC 4180, without line breaks inside fields. */

/** What a field can hold; nothing is written as nothing. */
export type CsvValue = string | number | null | undefined;

/** One line per row, the header first. Fields are quoted where they must be. */
export function formatCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => `${row.map(formatField).join(",")}\r\n`).join("");
}

/** Rows by line, blank lines left out. Line numbers start at 1. */
export function parseCsv(text: string): { readonly line: number; readonly fields: readonly string[] }[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== "")
    .map(({ line, content }) => ({ line, fields: parseLine(content) }));
}

function formatField(value: CsvValue): string {
  const text = value === null || value === undefined ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function parseLine(content: string): string[] {
  const fields = content.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? [];
  const values = fields.map((field) => field.replace(/,$/, "").trim());
  // The pattern also matches the empty text at the end, unless the line ends in a comma.
  if (!content.endsWith(",")) values.pop();
  return values.map((value) => (value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value));
}
