import { describe, expect, test } from "vitest";
import { findTwins, nameScopes } from "../../generator/3-surface/name-scopes.ts";
import { configuredLanguage } from "../../generator/3-surface/scope-language.ts";
import { GeneratorError } from "../../generator/errors.ts";
import type { ScopeOptions } from "../../generator/options.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

describe("nameScopes", () => {
  test.each<readonly [string, readonly string[], ScopeOptions, object]>([
    ["nothing configured", ["read", "write"], {}, {}],
    [
      "a hierarchy, every step followed, through scopes that no tool needs",
      ["read", "write"],
      { implies: { admin: ["write"], write: ["read"] } },
      { implies: { admin: ["read", "write"], write: ["read"] } },
    ],
    ["a circle", ["a", "b"], { implies: { a: ["b"], b: ["a"] } }, { implies: { a: ["b"], b: ["a"] } }],
    [
      "a prefix that tokens leave out, and OpenID's own scopes that have none",
      ["openid", "read"],
      { prefix: "api://app/" },
      { implies: { "api://app/read": ["read"] }, asked: { read: "api://app/read" } },
    ],
    [
      "a prefix that the document has already",
      ["api://app/read"],
      { prefix: "api://app/" },
      { implies: { read: ["api://app/read"] } },
    ],
    [
      "a map before the prefix, and a hierarchy over both",
      ["read", "write"],
      { prefix: "p/", map: { write: "https://as.example/w" }, implies: { write: ["read"] } },
      {
        implies: { "https://as.example/w": ["read", "write"], "p/read": ["read"], write: ["read"] },
        asked: { read: "p/read", write: "https://as.example/w" },
      },
    ],
    [
      "names that objects inherit",
      ["constructor"],
      { implies: { toString: ["constructor"] } },
      { implies: { toString: ["constructor"] } },
    ],
  ])("%s", (_name, needed, options, want) => {
    expect(nameScopes(needed, configuredLanguage(options))).toEqual(want);
  });

  test.each<readonly [string, readonly string[], ScopeOptions, object | undefined]>([
    [
      "the name of another scope",
      ["read", "write"],
      { map: { write: "read" } },
      { one: "write", other: "read", spelling: "read" },
    ],
    [
      "one name for two",
      ["read", "write"],
      { map: { read: "x", write: "x" } },
      { one: "write", other: "read", spelling: "x" },
    ],
    ["names that are swapped", ["a", "b"], { map: { a: "b", b: "a" } }, { one: "a", other: "b", spelling: "b" }],
    ["none", ["a", "b"], { map: { a: "c" }, prefix: "p/" }, undefined],
  ])("findTwins: %s", (_name, needed, options, want) => {
    expect(findTwins(needed, configuredLanguage(options))).toEqual(want);
  });

  test("the config's are refused", () => {
    const document = openapi(
      { "/a": { get: { security: [{ oauth: ["read"] }] }, post: { security: [{ oauth: ["write"] }] } } },
      { components: { securitySchemes: { oauth: { type: "openIdConnect", openIdConnectUrl: "https://as.example" } } } },
    );
    expect(() => surfaceOf(document, { auth: { scopes: { map: { write: "read" } } } })).toThrow(
      new GeneratorError(
        "bad-config",
        'auth.scopes: "write" and "read" would both be asked for as "read", so that whoever gets one gets the other. Give each its own name.',
      ),
    );
  });
});

describe("a project's config becomes src/api.ts", () => {
  const document = {
    ...openapi({ "/a": { get: { security: [{ oauth: ["read"] }] }, post: { security: [{ oauth: ["write"] }] } } }),
    components: { securitySchemes: { oauth: { type: "openIdConnect", openIdConnectUrl: "https://as.example" } } },
  };

  test("scopes, provider and hidden tools", () => {
    const auth = {
      provider: "entra",
      unauthorizedTools: "hidden",
      scopes: { prefix: "api://app/", implies: { write: ["read"] } },
    } as const;
    const { surface } = surfaceOf(document, { auth });
    expect([surface.api.scopes, surface.api.auth, [...surface.features]]).toEqual([
      {
        supported: ["read", "write"],
        baseline: { minimal: [], read: ["read"], all: ["read", "write"] },
        implies: { "api://app/read": ["read"], "api://app/write": ["read", "write"], write: ["read"] },
        asked: { read: "api://app/read", write: "api://app/write" },
      },
      { provider: "entra", unauthorizedTools: "hidden" },
      ["page"],
    ]);
  });

  test.each([
    [{ introspection: true }, ["introspection", "page"], undefined],
    [{ provider: "google" }, ["introspection", "page"], { provider: "google" }],
    [{ unauthorizedTools: "listed" }, ["page"], undefined],
    [{ tenants: true }, ["tenants", "page"], undefined],
    [{ tenants: false }, ["page"], undefined],
  ] as const)("%j", (auth, features, written) => {
    const { surface } = surfaceOf(document, { auth });
    expect([[...surface.features], surface.api.auth]).toEqual([features, written]);
  });

  test.each([
    ["off", [], "off"],
    ["summary", ["page"], undefined],
    ["tools", ["page"], "tools"],
  ] as const)("page: %s", (page, features, written) => {
    const { surface } = surfaceOf(document, { page });
    expect([[...surface.features], surface.api.page]).toEqual([features, written]);
  });
});
