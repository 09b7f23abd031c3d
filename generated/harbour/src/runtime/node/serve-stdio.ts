import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/server";
import { endpointOf } from "../config.ts";
import { createChecked } from "../create-checked.ts";
import type { Handler } from "../create-runtime.ts";
import { ConfigError } from "../errors.ts";
import { textOf } from "../hosts/message-answers.ts";
import { createMessageBridge } from "../hosts/message-bridge.ts";
import { type MessageSender, requestOfMessage } from "../hosts/message-request.ts";
import { describeError } from "../log.ts";
import { optionsFromEnvironment } from "../options-from-environment.ts";
import { nodeEffects } from "./node-effects.ts";
import { logLevelFrom, type ProgramParts } from "./start-server.ts";

/** What the program for stdio is started with. */
export interface StdioParts extends ProgramParts {
  readonly transport: Transport;
}

/**
 * Serves one client over a transport, with the token of `MCP_TOKEN`. The token is judged before the first message, as the HTTP gate judges it.
 * @throws ConfigError that lists everything wrong with the environment, or says why the token is refused.
 */
export async function serveStdio(program: StdioParts): Promise<void> {
  const { environment, transport } = program;
  const problems: string[] = [];
  const token = tokenFrom(environment["MCP_TOKEN"], problems);
  const log = program.createLog(logLevelFrom(environment, problems));
  const options = optionsFromEnvironment(environment);
  if (options.tenants !== undefined || options.tenantPattern !== undefined) {
    problems.push(
      "TENANTS and TENANT_PATTERN are for HTTP: over stdio there is one user, and so one tenant. Leave them out.",
    );
  }
  // No name was asked for: nobody but the client that started this program reaches it.
  const handler = createChecked(
    () => program.createHandler({ ...options, allowedHosts: undefined, effects: { ...nodeEffects, log } }),
    problems,
  );
  const sender = { token, endpoint: endpointOf(new URL(options.publicUrl ?? "")) };
  await checkToken(handler, sender);
  const bridge = createMessageBridge({
    ...sender,
    handler,
    log,
    send: async (message) => await transport.send(message),
  });
  // oxlint-disable unicorn/prefer-add-event-listener -- the SDK's transports have no other way
  transport.onmessage = (message: JSONRPCMessage) => void bridge.receive(message);
  transport.onerror = (error) => log.debug("a message could not be read", { error: error.name });
  transport.onclose = () => {
    bridge.close();
    handler.close().catch((error: unknown) => log.error("closing failed", describeError(error)));
  };
  // oxlint-enable unicorn/prefer-add-event-listener
  await transport.start();
  log.info("serving stdio");
}

function tokenFrom(text: string | undefined, problems: string[]): string {
  const token = text?.trim() ?? "";
  // RFC 6750, 2.1: b64token
  if (/^[\w.~+/-]+=*$/.test(token)) return token;
  problems.push(
    token === ""
      ? "MCP_TOKEN is missing: the access token of the user whom this server works for."
      : "MCP_TOKEN must be an access token as it was issued: no spaces, no quotes, no Bearer in front.",
  );
  return "";
}

/** @throws ConfigError with the gate's own words when it does not let the token in */
async function checkToken(handler: Handler, sender: MessageSender): Promise<void> {
  const ping = { jsonrpc: "2.0", id: 0, method: "ping" } as const;
  const signal = new AbortController().signal;
  const response = await handler.fetch(requestOfMessage(ping, sender, { revision: undefined, signal }));
  const body: unknown = await response.json();
  if (response.ok) return;
  await handler.close();
  const what = response.status === 503 ? "MCP_TOKEN could not be checked" : "MCP_TOKEN is refused";
  throw new ConfigError([`${what}: ${textOf(body)}`]);
}
