import { type Log, type LogFields, pickLogFields } from "../log.ts";

/** A logger that takes fields first, then the message: pino is one. */
export interface StructuredLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  /** The same logger at a level of its own. */
  child?(bindings: object, options: { level: "info" }): Pick<StructuredLogger, "info">;
}

/** A log that writes its allowed fields, and no others, through `logger`. */
export function createStructuredLog(logger: StructuredLogger): Log {
  // What is audited does not depend on how much is logged.
  const auditor = logger.child?.({}, { level: "info" });
  return {
    ...(auditor !== undefined && { audit: (line) => auditor.info(line, "audit") }),
    debug: (message: string, fields?: LogFields) => logger.debug(pickLogFields(fields), message),
    info: (message: string, fields?: LogFields) => logger.info(pickLogFields(fields), message),
    warn: (message: string, fields?: LogFields) => logger.warn(pickLogFields(fields), message),
    error: (message: string, fields?: LogFields) => logger.error(pickLogFields(fields), message),
  };
}
