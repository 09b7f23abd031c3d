import type { WrongDocument } from "../judge.ts";
import { bothGet, withGet } from "./document.ts";

const flow = { authorizationUrl: "https://auth.example/authorize", tokenUrl: "https://auth.example/token" };
const oauth = { type: "oauth2", flows: { authorizationCode: { ...flow, scopes: { read: "", write: "" } } } };
const secured = (security: unknown, others: object = {}): object =>
  withGet({ security }, { components: { securitySchemes: { oauth } }, ...others });
const at = "/paths/~1a/get/security";

/** Security Requirements and Schemes. */
export const security: readonly WrongDocument[] = [
  {
    wrong: "a scheme that is not declared does not open the operation",
    given: secured([{ ghost: [] }, { oauth: ["read"] }]),
    tools: bothGet,
    found: [`warning security-scheme-undeclared ${at}/0/ghost`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "an undeclared scheme with scopes is no alternative where there is another",
    given: secured([{ ghost: ["x"] }, { oauth: ["read"] }]),
    tools: bothGet,
    found: [`warning security-scheme-undeclared ${at}/0/ghost`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "an undeclared scheme alone keeps its scopes: it opens nothing",
    given: secured([{ Oauth: ["read"] }]),
    tools: bothGet,
    found: [`warning security-scheme-undeclared ${at}/0/Oauth`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "a scope that no flow has",
    given: secured([{ oauth: ["reed"] }]),
    tools: bothGet,
    found: [`warning scope-undeclared ${at}/0/oauth/0`],
    repaired: { "GET /a": { scopes: [["reed"]] } },
  },
  {
    wrong: "security is null: the document's is in force",
    given: secured(null, { security: [{ oauth: ["write"] }] }),
    tools: bothGet,
    found: [`warning security-not-a-list ${at}`],
    repaired: { "GET /a": { scopes: [["write"]] } },
  },
  {
    wrong: "security is text: the document's is in force",
    given: secured("oauth", { security: [{ oauth: ["write"] }] }),
    tools: bothGet,
    found: [`warning security-not-a-list ${at}`],
    repaired: { "GET /a": { scopes: [["write"]] } },
  },
  {
    wrong: "security is one requirement",
    given: secured({ oauth: ["read"] }),
    tools: bothGet,
    found: [`warning security-not-a-list ${at}`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "a list of null opens nothing",
    given: secured([null], { security: [{ oauth: ["write"] }] }),
    tools: bothGet,
    found: [`warning security-requirement-not-an-object ${at}/0`],
    repaired: { "GET /a": { scopes: [["write"]] } },
  },
  {
    wrong: "text among requirements",
    given: secured(["oauth", { oauth: ["read"] }]),
    tools: bothGet,
    found: [`warning security-requirement-not-an-object ${at}/0`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "scopes are null",
    given: secured([{ oauth: null }]),
    tools: bothGet,
    found: [`warning scopes-not-a-list ${at}/0/oauth`],
    repaired: { "GET /a": { scopes: [] } },
  },
  {
    wrong: "scopes are one text",
    given: secured([{ oauth: "read write" }]),
    tools: bothGet,
    found: [`warning scopes-not-a-list ${at}/0/oauth`],
    repaired: { "GET /a": { scopes: [["read", "write"]] } },
  },
  {
    wrong: "scopes are an object",
    given: secured([{ oauth: { read: "may read" } }]),
    tools: bothGet,
    found: [`warning scopes-not-a-list ${at}/0/oauth`],
    repaired: { "GET /a": { scopes: [["read"]] } },
  },
  {
    wrong: "scopes that are none: a number, two in one, quotes",
    given: secured([{ oauth: ["read", 5, "read write", 'a"b'] }]),
    tools: bothGet,
    found: [
      `warning scope-unreadable ${at}/0/oauth/1`,
      `warning scope-unreadable ${at}/0/oauth/2`,
      `warning scope-unreadable ${at}/0/oauth/3`,
    ],
    repaired: { "GET /a": { scopes: [["read", "write"]] } },
  },
  {
    wrong: "security schemes that are null, without type and of an unknown one",
    given: withGet({}, { components: { securitySchemes: { a: null, b: {}, c: { type: "bearer" } } } }),
    tools: bothGet,
    found: [
      "warning security-scheme-unreadable /components/securitySchemes/a",
      "warning security-scheme-unreadable /components/securitySchemes/b",
      "warning security-scheme-unreadable /components/securitySchemes/c",
    ],
  },
  {
    wrong: "flows and scopes of wrong types",
    given: withGet(
      { security: [{ oauth: [] }] },
      {
        components: {
          securitySchemes: {
            oauth: { type: "oauth2", flows: { implicit: null, password: { tokenUrl: 5, scopes: [] } } },
          },
        },
      },
    ),
    tools: bothGet,
    found: [
      "warning wrong-type /components/securitySchemes/oauth/flows/implicit",
      "warning wrong-type /components/securitySchemes/oauth/flows/password/tokenUrl",
      "warning wrong-type /components/securitySchemes/oauth/flows/password/scopes",
    ],
  },
  {
    wrong: "securitySchemes is a list",
    given: withGet({}, { components: { securitySchemes: [{ type: "oauth2" }] } }),
    tools: bothGet,
    found: ["warning wrong-type /components/securitySchemes"],
  },
];
