/**
 * The contract between the generator and the runtime: what the generator writes into `src/api.ts`
 * and `src/tools/*.ts`, and what the runtime reads. Types only. The generator imports this file with
 * `import type`; the runtime imports nothing from the generator.
 *
 * Everything here is data that was worked out at generation time. The runtime looks nothing up in the
 * OpenAPI document.
 */

/** A JSON Schema 2020-12 schema as data. References are local only: `#/$defs/Name`. */
export type JsonSchema = boolean | JsonSchemaObject;

/** A JSON Schema 2020-12 object schema. Keywords not named here are allowed and passed through. */
export interface JsonSchemaObject {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly $ref?: string;
  readonly $defs?: { readonly [name: string]: JsonSchema };
  readonly [keyword: string]: unknown;
}

/** Who the server is, and what its operations together need. Written to `src/api.ts`. */
export interface ApiDefinition {
  /** Machine name, `^[a-z0-9][a-z0-9-]*$`: the package name and the MCP server name. */
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Shown to MCP clients as the server's instructions. */
  readonly instructions?: string;
  readonly scopes: ApiScopes;
  readonly auth?: ApiAuth;
  readonly tools?: ApiTools;
  /** Calls that wait until their user has agreed; `TOOL_CONFIRM` wins. Absent: `never`. */
  readonly confirm?: ConfirmMode;
  /** Absent: `forward`, and `API_BASE_URL` alone says where to. */
  readonly upstream?: ApiUpstream;
  /** Further origins that operations name (OpenAPI operation or path servers), by name. Config must give each a URL. */
  readonly origins: readonly OriginDefinition[];
  /** How much the page at `/` says, when `HOME_PAGE` does not say. Absent: `summary`. */
  readonly page?: HomeLevel;
}

/** `summary`: who this is and how to connect. `tools`: the tools too, to whoever looks. */
export type HomeLevel = "off" | "summary" | "tools";

/** Which calls wait until their user has agreed: none, those of destructive tools, or of all tools that write. */
export type ConfirmMode = "never" | "destructive" | "writes";

/** What the config that the project was generated with says of callers. */
export interface ApiAuth {
  /** Accepted audiences, when `OAUTH_AUDIENCE` does not say. */
  readonly audience?: readonly string[];
  /** Preset of the authorization server (see `auth/provider-presets.ts`); `OAUTH_PROVIDER` wins. */
  readonly provider?: string;
  /** Tools that a caller's scopes do not allow: listed, so that its client can step up (absent), or hidden. */
  readonly unauthorizedTools?: "hidden";
}

/** What the config that the project was generated with says of how tools are offered. */
export interface ApiTools {
  /** Every tool is listed (absent), or they are found by search. `TOOL_MODE` wins. */
  readonly mode?: "search";
  /** Names of tools that are listed in search mode too. */
  readonly pinned?: readonly string[];
}

/** What goes to the API as credentials, as the config says. */
export type ApiUpstream = ForwardUpstream | ExchangeUpstream | CredentialsUpstream;

/** The caller's verified token, unchanged. */
export interface ForwardUpstream {
  readonly mode: "forward";
  /** The API, when `API_BASE_URL` does not say. */
  readonly baseUrl?: string;
}

/** A token of the API's own audience for each caller and operation (RFC 8693). Names are defaults: the environment wins. */
export interface ExchangeUpstream {
  readonly mode: "exchange";
  readonly baseUrl?: string;
  /** This server's client id at the authorization server. */
  readonly clientId: string;
  /** RFC 8693, 2.1 `audience` and `resource`: at least one of them. */
  readonly audience?: readonly string[];
  readonly resource?: readonly string[];
  /** What `aud` of the tokens that come back must name, where that is neither of the two. */
  readonly tokenAudience?: readonly string[];
  /** Further origins (see {@link OriginDefinition}) that such tokens go to, besides the API's. */
  readonly origins?: readonly string[];
}

/** Credentials of the server itself, from the environment. */
export interface CredentialsUpstream {
  readonly mode: "credentials";
  readonly baseUrl?: string;
  /** Who may use them. */
  readonly requires: CallerRequirement;
  /** The schemes that operations name, by their names in the document. */
  readonly schemes: { readonly [name: string]: CredentialScheme };
  /** Further origins (see {@link OriginDefinition}) that credentials go to, besides the API's. */
  readonly origins?: readonly string[];
}

/** A scope, or a claim that has one of some values; a claim that begins with `/` is a JSON Pointer (RFC 6901) into the claims. */
export type CallerRequirement =
  | { readonly scope: string }
  | { readonly claim: string; readonly values: readonly string[] };

/** How credentials of a security scheme travel, and the beginning of the names of the variables that hold them. */
export type CredentialScheme = CredentialKind & {
  /** `UPSTREAM_<SCHEME>`. */
  readonly variable: string;
};

/** OpenAPI 3.1, 4.8.27. `bearer`: `_TOKEN`. `basic`: `_USERNAME`, `_PASSWORD`. `apiKey`: `_KEY`. `client`: RFC 6749, 4.4. */
export type CredentialKind =
  | { readonly kind: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string }
  | { readonly kind: "basic" | "bearer" | "client" };

/** The schemes of one requirement, all of them needed, with the scopes that a token of theirs must have. */
export interface CredentialSet {
  readonly [scheme: string]: readonly string[];
}

/** The scopes of RFC 9728 `scopes_supported` and of the first challenge, derived from the operations. */
export interface ApiScopes {
  /** Union of the preferred alternative of every included operation, sorted. Empty: the metadata leaves the field out. */
  readonly supported: readonly string[];
  /** What the first 401 asks for, for each setting of the baseline. */
  readonly baseline: {
    readonly minimal: readonly string[];
    readonly read: readonly string[];
    readonly all: readonly string[];
  };
  /** What a scope in a token stands for besides itself, every step followed: hierarchies, and other spellings. */
  readonly implies?: { readonly [scope: string]: readonly string[] };
  /** How clients must ask for a scope, where that is not how tools name it: in metadata and challenges. */
  readonly asked?: { readonly [scope: string]: string };
}

/** An origin besides `API_BASE_URL` to which some operations go. */
export interface OriginDefinition {
  /** Name in config and environment: `^[a-z][a-z0-9_]*$`. */
  readonly name: string;
  /** What the document proposes. Never used by itself: the operator must name the origin. */
  readonly proposed: string;
}

/** MCP tool annotations (2026-07-28 schema, `ToolAnnotations`): all four hints are always given. */
export interface ToolHints {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** One MCP tool: one operation of the document. */
export interface ToolDefinition {
  /** `^[a-zA-Z0-9_-]{1,64}$`, unique. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** The service: first tag, else first literal path segment. */
  readonly service: string;
  readonly annotations: ToolHints;
  /** JSON Schema 2020-12, top level `type: object` without `oneOf`/`anyOf`/`allOf`. */
  readonly inputSchema: JsonSchemaObject;
  /**
   * Scopes a caller needs: alternatives (OR) of sets (AND), the preferred one first. Empty: none needed.
   * OpenAPI 3.1, 4.8.30 Security Requirement Object.
   */
  readonly scopes: readonly (readonly string[])[];
  /** The argument that is this server's own: a JMESPath expression that takes parts of the answer. It is never sent. */
  readonly select?: string;
  /** How a list goes on; absent where the document does not show it. */
  readonly paging?: PagingDefinition;
  readonly operation: OperationDefinition;
}

/**
 * How the answer of a list says where it goes on, worked out from the document's parameters, answers, headers and links. What is
 * not there is not known. Paths are property names from the answer's root.
 */
export interface PagingDefinition {
  /** Arguments that choose the page: the only ones that a next page may set. */
  readonly arguments: readonly string[];
  /** The argument that says how many items a page has, and what holds without it. */
  readonly size?: { readonly argument: string; readonly default?: number };
  /** Where the answer has the next page: a token or number for `argument`, or a URL with a query. */
  readonly next?: { readonly at: readonly string[]; readonly argument: string };
  /** A header of the answer (lower case) that holds the next value of `argument`. `Link` is always read. */
  readonly header?: { readonly name: string; readonly argument: string };
  /** The list itself; empty: the answer is the list. */
  readonly items?: readonly string[];
  /** The next page follows the last item, named by this property of it. */
  readonly last?: { readonly id: string; readonly argument: string };
  /** Where the answer says whether there is more; `negated`: whether this is the last page. */
  readonly more?: { readonly at: readonly string[]; readonly negated?: true };
  /** Where the answer says how many items, or pages, there are. */
  readonly total?: { readonly at: readonly string[]; readonly of: "items" | "pages" };
  /** The argument that counts pages from `start`, or items from 0. */
  readonly position?: { readonly argument: string; readonly counts: "pages" | "items"; readonly start: number };
}

/** How a tool's arguments become an HTTP request (OpenAPI 3.1, 4.8.10 Operation Object). */
export interface OperationDefinition {
  /** Upper case HTTP method. */
  readonly method: string;
  /** Path template as in the document, with `{name}` expressions, without query or fragment. */
  readonly path: string;
  /** A query that the document writes into the path itself, without `?`, sent as it stands. */
  readonly query?: string;
  /** Name of a further origin (see {@link OriginDefinition}); absent: `API_BASE_URL`. */
  readonly origin?: string;
  readonly parameters: readonly ParameterDefinition[];
  /** Arguments that are always sent so and are not in the schema: what `x-mcp` or config fixed. */
  readonly fixed?: { readonly [argument: string]: unknown };
  readonly body?: BodyDefinition;
  /** Mode `credentials`: alternatives in the document's order; `{}`: none is needed. Absent: none is sent. */
  readonly credentials?: readonly CredentialSet[];
  /** Declared answers: status code, range (`4XX`) or `default` -> media types. For departures, never to refuse an answer. */
  readonly responses: { readonly [status: string]: readonly string[] };
}

/** `querystring` (OpenAPI 3.2): the value of one parameter is the whole query. */
export type ParameterLocation = "path" | "query" | "querystring" | "header" | "cookie";
export type ParameterStyle =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/** One parameter (OpenAPI 3.1, 4.8.12). Style and explode are always explicit. */
export interface ParameterDefinition {
  /** Name of the tool's argument. */
  readonly argument: string;
  /** Name on the wire. */
  readonly name: string;
  readonly in: ParameterLocation;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved?: true;
  /** With `content` instead of `schema`: the media type the value is serialised as (JSON, for a whole query a form too, else text). */
  readonly contentType?: string;
  /** A whole query that is a form: how a property is written, where it differs from the default of its type. */
  readonly parts?: { readonly [property: string]: PartDefinition };
}

/** The request body (OpenAPI 3.1, 4.8.13). */
export interface BodyDefinition {
  /** Sent as `Content-Type` (multipart adds its boundary). */
  readonly mediaType: string;
  /** How the value is written. */
  readonly format: BodyFormat;
  readonly required: boolean;
  /**
   * `argument`: the whole body is the argument `body`.
   * `properties`: the body is an object of the listed top-level arguments.
   */
  readonly from: "argument" | "properties";
  /** With `from: "properties"`: the names of the properties, which are the argument names but for {@link arguments}. */
  readonly properties?: readonly string[];
  /** With `from: "properties"`: the argument of a property that has another name, by property. */
  readonly arguments?: { readonly [property: string]: string };
  /** `form` and `multipart`: how a property is written, where it differs from the default of its type. */
  readonly parts?: { readonly [property: string]: PartDefinition };
  /** `xml`: names and places of elements, where they are not the default. */
  readonly xml?: XmlBody;
}

/** `lines`: a list, one JSON text per item (JSON Lines, or RFC 7464 for a `json-seq` type). In `lines` and `xml` a string is sent as it stands. */
export type BodyFormat = "json" | "form" | "multipart" | "lines" | "xml" | "text" | "bytes";

/** How a value is written as XML (OpenAPI 3.1, 4.8.26 and 3.2, 4.26 XML Object). An empty shape is the default of everything. */
export interface XmlShape {
  /** Name of the element or attribute; default: the property's. */
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  /** Default: an element. */
  readonly as?: "attribute" | "text" | "cdata";
  /** A list: an element of its own stands around the items. */
  readonly wrapped?: true;
  readonly properties?: { readonly [name: string]: XmlShape };
  readonly items?: XmlShape;
  /** The shape in {@link XmlBody.shapes} that this one adds to. */
  readonly ref?: string;
}

/** The shape of a whole body: its root element, and the shapes that others refer to, which may be recursive. */
export interface XmlBody {
  readonly root: XmlShape;
  readonly shapes: { readonly [name: string]: XmlShape };
}

/** How one property of a form or multipart body is written (OpenAPI 3.1, 4.8.15 Encoding Object). */
export interface PartDefinition {
  /** `file`: a {@link FileArgument} (or an array of them), sent as bytes. */
  readonly kind: "text" | "json" | "file";
  readonly contentType?: string;
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode?: boolean;
  readonly allowReserved?: true;
  /** Multipart: further headers of the part, whose values are the members of another property of the body. */
  readonly headers?: { readonly property: string; readonly names: readonly string[] };
}

/** The value of a file argument, and of a whole body of `format: "bytes"`. */
export interface FileArgument {
  /** The content: text, base64, or a `data:` URI (RFC 2397). */
  readonly content: string;
  /** How `content` is to be read. Default: `data:` URIs as such, everything else as text. */
  readonly encoding?: "text" | "base64" | "dataUri";
  readonly filename?: string;
  /** Media type of the part; default: of the data URI, else of the document, else `application/octet-stream`. */
  readonly mediaType?: string;
}

/** The verified caller of a request: made by `auth/authenticate.ts` only. */
export interface Caller {
  readonly issuer: string;
  readonly subject: string;
  readonly clientId?: string;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch (RFC 7519 `exp`). */
  readonly expiresAt: number;
  /** Whether the token has the claim that `upstream.requires` names. Absent: none is named. */
  readonly entitled?: boolean;
  /** The bearer token as it came, for the API or its authorization server only. Not enumerable: it stays out of logs and copies. */
  readonly token: string;
}

/** What a hook or handler may know about the call it serves. */
export interface CallContext {
  readonly tool: ToolDefinition;
  readonly caller: Omit<Caller, "token">;
  /** Aborted when the client goes away or the call's time is up. */
  readonly signal: AbortSignal;
}

/** An answer of the API with a success status, before it becomes a tool result. */
export interface ApiAnswer<Output> {
  readonly status: number;
  readonly headers: Headers;
  /** Media type without parameters, lower case; empty when there is no body. */
  readonly mediaType: string;
  /** JSON: the parsed value. Text: a string. Other bytes: a Uint8Array. No body: `undefined`. */
  readonly output: Output;
}

/** Sends one operation's request to the API, with the credentials of the server's mode. */
export interface ApiClient {
  send<Output>(operation: OperationDefinition, input: object): Promise<ApiAnswer<Output>>;
}

/** A tool with the types that its schemas say. */
export interface Tool<Input extends object = object, Output = unknown> extends ToolDefinition {
  handler(input: Input, api: ApiClient, context: CallContext): Promise<ApiAnswer<Output>>;
}

/** Hooks of one tool, in `src/custom.ts`. Each may be asynchronous; a throw becomes a tool error. */
export interface ToolHooks<Input extends object, Output> {
  /** Runs on validated arguments, before the request is built. What it returns is sent. */
  before?(input: Input, context: CallContext): Input | Promise<Input>;
  /** Runs on the API's answer. What it returns becomes the result. */
  after?(output: Output, context: CallContext): Output | Promise<Output>;
}

/** Types of a set of tools by name, as the generated `ToolTypes` has them. */
export interface ToolTypesShape {
  readonly [name: string]: { readonly input: object; readonly output: unknown };
}

/** Hooks by tool name: a name that is no tool, or an argument that the tool does not have, is a type error. */
export type Hooks<Types> = {
  readonly [Name in keyof Types]?: Types[Name] extends {
    readonly input: infer Input extends object;
    readonly output: infer Output;
  }
    ? ToolHooks<Input, Output>
    : never;
};

/**
 * A tool of one's own, in `src/custom.ts`: code that may send operations of the document, as in
 * `api.send(listBerths.operation, {})`, with the caller's credentials. It should ask for the scopes of what it sends.
 */
export interface ExtraTool extends Pick<
  ToolDefinition,
  "title" | "description" | "annotations" | "inputSchema" | "scopes"
> {
  /** Runs on validated arguments: say their type. `jsonAnswer` makes an answer of a value. */
  handler(input: object, api: ApiClient, context: CallContext): Promise<ApiAnswer<unknown>>;
}

/** What `src/custom.ts` exports. A name that is no tool (or, for `tools`, one that is) is a type error. */
export interface Customization<Types> {
  readonly hooks?: Hooks<Types>;
  /** What models read in place of the document's description, by tool name. */
  readonly descriptions?: { readonly [Name in keyof Types]?: string };
  /** Further tools, by name. */
  readonly tools?: { readonly [name: string]: ExtraTool } & { readonly [Name in keyof Types]?: never };
}
