import { isRuntimeErrorCode } from "../errors.ts";
import { createJsonLog } from "../log.ts";
import type { RequestRecord } from "../request-record.ts";
import type { Caller } from "../surface-types.ts";
import type { AuditLine } from "./audit-line.ts";
import { createCallerHasher } from "./caller-hash.ts";
import type { EndedRequest, Observer, ObserverFactory, ObserverSetup } from "./observer.ts";
import { scrubArguments } from "./scrub-arguments.ts";

/** RFC 2104, 3: a key shorter than the hash would decrease the strength of the code. */
const MIN_KEY_BYTES = 32;

/**
 * The audit log: a line for each call whose caller is known, also of one that was refused. Lines go where the log goes, at every
 * `LOG_LEVEL`, with the message `audit`.
 */
export const createAudit: ObserverFactory = (setup, problems) => {
  const hasher = createCallerHasher(keyFrom(setup, problems));
  const keepsArguments = flagFrom(setup.options.auditArguments, problems);
  const schemas = new Map(setup.tools.map(({ name, inputSchema }) => [name, inputSchema]));
  const write = setup.log.audit ?? createJsonLog().audit;
  const pending = new Set<Promise<void>>();
  const note = (caller: Omit<Caller, "token">, line: Omit<AuditLine, "who" | "client">): void => {
    const hashes = hasher.hash(caller);
    if (!(hashes instanceof Promise)) {
      write({ ...hashes, ...line });
      return;
    }
    const written = hashes.then((made) => write({ ...made, ...line })).finally(() => pending.delete(written));
    pending.add(written);
    setup.keepAlive(written);
  };
  return {
    callStarted: ({ caller, args, trace: _, ...call }) => ({
      ended: ({ durationMs, ...end }) => {
        const kept = keepsArguments ? { arguments: scrubArguments(args, schemas.get(call.tool ?? "")) } : {};
        note(caller, { ...call, ...end, durationMs: Math.round(durationMs), ...kept });
      },
    }),
    requestEnded: (request, record) => noteRefusal(request, record, note),
    close: async () => {
      await Promise.all(pending);
    },
  } satisfies Observer;
};

/** A call that was refused before it began: without the scopes, or with too many others in flight. */
function noteRefusal(
  { requestId, tool, tenant, outcome, status, durationMs }: EndedRequest,
  { caller, calls }: RequestRecord,
  note: (caller: Omit<Caller, "token">, line: Omit<AuditLine, "who" | "client">) => void,
): void {
  if (caller === undefined || calls === 0 || !isRuntimeErrorCode(outcome) || outcome === "internal") return;
  note(caller, {
    method: "tools/call",
    requestId,
    outcome,
    status,
    durationMs,
    ...(tool !== undefined && { tool }),
    ...(tenant !== undefined && { tenant }),
    ...(calls > 1 && { calls }),
  });
}

/** The message says nothing of the key. */
function keyFrom({ options, log }: ObserverSetup, problems: string[]): Uint8Array<ArrayBuffer> {
  if (options.auditKey === undefined) {
    log.warn("callers have other hashes in the audit log after each start, and at each replica", {
      reason: "AUDIT_KEY is not set",
    });
    return crypto.getRandomValues(new Uint8Array(MIN_KEY_BYTES));
  }
  const key = new TextEncoder().encode(options.auditKey);
  if (key.byteLength < MIN_KEY_BYTES) {
    problems.push(
      `AUDIT_KEY (auditKey) must be ${MIN_KEY_BYTES} random bytes or more, the same at every replica. Make one with: openssl rand -base64 32`,
    );
  }
  return key;
}

function flagFrom(given: boolean | string | undefined, problems: string[]): boolean {
  if (given === undefined || typeof given === "boolean") return given ?? false;
  if (given === "true" || given === "false") return given === "true";
  problems.push("AUDIT_ARGUMENTS (auditArguments) must be true or false.");
  return false;
}
