import { Client, StreamableHTTPClientTransport, UnauthorizedError } from "@modelcontextprotocol/client";
import type { CallToolResult } from "@modelcontextprotocol/client";
import { ana } from "../authorization-server/users.ts";
import { addDays, dayOf } from "../harbour-api/calendar.ts";
import type { RecordedRequest } from "../harbour-api/harbour-app.ts";
import { encodePng, readPngSize } from "../harbour-api/png.ts";
import type { Demo } from "../start-demo.ts";
import { createOAuthSession } from "./oauth-session.ts";
import type { OAuthSession } from "./oauth-session.ts";
import { createRecordingFetch } from "./recording-fetch.ts";
import type { Exchange, RecordingFetch } from "./recording-fetch.ts";
import { check } from "./reporter.ts";
import type { Reporter } from "./reporter.ts";

/** The protocol revision that the walk speaks. */
export const protocolRevision = "2026-07-28";

interface Walk {
  readonly demo: Demo;
  readonly report: Reporter;
  readonly recording: RecordingFetch;
  readonly session: OAuthSession;
  readonly transport: () => StreamableHTTPClientTransport;
  readonly client: Client;
}

/**
 * Does what a client and its user do, with the SDK's own client: from the first refusal to an upload.
 *
 * @param requests what reached the API so far; read on the way
 * @throws the first failure, after it was reported
 */
export async function runOnce(demo: Demo, requests: readonly RecordedRequest[], report: Reporter): Promise<void> {
  const recording = createRecordingFetch();
  const session = createOAuthSession();
  const transport = (): StreamableHTTPClientTransport =>
    new StreamableHTTPClientTransport(new URL(demo.mcpUrl), { authProvider: session.provider, fetch: recording.fetch });
  const client = new Client(
    { name: "harbour-walk", version: "1.0.0" },
    { versionNegotiation: { mode: { pin: protocolRevision } } },
  );
  const walk: Walk = { demo, report, recording, session, transport, client };
  const first = transport();
  await meetRefusal(walk, first);
  await signInFirst(walk, first);
  const connected = transport();
  try {
    await list(walk, connected);
    await read(walk, requests);
    await stepUp(walk, connected);
    await look(walk);
    await upload(walk, connected);
  } finally {
    await client.close();
  }
}

/** One failed connect of the SDK: 401, both metadata documents, registration, and the page to open. */
async function meetRefusal(
  { demo, report, recording, session, client }: Walk,
  transport: StreamableHTTPClientTransport,
): Promise<void> {
  const refused = await client.connect(transport).then(
    () => false,
    (error: unknown) => {
      if (error instanceof UnauthorizedError) return true;
      throw error;
    },
  );
  check(refused, "the server let a client in without a token");
  const seen = (title: string, test: (exchange: Exchange) => boolean, detail: (exchange: Exchange) => string): void => {
    const exchange = recording.exchanges.find(test);
    check(exchange !== undefined, `the client never got to: ${title}`);
    report.done(title, detail(exchange), exchange.ms);
  };
  const issuer = new URL(demo.issuer).host;
  seen(
    "No token: refused",
    ({ status }) => status === 401,
    ({ challenge }) => `401, asks for ${scopesOf(challenge).length} scopes`,
  );
  seen("Metadata of the resource", isGet("oauth-protected-resource"), ({ url }) => url.pathname);
  seen(
    "Metadata of the sign-in server",
    (exchange) => isGet("oauth-authorization-server")(exchange) && exchange.url.host === issuer,
    ({ url }) => url.pathname,
  );
  seen(
    "The client registers itself",
    ({ method, url, status }) => method === "POST" && url.host === issuer && status === 201,
    () => "201",
  );
  const query = session.authorizationUrl().searchParams;
  check(query.get("code_challenge_method") === "S256", "the client sent no S256 challenge");
  check(query.get("resource") === demo.mcpUrl, "the client did not name the resource");
}

function isGet(wellKnown: string): (exchange: Exchange) => boolean {
  return ({ method, url, status }) =>
    method === "GET" && status === 200 && url.pathname.startsWith(`/.well-known/${wellKnown}`);
}

function scopesOf(challenge: string | null): string[] {
  return (/scope="([^"]*)"/.exec(challenge ?? "")?.[1] ?? "").split(" ").filter(Boolean);
}

async function signInFirst({ report, session }: Walk, transport: StreamableHTTPClientTransport): Promise<void> {
  let callback = new URLSearchParams();
  await report.step("Ana signs in and allows it", async () => {
    callback = await session.signIn(ana);
    return `PKCE S256, resource; ${session.pages.map(({ step }) => step).join(", ")}`;
  });
  await report.step("Code becomes a token", async () => {
    await transport.finishAuth(callback);
    const { scope = "", expires_in } = session.tokens() ?? {};
    check(!scope.includes(":write") && !scope.includes("admin"), `the first token may do more than read: ${scope}`);
    return `read only, ${expires_in} s`;
  });
}

async function list({ report, client }: Walk, transport: StreamableHTTPClientTransport): Promise<void> {
  await report.step("Tools are listed", async () => {
    await client.connect(transport);
    const { tools } = await client.listTools();
    check(
      tools.some(({ name }) => name === "create_booking"),
      "create_booking is not among the tools",
    );
    return `${tools.length} tools, protocol ${client.getNegotiatedProtocolVersion() ?? "unknown"}`;
  });
}

async function read({ report, client, session }: Walk, requests: readonly RecordedRequest[]): Promise<void> {
  await report.step("A read: list_berths", async () => {
    const filter = { minLength: 11, covered: false };
    const result = await call(client, "list_berths", {
      dock: ["pontoon-b", "pontoon-c"],
      status: "free",
      filter,
      limit: 3,
    });
    const { total } = result.structuredContent as { total: number };
    check(total > 0, "no berth is free");
    return `${total} free berths`;
  });
  await report.step("The API saw Ana's own token", async () => {
    const token = session.tokens()?.access_token;
    check(requests.at(-1)?.headers["authorization"] === `Bearer ${token}`, "the API got another token");
    return `GET ${requests.at(-1)?.path.split("?")[0] ?? ""}`;
  });
}

/** A write with a token that may only read: 403, sign in again, and the same call once more. */
async function stepUp(walk: Walk, transport: StreamableHTTPClientTransport): Promise<void> {
  const from = addDays(dayOf(new Date()), 60);
  const booking = { berthId: "B-03", vesselId: "ves_0001", from, to: addDays(from, 3), guests: 2 };
  await widen(walk, transport, { name: "create_booking", arguments: booking }, "bookings:write");
  await walk.report.step("A write: create_booking", async () => {
    const result = await call(walk.client, "create_booking", booking);
    const { id, status } = result.structuredContent as { id: string; status: string };
    return `${id}, ${status}`;
  });
}

interface ToolCall {
  readonly name: string;
  readonly arguments: Record<string, unknown>;
}

async function widen(
  walk: Walk,
  transport: StreamableHTTPClientTransport,
  toolCall: ToolCall,
  scope: string,
): Promise<void> {
  const { report, client, recording, session } = walk;
  await report.step(`${toolCall.name}: more is needed`, async () => {
    const before = recording.exchanges.length;
    const refused = await client.callTool(toolCall).then(
      () => false,
      (error: unknown) => error instanceof UnauthorizedError,
    );
    const challenge = recording.exchanges.slice(before).find(({ status }) => status === 403)?.challenge ?? null;
    check(refused && challenge !== null, "the server let the call through, or did not answer 403");
    check(scopesOf(challenge).includes(scope), `the challenge does not name ${scope}: ${challenge}`);
    return `403, asks for ${scope}`;
  });
  await report.step("Ana allows that too", async () => {
    await transport.finishAuth(await session.signIn(ana));
    check(session.tokens()?.scope?.split(" ").includes(scope) === true, `the new token lacks ${scope}`);
    return "step-up";
  });
}

async function look({ report, client }: Walk): Promise<void> {
  await report.step("A picture: get_harbour_map", async () => {
    const result = await call(client, "get_harbour_map", { highlight: ["B-03"] });
    const image = imageOf(result);
    const size = readPngSize(image);
    check(size !== undefined, "the picture is no PNG");
    return `PNG ${size.width} x ${size.height}, ${image.byteLength} bytes`;
  });
}

async function upload(walk: Walk, transport: StreamableHTTPClientTransport): Promise<void> {
  const { report, client } = walk;
  const picture = encodePng({ width: 24, height: 16 }, (x, y) => [x * 10, y * 15, 160]);
  const photo = {
    file: { content: Buffer.from(picture).toString("base64"), encoding: "base64", filename: "berth.png" },
    metadata: { subject: { type: "berth", id: "B-03" }, caption: "From the walk" },
    tags: ["walk"],
  };
  await widen(walk, transport, { name: "upload_photo", arguments: { body: photo } }, "photos:write");
  await report.step("An upload: upload_photo", async () => {
    const { id } = (await call(client, "upload_photo", { body: photo })).structuredContent as { id: string };
    const kept = imageOf(await call(client, "get_photo_image", { photoId: id }));
    check(Buffer.from(picture).equals(kept), "the picture came back with other bytes");
    return `${id}, the same ${kept.byteLength} bytes came back`;
  });
}

async function call(client: Client, name: string, args: Record<string, unknown>): Promise<CallToolResult> {
  const result = await client.callTool({ name, arguments: args });
  check(result.isError !== true, `${name} failed: ${JSON.stringify(result.content).slice(0, 300)}`);
  return result;
}

function imageOf(result: CallToolResult): Buffer {
  const image = result.content.find((block) => block.type === "image");
  check(image !== undefined, "the result has no picture");
  return Buffer.from(image.data, "base64");
}
