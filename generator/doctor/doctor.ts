import { allChecks } from "./all-checks.ts";
import type { DoctorOptions } from "./doctor-options.ts";
import type { CheckOutcome, CheckResult, DoctorReport } from "./doctor-report.ts";
import { createRedaction } from "./redact.ts";
import { walk } from "./walk.ts";

/**
 * Walks an MCP server and its authorization server as a client would, and judges what it sees. Reads only addresses that
 * follow from the one it is given.
 *
 * @throws GeneratorError `bad-usage` for options that make no sense, `server-unreachable` when nobody answers
 */
export async function doctor(options: DoctorOptions): Promise<DoctorReport> {
  const { evidence, token, signedIn, requests } = await walk(options);
  const redact = createRedaction([...(token === undefined ? [] : [token]), ...(signedIn?.secrets ?? [])]);
  const checks = allChecks.map(({ judge, id, title, rule, why, mend, clients }): CheckResult => {
    const { result, found } = judge(evidence);
    return { id, title, result, found: shorten(redact(found)), why, mend, clients, rule };
  });
  const count = (result: CheckOutcome): number => checks.filter((check) => check.result === result).length;
  return {
    url: evidence.endpoint.href,
    authorizationServers: evidence.servers.map(({ issuer }) => shorten(redact(issuer))),
    token: token === undefined ? "none" : signedIn === undefined ? "given" : "sign-in",
    checks,
    counts: { pass: count("pass"), warn: count("warn"), fail: count("fail"), skip: count("skip") },
    requests,
  };
}

/** Servers may say any amount of text. */
function shorten(text: string): string {
  return text.length > 1000 ? `${text.slice(0, 1000).toWellFormed()}…` : text;
}
