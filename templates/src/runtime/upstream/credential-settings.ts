import { readUrl } from "../config-url.ts";
import { credentialVariables } from "../environment.ts";
import type { CredentialScheme } from "../surface-types.ts";
import { spellingsOf } from "./scrub-token.ts";
import type { UpstreamCredentials } from "./authorizer.ts";

/** The server's client at an authorization server (RFC 6749, 4.4). */
export interface ApiClientAccount {
  readonly id: string;
  readonly secret: string;
  readonly tokenUrl: URL;
  /** What some servers must be told besides scopes: Auth0's `audience`, RFC 8707 `resource`. */
  readonly audience?: string;
  readonly resource?: string;
}

/** A scheme whose variables are set: credentials that never change, or a client that gets tokens. */
export type ConfiguredScheme = { readonly fixed: UpstreamCredentials } | { readonly client: ApiClientAccount };

type Variables = { readonly [variable: string]: string };

/** The variables that a scheme needs. A basic password may be empty: some APIs take a key as the user name. */
function variablesOf({ kind, variable }: CredentialScheme): readonly string[] {
  return credentialVariables[kind].filter(({ required }) => required).map(({ suffix }) => variable + suffix);
}

/** Those of them that are not there. */
export function missingVariables(scheme: CredentialScheme, given: Variables): readonly string[] {
  return variablesOf(scheme).filter((name) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return value === undefined || (value === "" && !name.endsWith("_PASSWORD"));
  });
}

/**
 * The scheme with its variables; undefined when none of them is set. One that is set in part, or holds what cannot be sent, is
 * told in `problems`, without its value.
 */
export function configureScheme(
  scheme: CredentialScheme,
  given: Variables,
  problems: string[],
): ConfiguredScheme | undefined {
  const names = variablesOf(scheme);
  const missing = missingVariables(scheme, given);
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) {
    problems.push(
      `${missing.join(" and ")} must be set beside ${names.filter((n) => !missing.includes(n)).join(" and ")}.`,
    );
    return undefined;
  }
  const read = (suffix: string): string => given[scheme.variable + suffix] ?? "";
  if (scheme.kind === "client") return configureClient(scheme.variable, read, problems);
  if (scheme.kind === "basic") return configureBasic(scheme.variable, read, problems);
  const [name = ""] = names;
  const secret = given[name] ?? "";
  checkSecret(name, secret, problems);
  checkValue(scheme, name, secret, problems);
  return { fixed: placed(scheme, secret) };
}

function configureBasic(variable: string, read: (suffix: string) => string, problems: string[]): ConfiguredScheme {
  const [user, password] = [read("_USERNAME"), read("_PASSWORD")];
  const secretName = password === "" ? "_USERNAME" : "_PASSWORD";
  checkSecret(variable + secretName, read(secretName), problems);
  // RFC 7617, 2: "a user-id containing a colon character is invalid".
  if (user.includes(":")) problems.push(`${variable}_USERNAME must not hold a colon.`);
  return { fixed: basicCredentials(user, password) };
}

function configureClient(
  variable: string,
  read: (suffix: string) => string,
  problems: string[],
): ConfiguredScheme | undefined {
  checkSecret(`${variable}_CLIENT_SECRET`, read("_CLIENT_SECRET"), problems);
  const tokenUrl = readUrl(`${variable}_TOKEN_URL`, read("_TOKEN_URL"), problems);
  if (tokenUrl === undefined) return undefined;
  const audience = read("_AUDIENCE");
  const resource = read("_RESOURCE");
  return {
    client: {
      id: read("_CLIENT_ID"),
      secret: read("_CLIENT_SECRET"),
      tokenUrl,
      ...(audience !== "" && { audience }),
      ...(resource !== "" && { resource }),
    },
  };
}

/** Shorter ones could not be told from ordinary text in answers, where they must be taken out. */
const minSecretLength = 8;

function checkSecret(variable: string, secret: string, problems: string[]): void {
  if (secret.length >= minSecretLength) return;
  problems.push(
    `${variable} is shorter than ${minSecretLength} characters: it could not be told from ordinary text, and so not be taken out of the API's answers.`,
  );
}

/** RFC 9110, 5.5: a field value; RFC 6265, 4.1.1: a cookie value; RFC 6750, 2.1: a bearer token. */
const values = {
  header: /^[\x21-\x7E](?:[\x20-\x7E]*[\x21-\x7E])?$/,
  query: /^[\x20-\x7E]+$/,
  cookie: /^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]+$/,
  bearer: /^[A-Za-z0-9\-._~+/]+=*$/,
};

function checkValue(scheme: CredentialScheme, variable: string, value: string, problems: string[]): void {
  const place = scheme.kind === "apiKey" ? scheme.in : "bearer";
  if (values[place].test(value)) return;
  const where = place === "bearer" ? "as a bearer token" : `in a ${place}`;
  problems.push(`${variable} holds a character that cannot be sent ${where}.`);
}

function placed(scheme: CredentialScheme, secret: string): UpstreamCredentials {
  const none: UpstreamCredentials = { headers: [], query: [], cookies: [], secrets: spellingsOf([secret]) };
  if (scheme.kind !== "apiKey") return { ...none, headers: [["authorization", `Bearer ${secret}`]] };
  const pair = [[scheme.name, secret]] as const;
  if (scheme.in === "query") return { ...none, query: pair };
  return scheme.in === "cookie" ? { ...none, cookies: pair } : { ...none, headers: pair };
}

/** RFC 7617, 2: base64 of the UTF-8 bytes. A user name is no secret, but where there is no password it is the key. */
function basicCredentials(user: string, password: string): UpstreamCredentials {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const encoded = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return {
    headers: [["authorization", `Basic ${encoded}`]],
    query: [],
    cookies: [],
    secrets: spellingsOf([password || user, encoded]),
  };
}
