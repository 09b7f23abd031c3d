import type { SchemeRequirement, SecurityRequirement, SecurityScheme } from "./api.ts";
import { child, children, isDocumentObject, itemsOf, membersOf, nameOfType, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readExtension } from "./extension.ts";
import { dereference, report } from "./reading.ts";
import type { Reading } from "./reading.ts";

const schemeTypes = ["oauth2", "openIdConnect", "http", "apiKey", "mutualTLS"] as const;

/** Security Scheme Objects (OpenAPI 3.1, 4.8.27) by name. */
export function readSecuritySchemes(reading: Reading, root: Cursor): SecurityScheme[] {
  const components = child(root, "components");
  const schemes = components === undefined ? undefined : child(components, "securitySchemes");
  return membersOf(schemes).flatMap(({ key, cursor: reference }) => {
    if (key.startsWith("x-") && !isDocumentObject(reference.value)) return [];
    const cursor = dereference(reading, reference);
    const type = cursor === undefined ? undefined : schemeTypes.find((name) => name === stringAt(cursor, "type"));
    if (cursor !== undefined && type === undefined) reportUnknownType(reading, cursor);
    return cursor === undefined || type === undefined ? [] : [readScheme(key, type, cursor)];
  });
}

function reportUnknownType(reading: Reading, cursor: Cursor): void {
  const type = isDocumentObject(cursor.value) ? stringAt(cursor, "type") : undefined;
  report(reading, cursor, {
    severity: "warning",
    code: "security-scheme-unreadable",
    message:
      type === undefined
        ? "A security scheme needs a `type`; this one is read as absent."
        : `"${type}" is no type of security scheme; this one is read as absent.`,
    help: `Use ${schemeTypes.join(", ")}.`,
  });
}

/** The URLs of a flow, the one that says most about the issuer first. */
const flowUrls = ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl"] as const;

function readScheme(name: string, type: SecurityScheme["type"], cursor: Cursor): SecurityScheme {
  const flows = membersOf(child(cursor, "flows")).map((flow) => flow.cursor);
  const proposedIssuer =
    stringAt(cursor, "openIdConnectUrl") ??
    stringAt(cursor, "oauth2MetadataUrl") ??
    flows
      // OpenAPI 3.2 has the device flow, which has no authorization endpoint (RFC 8628).
      .map((flow) => flowUrls.map((key) => stringAt(flow, key)).find((url) => url !== undefined))
      .find((url) => url !== undefined);
  const clientFlow = membersOf(child(cursor, "flows")).find(({ key }) => key === "clientCredentials")?.cursor;
  const tokenUrl = clientFlow === undefined ? undefined : stringAt(clientFlow, "tokenUrl");
  const credential = credentialOf(type, cursor, clientFlow !== undefined);
  const scopes = new Set(flows.flatMap((flow) => membersOf(child(flow, "scopes")).map((scope) => scope.key)));
  const [extension] = readExtension(cursor, "security scheme");
  return {
    name,
    type,
    scopes: [...scopes].toSorted(),
    ...(proposedIssuer === undefined ? {} : { proposedIssuer }),
    ...(extension === undefined ? {} : { extension }),
    ...(credential === undefined ? {} : { credential }),
    ...(tokenUrl === undefined ? {} : { proposedTokenUrl: tokenUrl }),
  };
}

/** RFC 9110, 5.1 and RFC 6265, 4.1.1: names of headers and cookies are tokens. */
const wireToken = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
/** Headers of the connection and of framing: no key can travel there. */
const framing =
  /^(?:connection|content-length|content-type|cookie|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*|sec-.*)$/i;

/**
 * How a server's own credentials would travel. A scheme of OAuth without the client-credentials flow takes a bearer token that was
 * obtained otherwise. Mutual TLS, and HTTP schemes but basic and bearer, are beyond a request's headers.
 */
function credentialOf(
  type: SecurityScheme["type"],
  cursor: Cursor,
  hasClientFlow: boolean,
): SecurityScheme["credential"] {
  if (type === "oauth2") return { kind: hasClientFlow ? "client" : "bearer" };
  if (type === "openIdConnect") return { kind: "bearer" };
  if (type === "http") {
    const scheme = stringAt(cursor, "scheme")?.toLowerCase();
    return scheme === "basic" || scheme === "bearer" ? { kind: scheme } : undefined;
  }
  const name = stringAt(cursor, "name") ?? "";
  const place = (["header", "query", "cookie"] as const).find((one) => one === stringAt(cursor, "in"));
  if (type !== "apiKey" || place === undefined || name === "") return undefined;
  const canTravel = place === "query" || (wireToken.test(name) && !(place === "header" && framing.test(name)));
  return canTravel ? { kind: "apiKey", in: place, name } : undefined;
}

/**
 * The Security Requirement Objects (4.8.30) in force: the operation's own, even when empty, else the document's.
 * No list, or an empty one: nobody is asked for anything. A list that cannot be read opens nothing: the document's is
 * in force then.
 */
export function readSecurity(reading: Reading, root: Cursor, operation: Cursor): SecurityRequirement[] {
  const inherited = child(root, "security");
  const own = child(operation, "security");
  return (
    (own === undefined ? undefined : readRequirements(reading, own)) ??
    (inherited === undefined ? undefined : readRequirements(reading, inherited)) ??
    []
  );
}

/** `undefined` for what is no list, or a list in which nothing can be read. One requirement is read as a list of it. */
function readRequirements(reading: Reading, list: Cursor): SecurityRequirement[] | undefined {
  const isRequirement = isDocumentObject(list.value);
  if (!Array.isArray(list.value)) {
    const readAs = isRequirement ? "a list of this one" : "absent";
    report(reading, list, {
      severity: "warning",
      code: "security-not-a-list",
      message: `\`security\` must be a list of requirements; found ${nameOfType(list.value)}. It is read as ${readAs}.`,
      help: "Write a list of objects: scheme name -> list of scopes.",
    });
    if (!isRequirement) return undefined;
  }
  const items = itemsOf(list);
  const readable = items.flatMap((cursor) => {
    if (isDocumentObject(cursor.value)) return [readRequirement(reading, cursor)];
    report(reading, cursor, {
      severity: "warning",
      code: "security-requirement-not-an-object",
      message: `A security requirement must be an object; found ${nameOfType(cursor.value)}. It is left out.`,
      help: "Write an object: scheme name -> list of scopes. `{}` says that nothing is required.",
    });
    return [];
  });
  return readable.length === 0 && items.length > 0 ? undefined : readable;
}

function readRequirement(reading: Reading, cursor: Cursor): SchemeRequirement[] {
  return children(cursor).map(({ key, cursor: scopes }) => ({
    scheme: schemeNamed(key),
    scopes: readScopes(reading, scopes),
  }));
}

/** The scheme that a requirement's key names: by name, or since 3.2 by URI (OpenAPI 3.2, 4.30). */
export function schemeNamed(key: string): string {
  const name = /^#\/components\/securitySchemes\/([^/]+)$/.exec(key)?.[1];
  return name === undefined ? key : name.replaceAll("~1", "/").replaceAll("~0", "~");
}

function readScopes(reading: Reading, cursor: Cursor): string[] {
  const meant = meantScopes(cursor.value);
  if (meant !== undefined) {
    report(reading, cursor, {
      severity: "warning",
      code: "scopes-not-a-list",
      message: `The scopes of a requirement are a list; found ${nameOfType(cursor.value)}, read as ${JSON.stringify(meant)}.`,
      help: "Write a list of scopes, `[]` for none.",
    });
    return meant;
  }
  return children(cursor).flatMap((item) => readScope(reading, item.cursor));
}

/** What is meant by something that is no list: one text of scopes, scopes as keys, or none. */
function meantScopes(value: unknown): string[] | undefined {
  if (Array.isArray(value)) return undefined;
  if (typeof value === "string") return words(value);
  return isDocumentObject(value) ? Object.keys(value) : [];
}

/** One scope is one token (RFC 6749, 3.3); a text of several is what the wire has. */
function readScope(reading: Reading, cursor: Cursor): string[] {
  const scopes = typeof cursor.value === "string" ? words(cursor.value).filter((word) => isScopeToken(word)) : [];
  if (scopes.length === 1 && scopes[0] === cursor.value) return scopes;
  report(reading, cursor, {
    severity: "warning",
    code: "scope-unreadable",
    message:
      scopes.length === 0
        ? "A scope is text of visible ASCII characters without spaces, quotes and backslashes; this one is left out."
        : `A scope has no spaces; this is read as ${JSON.stringify(scopes)}.`,
    help: "Write one scope an item, as the authorization server knows it.",
  });
  return scopes;
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

/** RFC 6749, 3.3 `scope-token`. */
export function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text);
}
