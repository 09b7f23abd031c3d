import type { HandlerOptions } from "./handler-options.ts";
import type { ServerConfig } from "./server-config.ts";
import type { ApiDefinition, ConfirmMode } from "./surface-types.ts";

/** RFC 2104, 3: a key shorter than the hash would decrease the strength of the code. */
const MIN_SECRET_BYTES = 32;

const modes: readonly ConfirmMode[] = ["never", "destructive", "writes"];

const howToMake = "Make one with: openssl rand -base64 32";

/** What is said of consent and of the secret that it needs. A secret is not repeated in a message. */
export function checkState(
  options: HandlerOptions,
  api: ApiDefinition,
  problems: string[],
): Pick<ServerConfig, "confirm" | "confirmFallback" | "stateSecrets" | "readOnly"> {
  const confirm = checkMode(options.toolConfirm ?? api.confirm ?? "never", problems);
  const stateSecrets = checkSecrets(options.stateSecret, problems);
  if (confirm !== "never" && options.stateSecret === undefined) {
    problems.push(
      `STATE_SECRET (stateSecret) is missing: it seals what users agree to, since confirmation of calls is on (${confirm}). Give every replica the same one. ${howToMake}`,
    );
  }
  return {
    confirm,
    confirmFallback: checkFallback(options.confirmFallback, problems),
    stateSecrets,
    readOnly: checkReadOnly(options.readOnly, problems),
  };
}

function checkMode(given: string, problems: string[]): ConfirmMode {
  const mode = modes.find((known) => known === given);
  if (mode === undefined) problems.push(`TOOL_CONFIRM (toolConfirm) must be one of ${modes.join(", ")}.`);
  return mode ?? "never";
}

function checkFallback(given: string | undefined, problems: string[]): "code" | "refuse" {
  if (given === undefined || given === "code" || given === "refuse") return given ?? "code";
  problems.push("CONFIRM_FALLBACK (confirmFallback) must be code or refuse.");
  return "code";
}

function checkSecrets(given: readonly string[] | undefined, problems: string[]): readonly string[] {
  if (given === undefined) return [];
  const isShort = (secret: string): boolean => new TextEncoder().encode(secret).byteLength < MIN_SECRET_BYTES;
  if (given.length === 0 || given.some(isShort)) {
    problems.push(
      `STATE_SECRET (stateSecret) must be ${MIN_SECRET_BYTES} random bytes or more, or several such secrets, comma-separated. ${howToMake}`,
    );
  }
  return given;
}

function checkReadOnly(given: boolean | string | undefined, problems: string[]): boolean {
  if (given === undefined || typeof given === "boolean") return given ?? false;
  if (given === "true" || given === "false") return given === "true";
  problems.push("READ_ONLY (readOnly) must be true or false.");
  return true;
}

/** `REDIS_URL`. The message says nothing of the text: it may hold a password. */
export function checkRedisUrl(given: string | undefined, problems: string[]): URL | undefined {
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url !== undefined && /^rediss?:$/.test(url.protocol) && url.hostname !== "") return url;
  problems.push("REDIS_URL (redisUrl) must be a URL such as redis://user:password@host:6379/0, or rediss:// for TLS.");
  return undefined;
}
