import { z } from "zod";
import type { AuthOptions, Baseline, ToolRule } from "../options.ts";

/** One project of a config file. Paths are relative to the config file. */
export interface ProjectConfig {
  /** The OpenAPI document: a file or an http(s) URL. */
  readonly spec?: string;
  /** The project's folder. */
  readonly out?: string;
  readonly name?: string;
  readonly services?: { readonly exclude?: readonly string[]; readonly include?: readonly string[] };
  readonly tools?: readonly ToolRule[];
  readonly auth?: AuthOptions & { readonly baseline?: Baseline };
  readonly origins?: Readonly<Record<string, string>>;
  readonly strict?: boolean;
  readonly refRoot?: string;
}

/** What a config file holds: one project, or several by name. */
export type Config = ProjectConfig | { readonly projects: Readonly<Record<string, ProjectConfig>> };

const text = z.string().min(1);
const names = z.array(text);

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

const rule = z
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
  })
  .describe("A rule about operations. Rules apply in order; what a later one sets wins.");

const scope = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/u, "a scope (RFC 6749, 3.3): no space, quote or backslash");

const scopes = z
  .strictObject({
    implies: z.record(scope, z.array(scope)).exactOptional().describe("A scope -> the scopes that come with it."),
    prefix: scope
      .exactOptional()
      .describe("What clients put before a scope when they ask for it, where tokens leave it out: api://app/."),
    map: z
      .record(scope, scope)
      .exactOptional()
      .describe("A scope as the document has it -> as clients ask for it. Wins over the prefix."),
  })
  .describe("How the scopes of the document, of tokens and of the authorization server relate.");

/** One project. Every key is optional, because flags can give it. */
export const projectSchema: z.ZodType<ProjectConfig> = z.strictObject({
  spec: text.exactOptional().describe("The OpenAPI document: a file, relative to this config, or an http(s) URL."),
  out: text.exactOptional().describe("The folder of the generated project, relative to this config."),
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*$/u, "lower-case letters, digits and -, beginning with a letter or digit")
    .exactOptional()
    .describe(
      "Machine name of the server: the package name and the MCP server name. Default: from the document's title.",
    ),
  services: z
    .strictObject({
      exclude: names.exactOptional().describe("Services (tags) whose operations are left out."),
      include: names.exactOptional().describe("When given, only these services."),
    })
    .exactOptional()
    .describe("Which services become tools."),
  tools: z.array(rule).exactOptional().describe("Finer rules, by operation, path, method or tag."),
  auth: z
    .strictObject({
      baseline: z
        .enum(["minimal", "read", "all"])
        .exactOptional()
        .describe("Scopes that the first 401 asks for: none, those of the read-only tools (default), or all."),
      scopes: scopes.exactOptional(),
      provider: z
        .enum(["keycloak", "auth0", "okta", "entra", "cognito", "workos", "google"])
        .exactOptional()
        .describe("Preset for an authorization server that departs from RFC 9068. OAUTH_PROVIDER wins."),
      unauthorizedTools: z
        .enum(["listed", "hidden"])
        .exactOptional()
        .describe(
          "Tools that a caller's scopes do not allow: listed (default), so that its client can step up, or hidden.",
        ),
      introspection: z
        .boolean()
        .exactOptional()
        .describe("Whether the server can look opaque tokens up (RFC 7662). Default: false."),
    })
    .exactOptional()
    .describe("What callers are asked for."),
  origins: z
    .record(
      z.string().regex(/^[a-z][a-z0-9_]*$/u, "a name of lower-case letters, digits and _"),
      z.url({ protocol: /^https?$/u, error: "an http(s) URL" }),
    )
    .exactOptional()
    .describe("Names for the further origins that operations go to: name -> URL as in the document."),
  strict: z.boolean().exactOptional().describe("Refuse the document when an operation would be lost. Default: false."),
  refRoot: text
    .exactOptional()
    .describe("Folder that references to other files must stay in. Default: the document's folder."),
});
