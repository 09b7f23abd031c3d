import { z } from "zod";
import type { ToolRule } from "../options.ts";

const text = z.string().min(1);

const hints = z
  .strictObject({
    readOnlyHint: z.boolean().exactOptional(),
    destructiveHint: z.boolean().exactOptional(),
    idempotentHint: z.boolean().exactOptional(),
    openWorldHint: z.boolean().exactOptional(),
  })
  .describe("MCP tool annotations that replace those of the method and of `x-mcp`.");

const match = z
  .strictObject({
    operation: text.exactOptional().describe("operationId, exactly."),
    path: text
      .regex(/^\//u, 'a path that begins with "/"')
      .exactOptional()
      .describe("Path of the document; `*` is one segment or a part of one, `**` any number of segments."),
    method: z
      .enum(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY"])
      .exactOptional()
      .describe("HTTP method."),
    tag: text.exactOptional().describe("One of the operation's tags, exactly."),
  })
  .refine(
    (value) => Object.values(value).some((member) => member !== undefined),
    "at least one of operation, path, method and tag",
  )
  .describe("Operations that fit every given key.");

const scope = text.regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/u, "a scope: visible ASCII without space, quote and backslash");

const parameter = z
  .strictObject({
    hidden: z
      .boolean()
      .exactOptional()
      .describe(
        "true: not in the tool's schema; sent with its value, else its default, else not at all. false: shown after all.",
      ),
    value: z
      .unknown()
      .refine(isJson, "a JSON value")
      .exactOptional()
      .describe("Sent with every call, whatever the caller says; hidden therefore. Must fit the parameter's schema."),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_.-]{1,64}$/u, "1 to 64 of A-Z a-z 0-9 _ . -")
      .refine((name) => !(name in {}), "no name that every JavaScript object has")
      .exactOptional()
      .describe("Name of the argument. The name on the wire stays."),
    description: text.exactOptional().describe("Description shown to models."),
  })
  .refine(
    ({ hidden, value }) => hidden !== false || value === undefined,
    "either shown or fixed: leave out hidden or value",
  )
  .describe("What becomes of one argument.");

/** One rule of `tools`. */
export const toolRuleSchema: z.ZodType<ToolRule> = z
  .strictObject({
    match,
    exclude: z
      .boolean()
      .exactOptional()
      .describe("true: leave the operations out. false: take back what an earlier rule left out."),
    name: z
      .string()
      .regex(/^[a-zA-Z0-9_-]{1,64}$/u, "1 to 64 of A-Z a-z 0-9 _ -")
      .exactOptional()
      .describe("Tool name. The rule must fit exactly one operation."),
    title: text.exactOptional().describe("Title shown to people."),
    description: text.exactOptional().describe("Description shown to models."),
    hints: hints.exactOptional(),
    scopes: z
      .union([z.array(scope), z.array(z.array(scope))], { error: "a list of scopes, or a list of such lists" })
      .exactOptional()
      .describe(
        "Scopes that replace those of `security` and of `x-mcp`: all of a list, or one of several lists. Empty: none is needed.",
      ),
    parameters: z
      .record(text, parameter)
      .exactOptional()
      .describe(
        "What becomes of single arguments, by the parameter's name in the document or the argument's in the tool.",
      ),
    contentType: text
      .exactOptional()
      .describe(
        "The content type to send where an operation declares several. Without effect where it is not declared.",
      ),
  })
  .describe("A rule about operations. Rules apply in order; what a later one sets wins.");

/** Whether a value says the same in JSON; a config may be a program, and hold anything. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  return typeof value === "object" && Object.values(value).every(isJson);
}
