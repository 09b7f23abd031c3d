import { join } from "node:path";
import type { Readable } from "node:stream";
import { Miniflare } from "miniflare";
import { wrangler } from "../../test/e2e/support/hosts/tested-host.ts";
import { bundleWorker } from "../../test/e2e/support/worker-bundle.ts";

/** Times of a Worker's first requests, in ms. */
export interface ColdWorker {
  /** The first answer, for which the handler is made. */
  readonly first: number;
  /** One after it. */
  readonly warm: number;
}

/** Starts a project's Worker on workerd so many times, and asks it for its health. */
export async function coldWorkers(project: string, rounds: number): Promise<readonly ColdWorker[]> {
  const script = await bundleWorker(join(project, "src/worker.ts"));
  const measured: ColdWorker[] = [];
  for (let round = 0; round < rounds; round++) {
    const worker = new Miniflare({
      modules: true,
      script,
      compatibilityDate: wrangler.compatibility_date,
      compatibilityFlags: wrangler.compatibility_flags,
      bindings: {
        PUBLIC_URL: "http://localhost",
        OAUTH_ISSUER: "http://127.0.0.1:9",
        API_BASE_URL: "http://127.0.0.1:9",
      },
      handleRuntimeStdio: (...logs: readonly Readable[]) => {
        for (const log of logs) log.resume();
      },
    });
    await worker.ready;
    const ask = async (): Promise<number> => {
      const began = performance.now();
      const response = await worker.dispatchFetch("http://localhost/healthz");
      await response.text();
      if (!response.ok) throw new Error(`the worker answered ${response.status}`);
      return performance.now() - began;
    };
    measured.push({ first: await ask(), warm: await ask() });
    await worker.dispose();
  }
  return measured;
}
