import { createServer, type Server } from "node:https";
import { createServer as createHttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { documentLimits } from "../../generator/1-spec/document-limits.ts";
import { createNetwork, fetchReference, type Network } from "../../generator/1-spec/fetch-reference.ts";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { createPublicAddressCheck } from "../../generator/1-spec/public-address.ts";
import { selfSignedCertificate } from "./self-signed-certificate.ts";
import { load, temporaryFiles } from "./temporary-files.ts";

const host = "schemas.example";

interface Remote {
  readonly port: number;
  readonly network: Network;
  /** Connections made, and host names resolved. */
  readonly connections: () => number;
  readonly resolved: readonly string[];
}

/** An https server on loopback, and a network in which every name is there. */
async function remote(listener: RequestListener, addresses: readonly string[] = ["127.0.0.1"]): Promise<Remote> {
  const { key, cert } = selfSignedCertificate(host);
  const server: Server = createServer({ key, cert }, listener);
  let connections = 0;
  server.on("connection", () => connections++);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const resolved: string[] = [];
  const network: Network = {
    resolve: async (hostname) => {
      resolved.push(hostname);
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
    isAllowed: (address) => address === "127.0.0.1",
    timeoutMs: 5_000,
    ca: cert,
  };
  return { port: (server.address() as AddressInfo).port, network, connections: () => connections, resolved };
}

async function reasonOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "nothing was thrown",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

describe("a reference to a listed host", () => {
  it("is fetched without credentials, from the address that was resolved and checked", async () => {
    const headers: object[] = [];
    const { port, network, resolved } = await remote((request, response) => {
      headers.push(request.headers);
      response.end("type: string\n");
    });
    const folder = temporaryFiles({
      "a.json": {
        openapi: "3.1.0",
        paths: {},
        components: { schemas: { A: { $ref: `https://${host}:${port}/s.yaml` } } },
      },
    });
    const { document } = await load(folder, "a.json", { refHosts: [`${host}:${port}`], network });
    expect(document.files.get(`https://${host}:${port}/s.yaml`)).toMatchObject({
      value: { type: "string" },
      format: "yaml",
    });
    expect(headers).toEqual([
      {
        accept: "application/yaml, application/json;q=0.9, */*;q=0.1",
        "accept-encoding": "identity",
        host: `${host}:${port}`,
        connection: "close",
      },
    ]);
    expect(resolved).toEqual([host]);
  });

  it("may lead to further files of listed hosts, and to no others", async () => {
    const { port, network, connections } = await remote((request, response) =>
      response.end(
        JSON.stringify({ next: { $ref: request.url === "/a.json" ? "b.json" : "https://other.example/c.json" } }),
      ),
    );
    const folder = temporaryFiles({
      "a.json": { openapi: "3.1.0", paths: {}, "x-a": { $ref: `https://${host}:${port}/a.json` } },
    });
    const { document } = await load(folder, "a.json", { refHosts: [`${host}:${port}`], network });
    expect([...document.files.values()].map(({ name }) => name.replace(String(port), "PORT"))).toEqual([
      `${folder}/a.json`,
      `https://${host}:PORT/a.json`,
      `https://${host}:PORT/b.json`,
    ]);
    expect([...document.refused]).toEqual([
      [
        "https://other.example/c.json",
        "it is on the host other.example, which is not listed; --ref-host other.example allows it",
      ],
    ]);
    expect(connections()).toBe(2);
  });

  it("may stand in a document at a URL; a reference to the document's own host is no exception", async () => {
    const { port, network } = await remote((_, response) => response.end("type: string\n"));
    const listed = `https://${host}:${port}/s.yaml`;
    const site = createHttpServer((_, response) =>
      response.end(JSON.stringify({ openapi: "3.1.0", paths: {}, "x-a": [{ $ref: listed }, { $ref: "own.json" }] })),
    );
    await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
    onTestFinished(() => void site.close());
    const base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const document = await loadDocument(`${base}/a.json`, { refHosts: [`${host}:${port}`], network });
    expect([...document.files.keys()]).toEqual([`${base}/a.json`, listed]);
    expect([...document.refused]).toEqual([
      [`${base}/own.json`, "references to other hosts are followed over https only"],
    ]);
  });

  it("costs only what needs it, when it fails", async () => {
    const { port, network } = await remote((_, response) => response.writeHead(404).end());
    const folder = temporaryFiles({
      "a.json": { openapi: "3.1.0", paths: {}, "x-a": { $ref: `https://${host}:${port}/a.json` } },
    });
    const { document } = await load(folder, "a.json", { refHosts: [`${host}:${port}`], network });
    expect([...document.refused.values()]).toEqual(["the server answered 404"]);
  });

  it("is listed as a host, not as an address or a pattern", async () => {
    const folder = temporaryFiles({ "a.json": { openapi: "3.1.0", paths: {} } });
    for (const wrong of ["https://a.example", "*.example", "a.example/x", "", "user@a.example"])
      expect(await reasonOf(load(folder, "a.json", { refHosts: [wrong] }))).toBe(
        `"${wrong}" is no host that references may name. Write a host alone, as in schemas.example.com or schemas.example.com:8443; each host is named on its own.`,
      );
  });
});

describe("refused before any connection", () => {
  it.each([
    [
      ["127.0.0.2"],
      "the host schemas.example is at 127.0.0.2, which is not on the public internet; download the file and refer to it there",
    ],
    [
      ["127.0.0.1", "10.0.0.1"],
      "the host schemas.example is at 10.0.0.1, which is not on the public internet; download the file and refer to it there",
    ],
    [
      ["::1"],
      "the host schemas.example is at ::1, which is not on the public internet; download the file and refer to it there",
    ],
    [[], "the host schemas.example has no address"],
  ])("a name at %j", async (addresses, reason) => {
    const { port, network, connections } = await remote((_, response) => response.end(), addresses);
    expect(await reasonOf(fetchReference(new URL(`https://${host}:${port}/`), network))).toBe(reason);
    expect(connections()).toBe(0);
  });

  it.each([
    ["http://schemas.example/", "references to other hosts are followed over https only"],
    ["https://user:secret@schemas.example/", "a reference must not hold credentials"],
    [
      "https://127.0.0.1/",
      "the host 127.0.0.1 is at 127.0.0.1, which is not on the public internet; download the file and refer to it there",
    ],
    [
      "https://0x7f.1/",
      "the host 127.0.0.1 is at 127.0.0.1, which is not on the public internet; download the file and refer to it there",
    ],
    [
      "https://[::ffff:127.0.0.1]/",
      "the host ::ffff:7f00:1 is at ::ffff:7f00:1, which is not on the public internet; download the file and refer to it there",
    ],
    [
      "https://[::1]/",
      "the host ::1 is at ::1, which is not on the public internet; download the file and refer to it there",
    ],
  ])("%s", async (url, reason) => {
    const network: Network = { ...createNetwork(), resolve: () => Promise.reject(new Error("no name is looked up")) };
    expect(await reasonOf(fetchReference(new URL(url), network))).toBe(reason);
  });
});

describe("answers", () => {
  it.each<readonly [name: string, listener: RequestListener, reason: string]>([
    [
      "a redirect",
      (_, response) => response.writeHead(302, { location: "https://127.0.0.1/secret" }).end(),
      "the server answered 302, and redirects are not followed; write the address it leads to",
    ],
    ["an error", (_, response) => response.writeHead(500).end(), "the server answered 500"],
    [
      "compressed bytes, which could be a bomb",
      (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end("x"),
      "the server compressed its answer (gzip), unasked",
    ],
    [
      "more bytes than a file may have",
      (_, response) => {
        const chunk = Buffer.alloc(1_048_576);
        const more = (): void => {
          while (response.write(chunk) && !response.destroyed);
          response.once("drain", more);
        };
        more();
      },
      `it has more than ${documentLimits.bytes} bytes`,
    ],
  ])("%s", async (_name, listener, reason) => {
    const { port, network } = await remote(listener);
    expect(await reasonOf(fetchReference(new URL(`https://${host}:${port}/a`), network))).toBe(reason);
  });

  it("a certificate of nobody known", async () => {
    const { port, network } = await remote((_, response) => response.end());
    const { ca: _, ...strict } = network;
    const reason = await reasonOf(fetchReference(new URL(`https://${host}:${port}/a`), strict));
    expect(reason.split(";")[0]).toBe("self-signed certificate");
  });

  it("none within the time", async () => {
    const { port, network } = await remote(() => {});
    expect(createNetwork().timeoutMs).toBe(10_000);
    expect(await reasonOf(fetchReference(new URL(`https://${host}:${port}/a`), { ...network, timeoutMs: 100 }))).toBe(
      "the server took longer than 0.1 s",
    );
  });
});

it("knows what is not on the public internet", () => {
  const isPublic = createPublicAddressCheck();
  const inside = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:8.8.8.8",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2001:db8::1",
    "2002:a00:1::",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "localhost",
    "",
  ];
  const outside = ["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700:4700::1111", "2a00:1450:4001::1"];
  expect(inside.filter(isPublic)).toEqual([]);
  expect(outside.filter((address) => !isPublic(address))).toEqual([]);
});
