/** What `slipway serve` takes. */
export interface ServeOptions {
  /** Folders of generated projects, absolute. Each is served under the name of its package. */
  readonly projects: readonly string[];
  readonly host?: string;
  readonly port?: number;
  /** The address that clients know, without trailing slash. Default: `http://localhost:PORT`. */
  readonly publicUrl?: string;
  /** Our environment, of which servers see a few settings (see `supervise.ts`). Default: empty. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told what happens, a line each. Must not throw. */
  readonly onEvent?: (event: ServeEvent) => void;
  /** Times of the supervision; for tests. */
  readonly timing?: Partial<ServeTiming>;
}

/** Something that an operator wants to read. */
export interface ServeEvent {
  /** Name of the server it is about. */
  readonly server: string;
  readonly kind: "started" | "output" | "ended" | "restarting" | "unhealthy" | "stopped";
  readonly text: string;
}

/** Times in ms. */
export interface ServeTiming {
  /** Before the first restart; doubled after each further crash. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** A server that lived so long begins again with the first delay. */
  readonly settledMs: number;
  /** Between two looks at a server's health. */
  readonly probeIntervalMs: number;
  /** How long a look may take. */
  readonly probeTimeoutMs: number;
  /** How long a server may take from its start to its first healthy answer. */
  readonly startTimeoutMs: number;
  /** How long a stop waits for a server to drain, before SIGKILL. */
  readonly stopTimeoutMs: number;
}

/** Looks that may fail in a row before a server is taken for hung, and restarted. */
export const toleratedFailures = 3;

/** The defaults. Servers drain for 30 s at most by themselves. */
export const defaultTiming: ServeTiming = {
  firstDelayMs: 500,
  maxDelayMs: 30_000,
  settledMs: 60_000,
  probeIntervalMs: 5_000,
  probeTimeoutMs: 3_000,
  startTimeoutMs: 60_000,
  stopTimeoutMs: 40_000,
};
