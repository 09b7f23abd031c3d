import { type Closing, createClosing } from "../closing.ts";
import type { Confirmation } from "../confirm/confirmation.ts";
import type { ResultLinks } from "../links/result-links.ts";
import type { Log } from "../log.ts";
import type { SelectionReader } from "../results/selection.ts";
import type { ServerConfig } from "../server-config.ts";
import type { ToolHooks } from "../surface-types.ts";
import type { UpstreamDependencies } from "../upstream/api-client.ts";
import { forwardAuthorizer, type UpstreamAuthorizer } from "../upstream/authorizer.ts";
import { createCircuitBreaker } from "../upstream/circuit-breaker.ts";
import { createDepartures } from "../upstream/departures.ts";
import { createRetryBudget } from "../upstream/retry-budget.ts";
import type { Transport } from "../upstream/transport.ts";
import type { AnswerReader } from "../upstream/to-tool-result.ts";
import type { Observer } from "../telemetry/observer.ts";
import { createArgumentValidator } from "./validate-arguments.ts";
import type { ArgumentValidator } from "./validate-arguments.ts";

/** What every `tools/call` of a server shares. Made once, when the server is made. */
export interface CallDependencies extends UpstreamDependencies {
  readonly validateArguments: ArgumentValidator;
  readonly answerReaders: ReadonlyMap<string, AnswerReader>;
  /** Reads `select` arguments, in a project that has them. */
  readonly readSelection?: SelectionReader;
  readonly log: Log;
  readonly closing: Closing;
  /** Absent: calls wait for nobody. */
  readonly confirmation?: Confirmation;
  /** Absent: every result is given whole. */
  readonly links?: ResultLinks;
  hooksOf(tool: string): ToolHooks<object, unknown> | undefined;
}

/** What {@link createCallDependencies} takes. */
export interface CallOptions {
  readonly config: Pick<ServerConfig, "apiBaseUrl" | "origins" | "limits">;
  /** `custom.hooks` of `src/custom.ts`. */
  readonly hooks: object | undefined;
  readonly transport: Transport;
  readonly log: Log;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number;
  /** Ends calls when the server is closed. Default: nothing does. */
  readonly closing?: Closing;
  /** Default: mode `forward`. */
  readonly authorizer?: UpstreamAuthorizer;
  /** `User-Agent` of the requests to the API: `<name>/<version>` of the server. */
  readonly userAgent?: string;
  /** Shared where a server has several configurations: what it prepares depends on the tools only. */
  readonly validateArguments?: ArgumentValidator;
  /** Readers of further media types, such as `multipartReaders`. */
  readonly answerReaders?: ReadonlyMap<string, AnswerReader>;
  readonly confirmation?: Confirmation | undefined;
  readonly links?: ResultLinks | undefined;
  /** Writers of further body formats, such as `xmlWriters`. */
  readonly bodyWriters?: UpstreamDependencies["bodyWriters"];
  readonly observer?: Observer | undefined;
  /** Reader of `select` arguments, such as `readSelection`. */
  readonly readSelection?: SelectionReader;
}

/** Makes the dependencies of a server's calls. No I/O. */
export function createCallDependencies(options: CallOptions): CallDependencies {
  const { config, transport, log, userAgent = "mcp-server" } = options;
  const hooks = new Map(Object.entries(options.hooks ?? {}));
  const origins = [config.apiBaseUrl, ...config.origins.values()].map((url) => url.origin);
  return {
    config,
    transport,
    log,
    closing: options.closing ?? createClosing(),
    userAgent,
    answerReaders: options.answerReaders ?? new Map(),
    bodyWriters: options.bodyWriters ?? new Map(),
    ...(options.confirmation && { confirmation: options.confirmation }),
    ...(options.links && { links: options.links }),
    ...(options.readSelection === undefined ? {} : { readSelection: options.readSelection }),
    allowedOrigins: new Set(origins),
    departures: createDepartures(log, options.observer?.departed),
    retries: createRetryBudget(),
    breaker: createCircuitBreaker({ limits: config.limits, log, now: options.now ?? Date.now }),
    authorizer: options.authorizer ?? forwardAuthorizer,
    validateArguments: options.validateArguments ?? createArgumentValidator(),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the hooks' types were checked by tool in src/custom.ts
    hooksOf: (tool) => hooks.get(tool) as ToolHooks<object, unknown> | undefined,
  };
}
