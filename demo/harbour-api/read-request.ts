import type { z } from "zod";
import type { HarbourContext } from "./harbour.ts";
import type { FieldError } from "./problem.ts";
import { Problem } from "./problem.ts";

/** How a query parameter that is no single value is written (OpenAPI 3.1, 4.8.12.3). */
export type QueryStyle = "repeated" | "comma" | "pipe" | "space" | "deep";

const delimiters = { comma: ",", pipe: "|", space: " " } as const;

/**
 * Reads the query. Parameters that `styles` does not name are single values.
 *
 * @throws Problem 400 that names each parameter that is unknown or wrong
 */
export function readQuery<Schema extends z.ZodType>(
  context: HarbourContext,
  schema: Schema,
  styles: Readonly<Record<string, QueryStyle>> = {},
): z.output<Schema> {
  const raw: Record<string, unknown> = {};
  const { searchParams } = new URL(context.req.url);
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key);
    const deep = /^([^[\]]+)\[([^[\]]+)\]$/.exec(key);
    if (deep?.[1] !== undefined && deep[2] !== undefined && styles[deep[1]] === "deep") {
      raw[deep[1]] = { ...(raw[deep[1]] as object | undefined), [deep[2]]: single(key, values) };
    } else {
      raw[key] = readStyle(key, values, styles[key]);
    }
  }
  return parse(schema, raw, { status: 400, prefix: "" });
}

function readStyle(key: string, values: readonly string[], style: QueryStyle | undefined): unknown {
  if (style === "repeated") return values;
  const value = single(key, values);
  if (style === undefined || style === "deep") return value;
  return value === "" ? [] : value.split(delimiters[style]);
}

function single(key: string, values: readonly string[]): string {
  const [value, ...others] = values;
  if (value === undefined || others.length > 0) throw badRequest(key, "give it once");
  return value;
}

/** Reads a JSON body. @throws Problem 400 (no JSON), 415 (other media type), 422 (values) */
export async function readJson<Schema extends z.ZodType>(
  context: HarbourContext,
  schema: Schema,
  mediaType = "application/json",
): Promise<z.output<Schema>> {
  requireMediaType(context, mediaType);
  const text = await context.req.text();
  return parse(schema, parseJson(text), { status: 422, prefix: "/" });
}

/** Reads an urlencoded form; `lists` names the properties that are lists, and how they are written. */
export async function readForm<Schema extends z.ZodType>(
  context: HarbourContext,
  schema: Schema,
  lists: Readonly<Record<string, "repeated" | "comma">>,
): Promise<z.output<Schema>> {
  requireMediaType(context, "application/x-www-form-urlencoded");
  const form = new URLSearchParams(await context.req.text());
  const raw: Record<string, unknown> = {};
  for (const key of new Set(form.keys())) raw[key] = readStyle(key, form.getAll(key), lists[key]);
  return parse(schema, raw, { status: 422, prefix: "/" });
}

/** Reads a text body of the media type. @throws Problem 400 when it is too long, 415 */
export async function readText(context: HarbourContext, mediaType: string, maxLength: number): Promise<string> {
  requireMediaType(context, mediaType);
  const text = await context.req.text();
  if (text.length > maxLength) throw badRequest("body", `at most ${maxLength} characters`);
  return text;
}

/** @throws Problem 415 unless the body is of this media type */
export function requireMediaType(context: HarbourContext, mediaType: string): void {
  const given = (context.req.header("Content-Type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (given === mediaType) return;
  throw new Problem(415, { detail: `The body must be ${mediaType}, not ${given || "without a media type"}.` });
}

/** Parses JSON text. @throws Problem 400 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("body", "it is no JSON");
  }
}

/** Checks a value. `prefix` is `/` for JSON Pointers, empty for parameters. @throws Problem of the status */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { status, prefix }: { readonly status: 400 | 422; readonly prefix: "" | "/" },
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors: FieldError[] = result.error.issues.map((issue) => ({
    at: prefix + issue.path.map(String).join("/"),
    message: issue.message,
  }));
  const detail = errors.map(({ at, message }) => `${at || "query"}: ${message}`).join("; ");
  throw new Problem(status, { detail, errors });
}

/** 400 for one parameter. */
export function badRequest(at: string, message: string): Problem {
  return new Problem(400, { detail: `${at}: ${message}`, errors: [{ at, message }] });
}
