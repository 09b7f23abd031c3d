import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { request } from "node:https";
import type { IncomingMessage } from "node:http";
import { isIP, type LookupFunction } from "node:net";
import { callbackify } from "node:util";
import { documentLimits } from "./document-limits.ts";
import { createPublicAddressCheck } from "./public-address.ts";

/** What fetching a reference needs of the network. Tests give their own. */
export interface Network {
  /** Addresses of a host name. */
  resolve(hostname: string): Promise<readonly { readonly address: string; readonly family: number }[]>;
  /** Whether an address may be connected to. */
  isAllowed(address: string): boolean;
  /** For everything, from the name to the last byte. */
  readonly timeoutMs: number;
  /** Certificates trusted besides the system's, PEM. */
  readonly ca?: string;
}

/** The system's resolver, and the public internet only. */
export function createNetwork(): Network {
  return {
    resolve: (hostname) => lookup(hostname, { all: true, verbatim: true }),
    isAllowed: createPublicAddressCheck(),
    timeoutMs: documentLimits.referenceTimeoutMs,
  };
}

/**
 * Fetches a file that a reference names, over https: without credentials, redirects, proxies or kept connections, within
 * time and size. The name is resolved once, every address is checked before any connection, and only those are connected to.
 * @throws Error with the reason
 */
export async function fetchReference(url: URL, network: Network): Promise<Uint8Array> {
  if (url.protocol !== "https:") throw new Error("references to other hosts are followed over https only");
  if (url.username !== "" || url.password !== "") throw new Error("a reference must not hold credentials");
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  // No name is looked up for an address, so it is checked here.
  if (isIP(hostname) !== 0) assertAllowed(hostname, [hostname], network);
  const response = await open(url, network);
  try {
    assertUsable(response);
    return await readBounded(response, network);
  } finally {
    response.destroy();
  }
}

function open(url: URL, network: Network): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        // An agent of its own: nothing of the process, such as a proxy or an open connection, is used.
        agent: false,
        lookup: guardedLookup(network),
        headers: { accept: "application/yaml, application/json;q=0.9, */*;q=0.1", "accept-encoding": "identity" },
        signal: AbortSignal.timeout(network.timeoutMs),
        ...(network.ca === undefined ? {} : { ca: network.ca }),
      },
      resolve,
    );
    sent.on("error", (error) => reject(withReason(error, network)));
    sent.end();
  });
}

/** Node connects to what this gives and to nothing else. */
function guardedLookup(network: Network): LookupFunction {
  const allowed = async (hostname: string): Promise<LookupAddress[]> => {
    const found = [...(await network.resolve(hostname))];
    const addresses = found.map(({ address }) => address);
    assertAllowed(hostname, addresses, network);
    return found;
  };
  const lookUp = callbackify(allowed);
  return (hostname, options, callback) =>
    lookUp(hostname, (error, found) => {
      const [first] = found ?? [];
      if (error !== null) callback(error, [], 0);
      else if (options.all === true) callback(null, found);
      else callback(null, first?.address ?? "", first?.family ?? 4);
    });
}

function assertAllowed(hostname: string, addresses: readonly string[], network: Network): void {
  if (addresses.length === 0) throw new Error(`the host ${hostname} has no address`);
  const forbidden = addresses.find((address) => !network.isAllowed(address));
  if (forbidden === undefined) return;
  throw new Error(
    `the host ${hostname} is at ${forbidden}, which is not on the public internet; download the file and refer to it there`,
  );
}

function assertUsable({ statusCode = 0, headers }: IncomingMessage): void {
  if (statusCode >= 300 && statusCode < 400)
    throw new Error(`the server answered ${statusCode}, and redirects are not followed; write the address it leads to`);
  if (statusCode !== 200) throw new Error(`the server answered ${statusCode}`);
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw new Error(`the server compressed its answer (${encoding}), unasked`);
}

async function readBounded(response: IncomingMessage, network: Network): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > documentLimits.bytes) throw new Error(`it has more than ${documentLimits.bytes} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw withReason(error, network);
  }
  return Buffer.concat(chunks);
}

function withReason(error: unknown, { timeoutMs }: Network): Error {
  if (error instanceof Error && error.name === "AbortError")
    return new Error(`the server took longer than ${timeoutMs / 1000} s`, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
