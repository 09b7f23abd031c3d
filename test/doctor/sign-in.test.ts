import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { signInHeadless } from "../../demo/authorization-server/sign-in-headless.ts";
import { ana, ben } from "../../demo/authorization-server/users.ts";
import { doctor } from "../../generator/doctor/doctor.ts";
import type { DoctorReport } from "../../generator/doctor/doctor-report.ts";
import { type HarbourWorld, startHarbourWorld } from "../e2e/support/harbour-world.ts";

let world: HarbourWorld;
beforeAll(async () => void (world = await startHarbourWorld()));
afterAll(async () => await world.close());
afterEach(() => {
  delete world.authorization.controls.fault.token;
  delete world.authorization.controls.fault.registration;
});

interface Visit {
  readonly decision?: "allow" | "deny";
  readonly user?: typeof ana;
  /** Changes what comes back to the redirect URI. */
  readonly edit?: ((callback: URL) => void) | undefined;
}

/** Signs in as a browser would, the callback included. */
async function examine({ decision = "allow", user = ana, edit }: Visit = {}): Promise<DoctorReport & { opened: URL }> {
  let opened = new URL("about:blank");
  const report = await doctor({
    url: world.mcpUrl.href,
    callRead: true,
    signIn: {
      timeout: 10_000,
      open: (url) => {
        opened = new URL(url);
        // The person takes a while: doctor waits for the callback, not for this.
        void visit(url, { user, decision, edit });
      },
    },
  });
  return { ...report, opened };
}

async function visit(url: string, { user = ana, decision = "allow", edit }: Visit): Promise<void> {
  const callback = new URL(await signInHeadless(url, { user, decision }));
  edit?.(callback);
  await fetch(callback);
}

function outcomesOf({ checks }: DoctorReport): Record<string, string> {
  return Object.fromEntries(checks.filter(({ id }) => id.startsWith("sign-in.")).map(({ id, result }) => [id, result]));
}

function findingsOf({ checks }: DoctorReport): Record<string, string> {
  const found = checks.filter(({ result }) => result === "fail" || result === "warn");
  return Object.fromEntries(found.map(({ id, result }) => [id, result]));
}

const allPass = {
  "sign-in.flow": "pass",
  "sign-in.iss": "pass",
  "sign-in.state": "pass",
  "sign-in.scopes": "pass",
  "sign-in.token-type": "pass",
};

describe("signing in", () => {
  it("registers, asks with PKCE and resource, and goes on with the token", async () => {
    const report = await examine();
    expect(findingsOf(report)).toEqual({});
    expect(outcomesOf(report)).toEqual(allPass);
    expect(report.token).toBe("sign-in");
    expect(report.checks.find(({ id }) => id === "token.audience")?.found).toBe(world.resource);
    const { client_id, state, code_challenge, redirect_uri, ...asked } = Object.fromEntries(report.opened.searchParams);
    expect(asked).toEqual({
      response_type: "code",
      code_challenge_method: "S256",
      resource: world.resource,
      scope: "berths:read bookings:read invoices:read photos:read vessels:read",
    });
    expect([client_id, state, code_challenge].every((value) => (value ?? "").length > 20)).toBe(true);
    expect(redirect_uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/u);
  });

  it("says that the user refused", async () => {
    const report = await examine({ decision: "deny" });
    expect(findingsOf(report)).toEqual({ "sign-in.flow": "fail" });
    expect(report.checks.find(({ id }) => id === "sign-in.flow")?.found).toBe(
      "the authorization server sent back access_denied",
    );
  });

  it("says that there was no state", async () => {
    const report = await examine({ edit: (callback) => callback.searchParams.delete("state") });
    expect(findingsOf(report)).toEqual({ "sign-in.flow": "fail", "sign-in.state": "fail" });
  });

  it("says that the iss that was announced is not there", async () => {
    const report = await examine({ edit: (callback) => callback.searchParams.delete("iss") });
    expect(findingsOf(report)).toEqual({ "sign-in.iss": "fail" });
  });

  it("redeems no code of another issuer", async () => {
    const before = world.authorization.controls.hits.token;
    const report = await examine({ edit: (callback) => callback.searchParams.set("iss", "https://evil.example") });
    expect(findingsOf(report)).toEqual({ "sign-in.flow": "fail", "sign-in.iss": "fail" });
    expect(world.authorization.controls.hits.token).toBe(before);
  });

  it("says what the token endpoint said", async () => {
    world.authorization.controls.fault.token = { status: 400, body: '{"error":"invalid_grant"}' };
    const report = await examine();
    expect(findingsOf(report)).toEqual({ "sign-in.flow": "fail" });
    expect(report.checks.find(({ id }) => id === "sign-in.flow")?.found).toBe(
      "the token endpoint gave no token: status 400, application/json, error invalid_grant",
    );
  });

  it("says that another kind of token came, and that a scope is missing", async () => {
    const token = await world.authorization.controls.mint({ aud: world.resource });
    world.authorization.controls.fault.token = {
      status: 200,
      body: JSON.stringify({ access_token: token, token_type: "DPoP", scope: "berths:read" }),
    };
    const report = await examine();
    expect(findingsOf(report)).toEqual({ "sign-in.scopes": "warn", "sign-in.token-type": "fail" });
    expect(report.checks.find(({ id }) => id === "sign-in.scopes")?.found).toBe(
      "not granted: bookings:read, invoices:read, photos:read, vessels:read",
    );
  });

  it("says that registration was refused", async () => {
    world.authorization.controls.fault.registration = { status: 403, body: '{"error":"access_denied"}' };
    expect(findingsOf(await examine())).toEqual({ "sign-in.flow": "fail" });
  });

  it("blames nobody when nobody comes", async () => {
    const report = await doctor({ url: world.mcpUrl.href, signIn: { timeout: 50, open: () => {} } });
    expect(findingsOf(report)).toEqual({});
    expect(report.checks.find(({ id }) => id === "sign-in.flow")).toMatchObject({
      result: "skip",
      found: "nobody signed in before the time was over",
    });
  });

  it("works for a guest as well", async () => {
    expect(findingsOf(await examine({ user: ben }))).toEqual({});
  });
});

it("tells no token, code or verifier, in anything", async () => {
  const secrets: string[] = [];
  const report = await examine({ edit: (callback) => void secrets.push(callback.searchParams.get("code") ?? "") });
  const text = JSON.stringify(report.checks);
  expect(secrets).toHaveLength(1);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  expect(text).not.toMatch(/eyJ[A-Za-z0-9_-]{10,}/u);
});
