import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { basePath, createHarbourApp } from "../../demo/harbour-api/harbour-app.ts";
import { openHarbour } from "../../demo/harbour-api/harbour-api.ts";
import { faultsOf, operations } from "./harbour-document.ts";
import type { HarbourOperation } from "./harbour-document.ts";
import { samples } from "./harbour-samples.ts";
import { allScopes, startHarbourUnderTest } from "./harbour-under-test.ts";
import type { HarbourUnderTest } from "./harbour-under-test.ts";

describe("the Harbour API agrees with its document", () => {
  test("every operation has a route, and every route an operation", () => {
    const harbour = openHarbour({ issuer: "https://issuer.example", audience: "x" });
    const routes = createHarbourApp(harbour).routes.map(
      ({ method, path }) => `${method} ${path.slice(basePath.length)}`,
    );
    const declared = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`);
    harbour.database.close();
    expect([...new Set(routes)].toSorted()).toEqual(declared.toSorted());
  });

  test("there is a sample of every operation", () => {
    expect(samples.map(({ operationId }) => operationId).toSorted()).toEqual(
      operations.map(({ operationId }) => operationId).toSorted(),
    );
  });
});

describe("every operation answers as declared", () => {
  let harbour: HarbourUnderTest;
  let token: string;
  beforeAll(async () => {
    harbour = await startHarbourUnderTest();
    token = await harbour.token(allScopes);
  });
  afterAll(async () => await harbour.close());

  test.each(samples)("$operationId", async ({ operationId, path, status, ...options }) => {
    const operation = operationOf(operationId);
    const response = await harbour.call(operation.method, path, { ...options, token });
    const body = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.ok ? "" : new TextDecoder().decode(body)]).toEqual([status, ""]);
    expect(departuresOf(operation, response, body)).toEqual([]);
  });
});

describe("every operation asks for the scopes that are declared", () => {
  let harbour: HarbourUnderTest;
  beforeAll(async () => {
    harbour = await startHarbourUnderTest();
  });
  afterAll(async () => await harbour.close());

  test.each(operations)("$operationId", async (operation) => {
    const path = samples.find(({ operationId }) => operationId === operation.operationId)?.path ?? "";
    const statusFor = async (token: string | undefined): Promise<number> => {
      const response = await harbour.call(operation.method, path, { token });
      const body = new Uint8Array(await response.arrayBuffer());
      const refused = [401, 403].includes(response.status);
      expect(refused ? departuresOf(operation, response, body) : []).toEqual([]);
      return response.status;
    };
    const alternatives = operation.security.map((requirement) => requirement.harbour);
    const open = alternatives.length === 0 || alternatives.includes(undefined);
    const gated = alternatives.length > 0 && alternatives.every((scopes) => scopes !== undefined && scopes.length > 0);

    expect((await statusFor(undefined)) === 401).toBe(!open);
    expect((await statusFor(await harbour.token(""))) === 403).toBe(gated);
    for (const scopes of alternatives.filter((one) => one !== undefined)) {
      expect([401, 403]).not.toContain(await statusFor(await harbour.token(scopes.join(" "))));
      for (const missing of open ? [] : scopes) {
        const others = allScopes.split(" ").filter((scope) => !wouldDo(alternatives, scope, missing));
        expect(await statusFor(await harbour.token(others.join(" ")))).toBe(403);
      }
    }
  });
});

/** Whether a scope must be left out so that the operation cannot be done without `missing`. */
function wouldDo(alternatives: readonly (readonly string[] | undefined)[], scope: string, missing: string): boolean {
  return (
    scope === missing || alternatives.some((scopes) => scopes?.includes(missing) === false && scopes.includes(scope))
  );
}

function operationOf(operationId: string): HarbourOperation {
  const operation = operations.find((candidate) => candidate.operationId === operationId);
  if (!operation) throw new TypeError(`no operation ${operationId}`);
  return operation;
}

/** Where an answer departs from what the document declares: status, media type, schema. */
function departuresOf(operation: HarbourOperation, response: Response, body: Uint8Array): string[] {
  const declared = operation.responses[String(response.status)];
  if (!declared) return [`status ${response.status} is not declared`];
  if (body.byteLength === 0 && declared.content.size === 0) return [];
  const mediaType = (response.headers.get("content-type") ?? "").split(";")[0] ?? "";
  if (!declared.content.has(mediaType))
    return [`${response.status} is ${mediaType}, declared ${[...declared.content.keys()].join(", ")}`];
  const schema = declared.content.get(mediaType);
  if (!schema) return [];
  const text = new TextDecoder().decode(body);
  return faultsOf(schema, mediaType.endsWith("json") ? JSON.parse(text) : text);
}
