import type { AuditLine } from "./telemetry/audit-line.ts";

/** Fields a log line may hold. There is none for headers, bodies, tokens, arguments or queries: they cannot be logged. */
export interface LogFields {
  readonly requestId?: string;
  readonly method?: string;
  /** The class of path that was asked for (see `route.ts`), never the path itself. */
  readonly route?: string;
  /** A tenant that this server lets in. */
  readonly tenant?: string;
  readonly status?: number;
  readonly durationMs?: number;
  /** Name of a tool of this server. */
  readonly tool?: string;
  /** `tools/call` messages in the request. */
  readonly calls?: number;
  /** `ok`, `tool_error` or a code of `errors.ts`. */
  readonly outcome?: string;
  /** A code: of `errors.ts`, of a library, of the system. */
  readonly code?: string;
  /** Code of the system or library error underneath. */
  readonly cause?: string;
  /** How an answer departs from the document. */
  readonly kind?: string;
  readonly mediaType?: string;
  /** One of our own sentences. */
  readonly reason?: string;
  /** A configured issuer. */
  readonly issuer?: string;
  /** Name of an error's class. */
  readonly error?: string;
  /** Stack frames of an unexpected error, without its message. */
  readonly stack?: string;
  readonly callsInFlight?: number;
  readonly host?: string;
  readonly port?: number;
  readonly signal?: string;
  readonly version?: string;
  readonly tools?: number;
}

export type LogLevel = "debug" | "info" | "warn" | "error";

/** Where log lines go. `message` is a fixed sentence; what varies is in the fields. */
export type Log = { readonly [level in LogLevel]: (message: string, fields?: LogFields) => void } & {
  /** Writes a line of the audit log, whatever the level. Absent: it goes to the console. */
  readonly audit?: (line: AuditLine) => void;
};

const allowedFields: readonly (keyof LogFields)[] = [
  "requestId",
  "method",
  "route",
  "tenant",
  "status",
  "durationMs",
  "tool",
  "calls",
  "outcome",
  "code",
  "cause",
  "kind",
  "mediaType",
  "reason",
  "issuer",
  "error",
  "stack",
  "callsInFlight",
  "host",
  "port",
  "signal",
  "version",
  "tools",
];

/** The allowed fields of `fields` and nothing else, whatever an untyped caller put in. */
export function pickLogFields(fields: LogFields | undefined): LogFields {
  if (fields === undefined) return {};
  return Object.fromEntries(
    allowedFields.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]),
  );
}

/** What may be said of an unexpected error: its class, its code and that of its cause, where it arose. Its message may hold anything, so it is left out. */
export function describeError(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const stack = error.stack ?? "";
  const frames = stack
    .slice(stack.indexOf(error.message) + error.message.length)
    .split("\n")
    .filter((line) => /^\s+at /.test(line));
  const code = codeOf(error);
  const cause = codeOf(error.cause);
  return {
    error: error.name,
    ...(code !== undefined && { code }),
    ...(cause !== undefined && { cause }),
    stack: frames
      .slice(0, 8)
      .map((line) => line.trim())
      .join(" | "),
  };
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}

/** A log of JSON lines: `{"level","time","message",...fields}`. `main.ts` uses pino instead. */
export function createJsonLog(
  write: (line: string) => void = writeToConsole,
  now: () => number = Date.now,
): Required<Log> {
  const line =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      write(JSON.stringify({ level, time: now(), message, ...pickLogFields(fields) }));
    };
  const audit = (fields: AuditLine): void =>
    write(JSON.stringify({ level: "info", time: now(), message: "audit", ...fields }));
  return { debug: () => {}, info: line("info"), warn: line("warn"), error: line("error"), audit };
}

function writeToConsole(line: string): void {
  // oxlint-disable-next-line no-console -- the one output that every runtime has
  console.info(line);
}
