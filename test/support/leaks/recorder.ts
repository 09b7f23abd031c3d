import { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";
import { type ClientRequest, type IncomingMessage, Server } from "node:http";
import { join } from "node:path";
import process from "node:process";
import type { Readable } from "node:stream";
import { SignJWT } from "jose";
import type { Handler } from "../../../templates/src/runtime/create-runtime.ts";
import type { HandlerOptions } from "../../../templates/src/runtime/handler-options.ts";
import { createJsonLog, type Log, pickLogFields } from "../../../templates/src/runtime/log.ts";
import { leakFiles } from "./leak-folder.ts";

/** Notes which tokens tests use, and what is logged meanwhile. */
export interface Recorder {
  token(text: string): void;
  log(text: string): void;
  /** Stands around `createRuntime`: notes what servers are called with and what they log. See `watch-runtimes.ts`. */
  watch(create: RuntimeMaker): RuntimeMaker;
  /** Writes what was noted since. */
  flush(): void;
}

type RuntimeMaker = (surface: unknown, options: HandlerOptions) => Handler;

/** Kept in memory until then, in characters. */
const MAX_BUFFER = 262_144;

/** A recorder that appends to files of this process. */
export function createRecorder(folder: string): Recorder {
  const tokens = new Set<string>();
  let logs: string[] = [];
  let size = 0;
  const flush = (): void => {
    const file = join(folder, String(process.pid));
    if (tokens.size > 0) appendFileSync(file + leakFiles.tokens, `${[...tokens].join("\n")}\n`);
    if (logs.length > 0) appendFileSync(file + leakFiles.logs, `${logs.join("\n")}\n`);
    tokens.clear();
    logs = [];
    size = 0;
  };
  const recorder: Recorder = {
    token: (text) => void tokens.add(text.replaceAll(/\s/g, "")),
    log(text) {
      logs.push(text);
      size += text.length;
      if (size > MAX_BUFFER) flush();
    },
    watch: (create) => recordRuntime(create, recorder),
    flush,
  };
  return recorder;
}

/** Notes every JSON Web Token that jose signs here, every bearer token that comes to or goes out of this process, and what child processes print. */
export function recordProcess(recorder: Recorder): void {
  // oxlint-disable typescript/unbound-method -- called with their own `this` below
  const { sign } = SignJWT.prototype;
  const { emit } = Server.prototype;
  const { spawn } = ChildProcess.prototype as unknown as { spawn: (this: ChildProcess, options: unknown) => number };
  // oxlint-enable typescript/unbound-method
  SignJWT.prototype.sign = async function signNoted(this: SignJWT, ...given: Parameters<typeof sign>) {
    const token = await sign.apply(this, given);
    recorder.token(token);
    return token;
  };
  Server.prototype.emit = function emitNoted(this: Server, event: string | symbol, ...given: unknown[]) {
    if (event === "request") noteAuthorization(recorder, (given[0] as IncomingMessage).headers.authorization);
    return Reflect.apply(emit, this, [event, ...given]);
  };
  // Of `fetch`: names and values, in one list.
  subscribe("undici:request:create", (message) => {
    const { headers } = (message as { readonly request: { readonly headers: unknown } }).request;
    noteAuthorization(recorder, /\b(?:bearer|dpop)\s+[^\s,]+/i.exec(String(headers))?.[0]);
  });
  subscribe("http.client.request.start", (message) => {
    const header = (message as { readonly request: ClientRequest }).request.getHeader("authorization");
    if (typeof header === "string") noteAuthorization(recorder, header);
  });
  Object.assign(ChildProcess.prototype, {
    spawn(this: ChildProcess, options: unknown): number {
      const result = spawn.call(this, options);
      const isDev = this.spawnargs.includes("dev");
      const note = (text: string): void => recorder.log(isDev ? text.replaceAll(handedOut, "$1[handed out]") : text);
      for (const stream of [this.stdout, this.stderr]) if (stream !== null) notePrinted(note, stream);
      return result;
    },
  });
}

/** The token that `slipway dev` prints for whoever runs it, to try the server with: that is no log. */
const handedOut = /("token": ?"|^ {2}TOKEN=)[^"\n]+/gm;

/**
 * Where a stream's data come in: nobody has to listen for that, so no chunk is lost to who does. Noted by whole lines, since a chunk
 * may end in the middle of a token.
 */
function notePrinted(note: (text: string) => void, stream: Readable): void {
  const push = stream.push.bind(stream);
  let rest = "";
  stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
    rest += Buffer.isBuffer(chunk) || typeof chunk === "string" ? chunk.toString() : "";
    const end = chunk === null ? rest.length : rest.lastIndexOf("\n") + 1;
    if (end > 0) note(rest.slice(0, end));
    rest = rest.slice(end);
    return push(chunk, encoding);
  };
}

function recordRuntime(create: RuntimeMaker, recorder: Recorder): RuntimeMaker {
  return (surface, options) => {
    const log = recordedLog(options.effects?.log ?? createJsonLog(), recorder);
    const handler = create(surface, { ...options, effects: { ...options.effects, log } });
    return {
      ...handler,
      fetch: async (request) => {
        noteAuthorization(recorder, request.headers.get("authorization"));
        return await handler.fetch(request);
      },
      answer: async (request) => {
        noteAuthorization(recorder, request.headers.get("authorization"));
        return await handler.answer(request);
      },
    };
  };
}

function recordedLog(log: Log, recorder: Recorder): Log {
  const line =
    (level: "debug" | "info" | "warn" | "error"): Log["info"] =>
    (message, fields) => {
      recorder.log(JSON.stringify({ message, ...pickLogFields(fields) }));
      log[level](message, fields);
    };
  return {
    debug: line("debug"),
    info: line("info"),
    warn: line("warn"),
    error: line("error"),
    ...(log.audit !== undefined && {
      audit: (audited) => {
        recorder.log(JSON.stringify(audited));
        log.audit?.(audited);
      },
    }),
  };
}

function noteAuthorization(recorder: Recorder, header: string | null | undefined): void {
  const token = /^\s*(?:bearer|dpop)\s+(.*)$/i.exec(header ?? "")?.[1];
  if (token !== undefined) recorder.token(token);
}
