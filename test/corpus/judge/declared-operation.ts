import { child, children, isFields } from "./source-document.ts";
import type { Fields, SourceDocument, SourceNode } from "./source-document.ts";

/** How a value is written into text; `tabDelimited` is Swagger's `tsv`. */
export type Style =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "tabDelimited"
  | "deepObject"
  | "cookie";

export type Location = "path" | "query" | "header" | "cookie" | "querystring";

/** A parameter as the document declares it, defaults filled in by the judge's own reading of the specification. */
export interface DeclaredParameter {
  readonly name: string;
  readonly in: Location;
  readonly required: boolean;
  readonly style: Style;
  readonly explode: boolean;
  readonly contentType?: string;
  readonly schema?: SourceNode;
  /** `allowEmptyValue`: an empty text is allowed beside what the schema says. */
  readonly allowsEmpty: boolean;
}

/** How one field of a form is written. */
export interface DeclaredEncoding {
  readonly contentType?: string;
  readonly style?: Style;
  readonly explode?: boolean;
}

/** One media type that a request body may have. */
export interface DeclaredBody {
  readonly mediaType: string;
  readonly schema?: SourceNode;
  /** Schema of each item of a stream (3.2). */
  readonly itemSchema?: SourceNode;
  readonly encoding: ReadonlyMap<string, DeclaredEncoding>;
  /** Swagger 2.0 has no schema for a form, it has parameters. */
  readonly fields?: readonly DeclaredField[];
}

/** A `formData` parameter of Swagger 2.0. */
export interface DeclaredField {
  readonly name: string;
  readonly required: boolean;
  readonly schema: SourceNode;
}

/** One operation of the original document. */
export interface DeclaredOperation {
  /** Upper case. */
  readonly method: string;
  /** The key under `paths`. */
  readonly key: string;
  /** The key without query and fragment. */
  readonly path: string;
  /** The query that stands in the key, without `?`. */
  readonly query: string;
  readonly operationId?: string;
  readonly summary?: string;
  readonly parameters: readonly DeclaredParameter[];
  readonly bodies: readonly DeclaredBody[];
  readonly bodyRequired: boolean;
  /** Servers of the operation or its path, as written. */
  readonly servers: readonly string[];
  /** Status and media type of the answer that the recorder gives. */
  readonly answer: DeclaredAnswer;
}

export interface DeclaredAnswer {
  readonly status: number;
  readonly mediaType?: string;
  readonly schema?: SourceNode;
}

const fixedMethods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);

/** Every operation under `paths`, in the document's order. What is not an operation at all is left out. */
export function declaredOperations(document: SourceDocument): readonly DeclaredOperation[] {
  const found: DeclaredOperation[] = [];
  for (const [key, reference] of children(child(document.root, "paths"))) {
    const item = key.startsWith("/") ? document.follow(reference) : undefined;
    if (item === undefined || !isFields(item.value)) continue;
    const members = children(item).filter(([name]) => fixedMethods.has(name.toLowerCase()));
    for (const [method, node] of [...members, ...children(child(item, "additionalOperations"))]) {
      const operation = document.follow(node);
      if (operation !== undefined && isFields(operation.value))
        found.push(readOperation(document, { key, method: method.toUpperCase(), item, operation }));
    }
  }
  return found;
}

interface Found {
  readonly key: string;
  readonly method: string;
  readonly item: SourceNode;
  readonly operation: SourceNode;
}

function readOperation(document: SourceDocument, { key, method, item, operation }: Found): DeclaredOperation {
  const fields = operation.value as Fields;
  const raw = rawParameters(document, item, operation);
  const [path = "", query = ""] = (key.split("#", 1)[0] ?? "").split("?", 2);
  const parameters = raw
    .filter(({ value }) => !["body", "formData"].includes(String((value as Fields)["in"])))
    .map((node) => readParameter(document, node));
  const servers = [child(operation, "servers"), child(item, "servers")].find(({ value }) => Array.isArray(value));
  return {
    method,
    key,
    path,
    query,
    ...(typeof fields["operationId"] === "string" ? { operationId: fields["operationId"] } : {}),
    ...(typeof fields["summary"] === "string" ? { summary: fields["summary"] } : {}),
    parameters: parameters.filter(({ in: location, name }) => location !== "header" || !isReservedHeader(name)),
    ...withNamedTypes(
      document.version === "2.0" ? swaggerBodies(document, operation, raw) : bodiesOf(document, operation),
      raw,
    ),
    servers: children(servers).map(([, { value }]) => serverUrl(value)),
    answer: answerOf(document, operation),
  };
}

/** OpenAPI 3.1.1, 4.8.12.1: such parameters shall be ignored. */
function isReservedHeader(name: string): boolean {
  return ["accept", "content-type", "authorization"].includes(name.toLowerCase());
}

/** Path-level parameters, replaced by the operation's own of the same name and place. */
function rawParameters(document: SourceDocument, item: SourceNode, operation: SourceNode): readonly SourceNode[] {
  const byKey = new Map<string, SourceNode>();
  for (const owner of [item, operation]) {
    for (const [, reference] of children(child(owner, "parameters"))) {
      const node = document.follow(reference);
      if (node === undefined || !isFields(node.value) || typeof node.value["name"] !== "string") continue;
      byKey.set(JSON.stringify([node.value["in"], node.value["name"]]), node);
    }
  }
  return [...byKey.values()];
}

function readParameter(document: SourceDocument, node: SourceNode): DeclaredParameter {
  const fields = node.value as Fields;
  const location = String(fields["in"]) as Location;
  const content = children(child(node, "content"))[0];
  const required = fields["required"] === true || location === "path";
  const allowsEmpty = fields["allowEmptyValue"] === true;
  const base = { name: String(fields["name"]), in: location, required, allowsEmpty };
  if (document.version === "2.0") return { ...base, ...collection(fields, location), schema: node };
  const style = (typeof fields["style"] === "string" ? fields["style"] : defaultStyle(location)) as Style;
  const explode =
    typeof fields["explode"] === "boolean"
      ? fields["explode"]
      : style === "form" || style === "cookie" || style === "deepObject";
  if (content === undefined) {
    const schema = child(node, "schema");
    return { ...base, style, explode, ...(schema.value === undefined ? {} : { schema }) };
  }
  const schema = child(content[1], "schema");
  return { ...base, style, explode, contentType: content[0], ...(schema.value === undefined ? {} : { schema }) };
}

function defaultStyle(location: Location): Style {
  return location === "path" || location === "header" ? "simple" : "form";
}

/** Swagger 2.0, Parameter Object, collectionFormat. */
function collection(fields: Fields, location: Location): { style: Style; explode: boolean } {
  const inQuery = location === "query";
  switch (fields["collectionFormat"]) {
    case "multi":
      return { style: inQuery ? "form" : "simple", explode: inQuery };
    case "ssv":
      return { style: "spaceDelimited", explode: false };
    case "pipes":
      return { style: "pipeDelimited", explode: false };
    case "tsv":
      return { style: "tabDelimited", explode: false };
    default:
      return { style: inQuery ? "form" : "simple", explode: false };
  }
}

/** Some documents say the body's type as a header parameter: what that allows is declared too. */
function withNamedTypes({ bodies, bodyRequired }: Bodies, raw: readonly SourceNode[]): Bodies {
  const header = raw.find(
    ({ value }) => isFields(value) && /^content-type$/i.test(String(value["name"])) && value["in"] === "header",
  );
  const [body] = bodies;
  if (header === undefined || body === undefined) return { bodies, bodyRequired };
  const schema = child(header, "schema").value ?? header.value;
  const named = isFields(schema) && Array.isArray(schema["enum"]) ? (schema["enum"] as unknown[]) : [];
  const types = named.filter((type) => typeof type === "string" && !bodies.some(({ mediaType }) => mediaType === type));
  return { bodies: [...bodies, ...types.map((type) => ({ ...body, mediaType: String(type) }))], bodyRequired };
}

type Bodies = Pick<DeclaredOperation, "bodies" | "bodyRequired">;

function bodiesOf(document: SourceDocument, operation: SourceNode): Bodies {
  const body = document.follow(child(operation, "requestBody"));
  if (body === undefined || !isFields(body.value)) return { bodies: [], bodyRequired: false };
  const bodies = children(child(body, "content")).flatMap(([mediaType, reference]): DeclaredBody[] => {
    const content = document.follow(reference);
    if (content === undefined) return [];
    const [schema, itemSchema] = [child(content, "schema"), child(content, "itemSchema")];
    return [
      {
        mediaType,
        ...(schema.value === undefined ? {} : { schema }),
        ...(itemSchema.value === undefined ? {} : { itemSchema }),
        encoding: new Map(
          children(child(content, "encoding")).flatMap(([name, { value }]) =>
            isFields(value) ? [[name, readEncoding(value)] as const] : [],
          ),
        ),
      },
    ];
  });
  return { bodies, bodyRequired: body.value["required"] === true };
}

function readEncoding(fields: Fields): DeclaredEncoding {
  return {
    ...(typeof fields["contentType"] === "string" ? { contentType: fields["contentType"] } : {}),
    ...(typeof fields["style"] === "string" ? { style: fields["style"] as Style } : {}),
    ...(typeof fields["explode"] === "boolean" ? { explode: fields["explode"] } : {}),
  };
}

/** Swagger 2.0: the body is a parameter, or all `formData` parameters; its media types are `consumes`. */
function swaggerBodies(document: SourceDocument, operation: SourceNode, raw: readonly SourceNode[]): Bodies {
  const consumes = mediaTypes(child(operation, "consumes").value ?? child(document.root, "consumes").value);
  const body = raw.find(({ value }) => (value as Fields)["in"] === "body");
  if (body !== undefined) {
    const types = consumes.filter((type) => !isFormType(type));
    const schema = child(body, "schema");
    const shared = { encoding: new Map(), ...(schema.value === undefined ? {} : { schema }) };
    return {
      bodies: (types.length === 0 ? ["application/json"] : types).map((mediaType) => ({ mediaType, ...shared })),
      bodyRequired: (body.value as Fields)["required"] === true,
    };
  }
  const form = raw.filter(({ value }) => (value as Fields)["in"] === "formData");
  if (form.length === 0) return { bodies: [], bodyRequired: false };
  return formBodies(form, consumes);
}

function formBodies(form: readonly SourceNode[], consumes: readonly string[]): Bodies {
  const fields = form.map((node) => ({ node, fields: node.value as Fields }));
  const hasFile = fields.some((field) => field.fields["type"] === "file");
  const declared = consumes.filter((type) => isFormType(type) && (!hasFile || type.startsWith("multipart/")));
  const byDefault = hasFile ? "multipart/form-data" : "application/x-www-form-urlencoded";
  const lists = fields.filter((field) => field.fields["type"] === "array");
  const encoding = new Map(lists.map((field) => [String(field.fields["name"]), collection(field.fields, "query")]));
  return {
    bodies: (declared.length === 0 ? [byDefault] : declared).map((mediaType) => ({
      mediaType,
      encoding,
      fields: fields.map((field) => ({
        name: String(field.fields["name"]),
        required: field.fields["required"] === true,
        schema: field.node,
      })),
    })),
    bodyRequired: fields.some((field) => field.fields["required"] === true),
  };
}

function isFormType(type: string): boolean {
  return type === "application/x-www-form-urlencoded" || type.startsWith("multipart/");
}

function mediaTypes(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((type) => typeof type === "string") : [];
}

/** The server's URL with the defaults of its variables. */
function serverUrl(value: unknown): string {
  if (!isFields(value) || typeof value["url"] !== "string") return "";
  const variables = isFields(value["variables"]) ? value["variables"] : {};
  return value["url"].replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = variables[name];
    return isFields(variable) && typeof variable["default"] === "string" ? variable["default"] : whole;
  });
}

/** The first declared success, else 200; a redirect is answered as 200, since nobody follows it. */
function answerOf(document: SourceDocument, operation: SourceNode): DeclaredAnswer {
  const responses = children(child(operation, "responses"));
  const success =
    responses.find(([status]) => /^2\d\d$/.test(status)) ?? responses.find(([status]) => /^2XX$/i.test(status));
  const chosen = success ?? responses.find(([status]) => status === "default");
  const status = /^2\d\d$/.test(chosen?.[0] ?? "") ? Number(chosen?.[0]) : 200;
  const response = chosen === undefined ? undefined : document.follow(chosen[1]);
  if (response === undefined) return { status };
  if (document.version === "2.0") {
    const schema = child(response, "schema");
    const [mediaType = "application/json"] = mediaTypes(
      child(operation, "produces").value ?? child(document.root, "produces").value,
    );
    return schema.value === undefined ? { status } : { status, mediaType, schema };
  }
  const content = children(child(response, "content"))[0];
  if (content === undefined) return { status };
  const media = document.follow(content[1]) ?? content[1];
  const schema = child(media, "schema");
  return { status, mediaType: content[0], ...(schema.value === undefined ? {} : { schema }) };
}
