import { type Answer, withHeaders } from "./answer.ts";
import type { Home } from "./choose-home.ts";
import { documentResponse, notFoundResponse } from "./pages.ts";
import { RuntimeError } from "./errors.ts";
import { corsHeaders } from "./guards/cors.ts";
import { checkHost } from "./guards/host-guard.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { type Health, livenessResponse, readinessResponse } from "./health.ts";
import type { LegacySse } from "./legacy-sse.ts";
import { describeError, type Log } from "./log.ts";
import type { Observer } from "./telemetry/observer.ts";
import { createRequestRecord, type RequestRecord } from "./request-record.ts";
import { refusalResponse } from "./responses.ts";
import type { ResourceDirectory } from "./resource-directory.ts";
import type { Destination } from "./route.ts";
import { serveMcp } from "./serve-mcp.ts";
import type { ServerConfig } from "./server-config.ts";

/** Everything that requests are answered with. */
export interface RequestParts {
  readonly directory: ResourceDirectory;
  readonly config: Pick<ServerConfig, "allowedHosts" | "allowedOrigins">;
  readonly health: Health;
  /** Where the MCP endpoint is, for people. */
  readonly endpointUrl: string;
  readonly home: Home;
  /** Absent: not offered, and no path leads to it. */
  readonly legacySse?: LegacySse | undefined;
  readonly log: Log;
  readonly observer?: Observer | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Answers any request. Never rejects: what is thrown on the way becomes an answer here. One log line each. */
export async function handleRequest(request: IncomingRequest, parts: RequestParts): Promise<Answer> {
  const started = parts.now();
  const record = createRequestRecord();
  const destination = parts.directory.routeOf(request.target.pathname);
  const { route, tenant } = destination;
  const answered = await answerOrRefuse(request, { destination, parts, record });
  const isProbe = route === "healthz" || route === "readyz";
  const ended = {
    requestId: record.requestId,
    method: knownMethod(request.method),
    route,
    status: answered.status,
    durationMs: Math.round(parts.now() - started),
    outcome: record.outcome,
    ...(tenant !== undefined && { tenant }),
    ...(record.calls > 0 && { calls: record.calls }),
    ...(record.tool !== undefined && { tool: record.tool }),
  };
  parts.log[isProbe ? "debug" : "info"]("request", ended);
  parts.observer?.requestEnded?.(ended, record);
  const cors =
    route === "mcp" || route === "sse" || route === "sse_messages"
      ? corsHeaders(request, parts.config.allowedOrigins)
      : undefined;
  return withHeaders(answered, { ...cors, "x-content-type-options": "nosniff" });
}

/** Where a request is going. */
interface Journey {
  readonly destination: Destination;
  readonly parts: RequestParts;
  readonly record: RequestRecord;
}

async function answerOrRefuse(request: IncomingRequest, journey: Journey): Promise<Answer> {
  const { parts, record } = journey;
  try {
    return await answer(request, journey);
  } catch (error) {
    record.outcome = error instanceof RuntimeError ? error.code : "internal";
    const response = refusalResponse(error, record);
    if (response.status === 500) {
      parts.log.error("a request failed in the server itself", {
        requestId: record.requestId,
        ...describeError(error),
        ...(error instanceof RuntimeError && { reason: error.message }),
      });
    }
    return response;
  }
}

async function answer(request: IncomingRequest, { destination, parts, record }: Journey): Promise<Answer> {
  const { route } = destination;
  const { directory } = parts;
  if (route === "healthz") return livenessResponse(parts.health);
  if (route === "readyz") return readinessResponse(parts.health);
  checkHost(request, parts.config.allowedHosts);
  switch (route) {
    case "mcp":
      return serveMcp(request, directory.resourceOf(destination).endpoint, record);
    case "sse":
      return (
        (await parts.legacySse?.open(request, directory.resourceOf(destination).endpoint)) ??
        notFoundResponse(parts.endpointUrl)
      );
    case "sse_messages": {
      const { endpoint } = directory.resourceOf(destination);
      return (await parts.legacySse?.receive(request, endpoint, record)) ?? notFoundResponse(parts.endpointUrl);
    }
    case "resource_metadata":
      return documentResponse(request, directory.resourceOf(destination).metadata, { anyOrigin: true });
    case "authorization_server_metadata": {
      const json = await directory.resourceOf(destination).authorizationServerMetadata();
      return documentResponse(request, json, { anyOrigin: true });
    }
    case "home":
      return await parts.home(request);
    case "unknown":
      return notFoundResponse(parts.endpointUrl);
  }
}

/** A method is the client's text: only the usual ones are logged as they are. */
function knownMethod(method: string): string {
  return ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"].includes(method) ? method : "OTHER";
}
