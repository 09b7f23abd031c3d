/**
 * The model: what an OpenAPI document says, version-independent. After this stage nobody sees an OpenAPI object.
 * Every default is explicit, every reference is resolved or names an entry of {@link Api.components}.
 */
import type {
  CredentialKind,
  JsonSchema,
  JsonSchemaObject,
  ParameterLocation,
  ParameterStyle,
  XmlBody,
} from "../../templates/src/runtime/surface-types.ts";

/** A place in a document: which file, and a JSON Pointer (RFC 6901) as a URI fragment without `#`. */
export interface Place {
  /** File as the user named it, or relative to the root document's folder. */
  readonly file: string;
  readonly pointer: string;
}

/** A whole API (OpenAPI 3.1, 4.8.1 OpenAPI Object). */
export interface Api {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  /** Absolute URLs with their variables' defaults filled in, else as written; first is the proposal for `API_BASE_URL`. */
  readonly servers: readonly string[];
  readonly operations: readonly Operation[];
  readonly securitySchemes: readonly SecurityScheme[];
  /** Named schemas that operations refer to by `#/$defs/Name`, split by view. */
  readonly components: Components;
}

/**
 * Named schemas by name: the `Name` of `#/$defs/Name`. A schema that reads differently in requests and in answers
 * (read-only and write-only properties) stands in each map under its own name.
 */
export interface Components {
  readonly input: ReadonlyMap<string, JsonSchema>;
  readonly output: ReadonlyMap<string, JsonSchema>;
}

/** One operation (OpenAPI 3.1, 4.8.10). */
export interface Operation {
  readonly place: Place;
  readonly operationId?: string;
  /** Upper case. */
  readonly method: string;
  /** As in the document. */
  readonly path: string;
  readonly tags: readonly string[];
  /** The tag that names its service: the first whose `kind` (OpenAPI 3.2) is absent or `nav`. */
  readonly serviceTag?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly body?: Body;
  readonly responses: readonly Response[];
  /** Alternatives (OR) of requirements (AND), inherited from the document where the operation has none of its own. */
  readonly security: readonly SecurityRequirement[];
  /** Servers of the operation or its path, when they differ from the document's. */
  readonly servers?: readonly string[];
  /** What the document calls the first of them (OpenAPI 3.2). */
  readonly serverName?: string;
  /** The `x-mcp` extensions that bear on the operation: the document's, its path's, its own. Unchecked. */
  readonly extensions: readonly Extension[];
}

/** An `x-mcp` extension as it stands in the document. One that bears on several operations is one object. */
export interface Extension {
  readonly place: Place;
  readonly level: "document" | "path" | "operation" | "security scheme";
  readonly value: unknown;
}

/** One parameter (OpenAPI 3.1, 4.8.12), path-level ones merged in. */
export interface Parameter {
  readonly place: Place;
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description?: string;
  /** In the input view; references are `#/$defs/Name`. */
  readonly schema: JsonSchema;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** An empty value may be sent, whatever the schema says (query only). */
  readonly allowEmptyValue?: true;
  /** The media type, when the parameter has `content` instead of `schema`. */
  readonly contentType?: string;
  /** With `content`: the Encoding Objects of that media type, by property. */
  readonly encoding?: ReadonlyMap<string, Encoding>;
}

/** A request body (OpenAPI 3.1, 4.8.13). */
export interface Body {
  readonly place: Place;
  readonly required: boolean;
  readonly description?: string;
  readonly contents: readonly BodyContent[];
}

export interface BodyContent {
  readonly mediaType: string;
  /** In the input view. Absent: anything. */
  readonly schema?: JsonSchema;
  /** The schema of each item of a sequence (OpenAPI 3.2, 4.14 `itemSchema`). In the input view. */
  readonly itemSchema?: JsonSchema;
  /** OpenAPI 3.1, 4.8.15 Encoding Object, by property. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  /** An XML media type: what the XML Objects of its schema say. */
  readonly xml?: XmlBody;
}

export interface Encoding {
  readonly contentType?: string;
  readonly style?: "form" | "spaceDelimited" | "pipeDelimited" | "deepObject";
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** Headers that the part may carry besides `Content-Type`. */
  readonly headers?: readonly PartHeader[];
}

/** A header of a part (4.8.15 `headers`, 4.8.21 Header Object). */
export interface PartHeader {
  readonly name: string;
  readonly required: boolean;
  /** In the input view. */
  readonly schema: JsonSchema;
}

/** One declared answer (OpenAPI 3.1, 4.8.17). */
export interface Response {
  /** `200`, `4XX`, `default`. */
  readonly status: string;
  readonly contents: readonly ResponseContent[];
  /** Names of declared headers, lower case; absent: none. Of successes only. */
  readonly headers?: readonly string[];
  /** Links to this same operation (4.8.20 Link Object): how it is called again; absent: none. */
  readonly links?: readonly SelfLink[];
}

/** A link from an answer to the operation that gave it: by parameter's name, a runtime expression (4.8.20.3). */
export interface SelfLink {
  readonly parameters: Readonly<Record<string, string>>;
}

export interface ResponseContent {
  readonly mediaType: string;
  /** In the output view. */
  readonly schema?: JsonSchema;
  /** The schema of each item of a sequence (OpenAPI 3.2, 4.14 `itemSchema`). In the output view. */
  readonly itemSchema?: JsonSchema;
}

/** A security scheme (OpenAPI 3.1, 4.8.27). */
export interface SecurityScheme {
  readonly name: string;
  readonly type: "oauth2" | "openIdConnect" | "http" | "apiKey" | "mutualTLS";
  /** Scopes the scheme declares. */
  readonly scopes: readonly string[];
  /** What the document proposes as authorization server: a URL of a flow or of discovery. */
  readonly proposedIssuer?: string;
  /** Its `x-mcp`, unchecked. */
  readonly extension?: Extension;
  /** How credentials of a server of its own would travel. Absent: no way that a server knows. */
  readonly credential?: CredentialKind;
  /** `tokenUrl` of the client-credentials flow: a proposal. */
  readonly proposedTokenUrl?: string;
}

/** One Security Requirement Object (4.8.30): all of these schemes, each with these scopes. Empty: nobody is asked. */
export type SecurityRequirement = readonly SchemeRequirement[];

export interface SchemeRequirement {
  readonly scheme: string;
  readonly scopes: readonly string[];
}

export type { JsonSchema, JsonSchemaObject };
