import type { Handler } from "../create-runtime.ts";
import { createChecked } from "../create-checked.ts";
import type { HandlerOptions } from "../handler-options.ts";
import { defaultLimits } from "../limits.ts";
import { type ListenOptions, listenOptionsFrom } from "../node/listen-options.ts";
import { type Environment, optionsFromEnvironment } from "../options-from-environment.ts";

/** A server on a platform that listens by itself. */
export interface HostServer {
  readonly listen: ListenOptions;
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Stops without losing a call: not ready any more, then no new connections, then the calls in flight end or are aborted.
   * @param close stops listening, and waits for the answers that are still due
   */
  stop(close: () => Promise<void>): Promise<void>;
}

/**
 * Makes the server that the environment describes. The platform listens.
 * @throws ConfigError that lists everything wrong with the environment.
 */
export function createHostServer(
  createHandler: (options: HandlerOptions) => Handler,
  environment: Environment,
): HostServer {
  const problems: string[] = [];
  const listen = listenOptionsFrom(environment, problems);
  const options = optionsFromEnvironment(environment);
  const handler = createChecked(() => createHandler(options), problems);
  const drainTimeoutMs = options.limits?.drainTimeoutMs ?? defaultLimits.drainTimeoutMs;
  return {
    listen,
    fetch: (request) => handler.fetch(request),
    async stop(close) {
      handler.drain();
      await after(listen.lameDuckMs);
      const closed = close();
      await Promise.race([closed, after(drainTimeoutMs)]);
      await handler.close();
      await closed;
    },
  };
}

async function after(ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, ms);
  });
}
