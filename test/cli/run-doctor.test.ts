import { describe, expect, it } from "vitest";
import { type ExitCode, run } from "../../generator/cli/run.ts";
import type { DoctorOptions } from "../../generator/doctor/doctor-options.ts";
import type { CheckResult, DoctorReport } from "../../generator/doctor/doctor-report.ts";
import { GeneratorError } from "../../generator/errors.ts";
import { fakeIo, type FakeIoOptions } from "./fake-io.ts";
import { fakeWork } from "./fake-work.ts";

const rule = { document: "RFC 9728", section: "3.3", sentence: "The resource value returned MUST be identical." };

function check(id: string, result: CheckResult["result"], found: string): CheckResult {
  const text = { why: "Clients stop.", mend: "Name it exactly.", clients: "all clients" };
  return { id, title: `Title of ${id}`, result, found, rule, ...text };
}

const checks: readonly CheckResult[] = [
  check("tls.https", "pass", "every address is https"),
  check("challenge.scope", "warn", "the challenge has no scope"),
  check("metadata.resource", "fail", "resource is \u001b[31mhttps://evil.example\u202e"),
  check("sign-in.flow", "skip", "needs --sign-in"),
  check("sign-in.iss", "skip", "needs --sign-in"),
];

const broken: DoctorReport = {
  url: "https://mcp.example.com/mcp",
  authorizationServers: ["https://login.example.com"],
  token: "none",
  checks,
  counts: { pass: 1, warn: 1, fail: 1, skip: 2 },
  requests: 11,
};
const healthy: DoctorReport = { ...broken, checks: checks.slice(0, 2), counts: { pass: 1, warn: 1, fail: 0, skip: 0 } };

interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
  readonly options: DoctorOptions | undefined;
}

async function slipway(
  argv: readonly string[],
  answer: DoctorReport | Error = healthy,
  ioOptions: FakeIoOptions = {},
): Promise<Said> {
  const io = fakeIo(ioOptions);
  let options: DoctorOptions | undefined;
  const code = await run(
    ["doctor", ...argv],
    io,
    fakeWork({
      doctor: async (given) => {
        options = given;
        given.onProgress?.("knocking without a token");
        if (answer instanceof Error) throw answer;
        return answer;
      },
    }),
  );
  return { code, ...io.said, options };
}

const url = "https://mcp.example.com/mcp";

describe("slipway doctor", () => {
  it("prints each check in a line, then what is to mend, and ends with 1 when a check failed", async () => {
    const { code, out, err } = await slipway([url], broken, { columns: 80 });
    expect({ code, err }).toEqual({ code: 1, err: "knocking without a token\n" });
    expect(out).toBe(`https://mcp.example.com/mcp
  sign-in at  https://login.example.com
  token       none: what is behind the gate was not looked at (--token,
              --sign-in)

  pass  tls.https          Title of tls.https  every address is https
  warn  challenge.scope    the challenge has no scope
  fail  metadata.resource  resource is https://evil.example

  skip  needs --sign-in:
          sign-in.flow, sign-in.iss

  fail  Title of metadata.resource (metadata.resource)
        found resource is https://evil.example
        why   Clients stop.
        mend  Name it exactly.
        for   all clients
        rule  RFC 9728, 3.3: "The resource value returned MUST be identical."

  warn  Title of challenge.scope (challenge.scope)
        found the challenge has no scope
        why   Clients stop.
        mend  Name it exactly.
        for   all clients
        rule  RFC 9728, 3.3: "The resource value returned MUST be identical."

5 checks: 1 fail, 1 warn, 1 pass, 2 skip. 11 requests made.
`);
  });

  it.each([60, 80, 120])("keeps within %d columns", async (columns) => {
    const { out } = await slipway([url], broken, { columns });
    expect(out.split("\n").filter((line) => line.length > columns)).toEqual([]);
  });

  it("ends with 0 when there are warnings only", async () => {
    expect((await slipway([url], healthy)).code).toBe(0);
  });

  it("prints JSON, and nothing else", async () => {
    const { code, out, err } = await slipway([url, "--json"], broken);
    expect({ code, err, report: JSON.parse(out) as unknown }).toEqual({ code: 1, err: "", report: broken });
    expect(out).not.toContain("\u202e");
  });

  it("ends with 2 when nobody answers", async () => {
    const { code, err } = await slipway([url], new GeneratorError("server-unreachable", "It cannot be reached."));
    expect({ code, err }).toEqual({ code: 2, err: "knocking without a token\nerror: It cannot be reached.\n" });
  });

  it("passes its flags on", async () => {
    const { options } = await slipway(
      [url, "--token", "abc", "--origin", "https://a.example", "--timeout", "3"].concat([
        "--call",
        "get_berth",
        "--arguments",
        '{"berthId":"A1"}',
        "--call-read",
        "--token-in-query",
      ]),
    );
    const { onProgress: _, ...given } = options ?? { url: "" };
    expect(given).toEqual({
      url,
      token: "abc",
      origin: "https://a.example",
      timeout: 3000,
      call: "get_berth",
      callArguments: { berthId: "A1" },
      callRead: true,
      tokenInQuery: true,
    });
  });

  it("takes the token from the environment, but not for a sign-in", async () => {
    const env = { SLIPWAY_TOKEN: "from-the-environment" };
    expect((await slipway([url], healthy, { env })).options?.token).toBe("from-the-environment");
    expect((await slipway([url, "--token", "abc"], healthy, { env })).options?.token).toBe("abc");
    const { options } = await slipway([url, "--sign-in", "--client-id", "doctor", "--port", "8123"], healthy, { env });
    expect(options).toMatchObject({ url, signIn: { clientId: "doctor", port: 8123 } });
    expect(options).not.toHaveProperty("token");
  });

  it("shows the page to sign in on, also with --json", async () => {
    const io = fakeIo();
    await run(
      ["doctor", url, "--sign-in", "--json"],
      io,
      fakeWork({
        doctor: async ({ signIn }) => {
          await signIn?.open("https://login.example.com/authorize?state=a\u001b[2J");
          return healthy;
        },
      }),
    );
    expect(io.said.err).toBe(
      "Open this page to sign in (doctor waits for five minutes):\n\n  https://login.example.com/authorize?state=a\n\n",
    );
  });

  it.each([
    [["--arguments", "{}"], "--arguments belongs to --call."],
    [["--call", "a", "--arguments", "{"], "--arguments is not JSON."],
    [["--call", "a", "--arguments", "[]"], '--arguments must be a JSON object, as in {"id": "a"}.'],
    [["--port", "80"], "--client-id and --port belong to --sign-in."],
    [["--sign-in", "--port", "70000"], '--port must be a whole number from 1 to 65535, not "70000".'],
    [["--timeout", "1e3"], '--timeout must be a whole number from 1 to 120, not "1e3".'],
  ])("refuses %o", async (flags, message) => {
    const { code, err } = await slipway([url, ...flags]);
    expect({ code, err }).toEqual({ code: 2, err: `error: ${message}\n` });
  });

  it("wants a URL", async () => {
    expect((await slipway([])).code).toBe(2);
  });
});
