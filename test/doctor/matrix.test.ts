import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allChecks } from "../../generator/doctor/all-checks.ts";
import { doctor } from "../../generator/doctor/doctor.ts";
import type { DoctorOptions } from "../../generator/doctor/doctor-options.ts";
import type { DoctorReport } from "../../generator/doctor/doctor-report.ts";
import { type BrokenServer, brokenServers, oddButRight } from "./broken-servers.ts";
import { allowedOrigin, type DoctorWorld, startDoctorWorld } from "./doctor-world.ts";

let world: DoctorWorld;
beforeAll(async () => {
  world = await startDoctorWorld();
  // The server has its keys before the authorization server becomes faulty.
  await examine(world, { name: "correct", fires: {} });
});
afterAll(async () => await world.close());

async function examine({ mcp, as, asNormal, url, token }: DoctorWorld, broken: BrokenServer): Promise<DoctorReport> {
  const good = await token(broken.claims);
  const context = { world, token: good };
  const asFault = await broken.as?.(context);
  mcp.fault = broken.mcp?.(context) ?? {};
  as.fault = {
    answer: (answer, request) => {
      asNormal.answer?.(answer, request);
      asFault?.answer?.(answer, request);
    },
  };
  const options: DoctorOptions = { url, token: good, origin: allowedOrigin, callRead: true, ...broken.options };
  try {
    return await doctor(options);
  } finally {
    mcp.fault = {};
    as.fault = asNormal;
  }
}

function findingsOf({ checks }: DoctorReport): Record<string, string> {
  const found = checks.filter(({ result }) => result === "fail" || result === "warn");
  return Object.fromEntries(found.map(({ id, result }) => [id, result]));
}

/** What cannot be seen over plain http, or without a sign-in. */
const elsewhere = [
  "tls.certificate",
  "tls.expiry",
  "tls.redirect",
  "sign-in.flow",
  "sign-in.iss",
  "sign-in.state",
  "sign-in.scopes",
  "sign-in.token-type",
];

describe("a correct server", () => {
  it("has no finding, and everything was looked at", async () => {
    const report = await examine(world, { name: "correct", fires: {} });
    expect(findingsOf(report)).toEqual({});
    expect(report.checks.filter(({ result }) => result === "skip").map(({ id }) => id)).toEqual(elsewhere);
    expect(report.counts).toEqual({
      pass: allChecks.length - elsewhere.length,
      warn: 0,
      fail: 0,
      skip: elsewhere.length,
    });
    expect(report.requests).toBe(31);
  });

  it("has none without a token either", async () => {
    const report = await doctor({ url: world.url });
    expect(findingsOf(report)).toEqual({});
    expect({ token: report.token, requests: report.requests }).toEqual({ token: "none", requests: 11 });
  });
});

describe("a broken server has the findings of its fault and no others", () => {
  it.each(brokenServers.map((broken) => [broken.name, broken] as const))("%s", async (_, broken) => {
    expect(findingsOf(await examine(world, broken))).toEqual(broken.fires);
  });
});

describe("a server that does things in another way has no finding", () => {
  it.each(oddButRight.map((odd) => [odd.name, odd] as const))("%s", async (_, odd) => {
    expect(findingsOf(await examine(world, odd))).toEqual({});
  });
});

describe("a sign-in does not begin", () => {
  it.each([
    ["the resource is another host's", "a client must not ask for a token for another resource"],
    ["the issuer has a slash too many", "a client must not use metadata of another issuer"],
    ["PKCE is not announced", "a client must refuse an authorization server without PKCE S256"],
    ["the token endpoint is not https", "the endpoints of the authorization server cannot be used"],
    ["no registration of any kind", "clients cannot register there: name one with --client-id"],
    ["the authorization server cannot be discovered", "no authorization server can be used"],
  ])("when %s", async (name, reason) => {
    const broken = brokenServers.find((candidate) => candidate.name === name);
    const { fires, ...fault } = broken ?? { name, fires: {} };
    const opened: string[] = [];
    const signIn = { open: (url: string) => void opened.push(url), timeout: 50 };
    const before = { ...world.authorization.controls.hits };
    const { checks, ...report } = await examine(world, {
      ...fault,
      fires,
      options: { token: undefined, signIn } as never,
    });
    expect(findingsOf({ ...report, checks })).toEqual(fires);
    expect(checks.find(({ id }) => id === "sign-in.flow")).toMatchObject({ result: "skip", found: reason });
    expect(opened).toEqual([]);
    expect(world.authorization.controls.hits.registration).toBe(before.registration);
  });
});

it("tells no token that the server echoes", async () => {
  let sent = "";
  const echo: BrokenServer = {
    name: "echo",
    fires: {},
    claims: { exp: 1_700_000_000 },
    mcp: ({ token }) => ({
      answer: (answer) => {
        sent = token;
        const echoed = `Bearer error="invalid_token", error_description="${token} ${token.split(".")[1] ?? ""}"`;
        if (answer.status === 401) answer.headers["www-authenticate"] = echoed;
      },
    }),
  };
  const text = JSON.stringify(await examine(world, echo));
  expect(sent).not.toBe("");
  expect(sent.split(".").filter((part) => text.includes(part))).toEqual([]);
  expect(text).toContain("which says: [hidden] [hidden]");
});

it("every check fires for one of the broken servers", () => {
  const fired = new Set(brokenServers.flatMap(({ fires }) => Object.keys(fires)));
  expect(allChecks.map(({ id }) => id).filter((id) => !fired.has(id))).toEqual(elsewhere);
});
