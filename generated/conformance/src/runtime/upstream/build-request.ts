import { originSetting } from "../config-network.ts";
import type { ServerConfig } from "../server-config.ts";
import type { OperationDefinition } from "../surface-types.ts";
import { buildBody, type BodyOptions } from "./build-body.ts";
import { buildHeaders } from "./build-headers.ts";
import { buildUrl } from "./build-path.ts";
import { serializeQueryParameter } from "./serialize-parameter.ts";
import { refuseArgument, UpstreamError } from "./upstream-error.ts";
import { serializeWholeQuery } from "./whole-query.ts";

/** A request to the API, without the caller's credentials. */
export interface UpstreamRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

/** What of the configuration a request depends on. */
export type RequestTargets = Pick<ServerConfig, "apiBaseUrl" | "origins"> & BodyOptions;

/**
 * Turns validated arguments into the request that the operation describes. Throws an ArgumentError naming the argument when a
 * value cannot be sent safely.
 */
export function buildRequest(operation: OperationDefinition, input: object, targets: RequestTargets): UpstreamRequest {
  // Without a prototype: an argument that was not given is undefined even when it is called "constructor". What is fixed wins.
  const args: Record<string, unknown> = Object.assign(Object.create(null), input, operation.fixed);
  const url = buildUrl(baseUrlOf(operation, targets), operation.path, operation.parameters, args);
  url.search = buildQuery(operation, args);
  const headers = buildHeaders(operation, args);
  const body = operation.body === undefined ? undefined : buildBody(operation.body, args, targets);
  if (body === undefined) {
    return { method: operation.method, url, headers };
  }
  if (operation.method === "GET" || operation.method === "HEAD") {
    return refuseArgument(
      "body",
      `cannot be sent: a ${operation.method} request has no body (RFC 9110, 9.3.1).`,
      "leave it out.",
    );
  }
  headers.set("content-type", body.contentType);
  return { method: operation.method, url, headers, body: body.body };
}

/**
 * Where an operation's requests go: the API, or the further origin that it names.
 * @throws UpstreamError `upstream_not_configured` when that origin has no URL
 */
export function baseUrlOf(operation: OperationDefinition, targets: Pick<ServerConfig, "apiBaseUrl" | "origins">): URL {
  if (operation.origin === undefined) {
    return targets.apiBaseUrl;
  }
  const origin = targets.origins.get(operation.origin);
  if (origin === undefined) {
    throw new UpstreamError(
      "upstream_not_configured",
      `This operation goes to another origin than the rest of the API, and this server has no URL for it. The operator can set ${originSetting(operation.origin)}.`,
    );
  }
  return origin;
}

function buildQuery(operation: OperationDefinition, args: Readonly<Record<string, unknown>>): string {
  const pairs = operation.parameters
    .filter((parameter) => parameter.in === "query")
    .flatMap((parameter) => serializeQueryParameter(parameter, args[parameter.argument]));
  const whole = operation.parameters
    .filter((parameter) => parameter.in === "querystring")
    .map((parameter) => serializeWholeQuery(parameter, args[parameter.argument]));
  return [operation.query ?? "", ...pairs, ...whole].filter((part) => part !== "").join("&");
}
