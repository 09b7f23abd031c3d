/** What the tool call needs of a logger. Fields are of an allow-list: never a token, header, argument, body or address. */
export interface CallLog {
  debug(message: string, fields: object): void;
  warn(message: string, fields: object): void;
  error(message: string, fields: object): void;
}
