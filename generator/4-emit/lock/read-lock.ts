import { z } from "zod";
import { GeneratorError } from "../../errors.ts";
import { json } from "../quote/data.ts";
import type { SurfaceLock } from "./surface-lock.ts";

const text = z.string();

/** As it is: a record of zod would lose an argument that is called `__proto__`. */
const texts = z.custom<Readonly<Record<string, string>>>(
  (value) =>
    typeof value === "object" && value !== null && Object.values(value).every((member) => typeof member === "string"),
  "must be an object of texts",
);

const lockSchema = z.strictObject({
  lockVersion: z.literal(1),
  name: text,
  mode: z.enum(["all", "search"]),
  upstream: z.enum(["forward", "exchange", "credentials"]),
  confirm: z.enum(["never", "destructive", "writes"]).exactOptional(),
  accepted: z.strictObject({
    issuer: text.exactOptional(),
    apiBaseUrl: text.exactOptional(),
    origins: z.record(text, text).exactOptional(),
    tokenUrls: z.record(text, text).exactOptional(),
  }),
  scopes: z.array(text),
  tokens: z.number().exactOptional(),
  tools: z.record(
    text,
    z.strictObject({
      operation: text,
      service: text,
      scopes: z.array(text).exactOptional(),
      hints: text,
      arguments: texts,
      result: text,
      text,
      tokens: z.number().exactOptional(),
    }),
  ),
}) satisfies z.ZodType<SurfaceLock>;

/**
 * Reads a lock's text.
 * @param place - how to name the file in an error
 * @throws GeneratorError `target-foreign` when it is no lock of this version
 */
export function readLock(content: string, place: string): SurfaceLock {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw unreadable(place, "it is not JSON", cause);
  }
  const parsed = lockSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw unreadable(place, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}`, parsed.error);
}

/** The lock's text: an argument a line, so that a review shows what changed and nothing else. */
export function formatLock(lock: SurfaceLock): string {
  return `${json(lock)}\n`;
}

function unreadable(place: string, reason: string, cause: unknown): GeneratorError {
  const message = `${place} cannot be read as a surface lock: ${reason}. Restore it from version control, or delete it and generate again.`;
  return new GeneratorError("target-foreign", message, { cause });
}
