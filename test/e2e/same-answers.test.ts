/** The same arguments get the same answers on Node and on workerd, and become the same requests: byte for byte. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tools } from "../../generated/harbour/src/tools/index.ts";
import { freePort } from "../support/free-port.ts";
import { type TokenIssuer, tokenIssuer } from "../support/token-issuer.ts";
import { oddArguments } from "./support/hosts/odd-arguments.ts";
import { type RunningHost, testedHosts } from "./support/hosts/tested-host.ts";
import { type Era, eras, rawHeaders, rawRequest } from "./support/raw-message.ts";

/** A server on one host. */
interface Subject extends RunningHost {
  readonly url: string;
  readonly token: string;
}

let issuer: TokenIssuer;
let api: Server;
let subjects: readonly Subject[];

beforeAll(async () => {
  issuer = await tokenIssuer();
  // Answers with what it was asked: so answers are the same only if requests are.
  api = createServer((request, response) => {
    void buffer(request).then((body) => {
      const { method, url, headers } = request;
      const type = headers["content-type"];
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ method, url, type, accept: headers.accept, body: body.toString("latin1") }));
    });
  });
  api.listen(0, "127.0.0.1");
  await once(api, "listening");
  const { port: apiPort } = api.address() as AddressInfo;
  subjects = await Promise.all(
    testedHosts.map(async (host) => {
      const port = await freePort();
      const publicUrl = `http://127.0.0.1:${port}`;
      const running = await host.start({
        HOST: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: publicUrl,
        OAUTH_ISSUER: issuer.url,
        API_BASE_URL: `http://127.0.0.1:${apiPort}`,
        LAME_DUCK_MS: "0",
        // One caller asks everything within seconds.
        RATE_LIMIT_CALLS_PER_CALLER: "100000",
        RATE_LIMIT_CALLS: "100000",
      });
      const url = `${publicUrl}/mcp`;
      const scope = [...new Set(tools.flatMap(({ scopes }) => scopes.flat()))].join(" ");
      return { ...running, url, token: await issuer.mint({ aud: url, scope }) };
    }),
  );
}, 40_000);
afterAll(async () => {
  await Promise.all(subjects.map((subject) => subject.stop()));
  await issuer.close();
  api.closeAllConnections();
  api.close();
});

/** Status, type and body of the answer to one message. */
async function answer({ url, token }: Subject, era: Era, method: string, params: object): Promise<string> {
  const message = rawRequest(era, 1, method, params);
  const headers = rawHeaders(era, message, token);
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(message) });
  const text = `${response.status} ${response.headers.get("content-type")} ${await response.text()}`;
  // Boundaries of forms are drawn by chance.
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "<uuid>");
}

test.each(eras)("the list of tools, what the server says of itself, what it does not know (%s)", async (era) => {
  for (const [method, params] of [
    ["tools/list", {}],
    [era === "2025-11-25" ? "ping" : "server/discover", {}],
    ["no/such/method", {}],
    ["tools/call", { name: "no_such_tool", arguments: {} }],
    ["tools/call", { arguments: {} }],
    ["resources/read", { uri: "slipway:none" }],
  ] as const) {
    const [node, workerd] = await Promise.all(subjects.map(async (subject) => answer(subject, era, method, params)));
    expect([method, workerd]).toEqual([method, node]);
  }
});

test(`${oddArguments.length} calls with arguments that are good, odd or wrong, of every tool`, async () => {
  const answersOf = async (subject: Subject): Promise<readonly string[]> => {
    const answers: string[] = [];
    for (let first = 0; first < oddArguments.length; first += eras.length * 4) {
      const some = oddArguments.slice(first, first + eras.length * 4).map(async ([about, name, args], index) => {
        const era = eras[index % eras.length] ?? "2025-11-25";
        return `${name}: ${about}: ${await answer(subject, era, "tools/call", { name, arguments: args })}`;
      });
      answers.push(...(await Promise.all(some)));
    }
    return answers;
  };
  const [node = [], workerd = []] = await Promise.all(subjects.map(answersOf));
  const different = node.flatMap((text, index) => (text === workerd[index] ? [] : [[text, workerd[index]]]));
  expect(different).toEqual([]);
  const refused = node.filter((text) => text.includes('"invalid_arguments"')).length;
  const served = node.filter((text) => text.includes(": 200 ") && !text.includes('"isError":true')).length;
  // Both kinds, or the comparison says nothing.
  expect([refused > 1_000, served > 100]).toEqual([true, true]);
}, 60_000);
