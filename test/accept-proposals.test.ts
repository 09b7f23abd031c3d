/** A document proposes where tokens come from and go to; a change of that needs a person (product.md, Tokens). */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generate } from "../generator/generate.ts";
import { GeneratorError } from "../generator/errors.ts";
import { snapshot, temporaryFolder } from "./5-write/temporary-folder.ts";

function documentAt(folder: string, api: string, issuer: string): string {
  const spec = join(folder, "openapi.json");
  const flow = { authorizationUrl: `${issuer}/authorize`, tokenUrl: `${issuer}/token`, scopes: { read: "" } };
  writeFileSync(
    spec,
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Api", version: "1" },
      servers: [{ url: api }],
      components: { securitySchemes: { oauth: { type: "oauth2", flows: { authorizationCode: flow } } } },
      paths: {
        "/a": {
          get: { operationId: "getA", security: [{ oauth: ["read"] }], responses: { 200: { description: "" } } },
        },
      },
    }),
  );
  return spec;
}

async function refusal(work: Promise<unknown>): Promise<readonly [string, string]> {
  const error = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return error instanceof GeneratorError ? [error.code, error.message] : ["none", String(error)];
}

test("another issuer or origin stops generate until it is accepted, and nothing is written", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "server");
  const spec = documentAt(folder, "https://api.example.com", "https://login.example.com");
  await generate({ spec, out });
  const before = snapshot(out);

  documentAt(folder, "https://api.evil.example", "https://login.evil.example");
  expect(await refusal(generate({ spec, out }))).toEqual([
    "proposals-changed",
    [
      "The document now proposes another place for tokens than the one that was accepted:",
      "  issuer: https://login.example.com -> https://login.evil.example",
      "  API base URL: https://api.example.com -> https://api.evil.example",
      "If that is right, run again with --accept and review .env.example. Nothing was written.",
    ].join("\n"),
  ]);
  expect(snapshot(out)).toEqual(before);

  await generate({ spec, out, accept: true });
  const { created, changed } = (await generate({ spec, out })).report;
  expect({ created, changed }).toEqual({ created: [], changed: [] });
});

test("a lock that cannot be read stops generate too", async () => {
  const folder = temporaryFolder();
  const out = join(folder, "server");
  const spec = documentAt(folder, "https://api.example.com", "https://login.example.com");
  await generate({ spec, out });
  writeFileSync(join(out, "surface.lock.json"), "{}");
  const [code, message] = await refusal(generate({ spec, out }));
  expect([code, message.startsWith(`${join(out, "surface.lock.json")} cannot be read as a surface lock`)]).toEqual([
    "target-foreign",
    true,
  ]);
});
