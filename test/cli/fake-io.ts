import type { CliIo } from "../../generator/cli/cli-io.ts";
import type { GenerateResult } from "../../generator/generate-result.ts";

/** A process that remembers what it was told. */
export interface FakeIo extends CliIo {
  readonly said: { out: string; err: string };
  readonly clock: { now: number };
}

export interface FakeIoOptions {
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly env?: CliIo["env"];
  readonly cwd?: string;
  /** Whether somebody answers. Default: no. */
  readonly canAsk?: boolean;
}

export function fakeIo({
  terminal = false,
  columns = 100,
  env = {},
  cwd = "/home/here",
  canAsk = false,
}: FakeIoOptions = {}): FakeIo {
  const said = { out: "", err: "" };
  const clock = { now: 0 };
  return {
    said,
    clock,
    env,
    cwd,
    canAsk,
    now: () => clock.now,
    untilSignal: async () => {},
    stdout: { isTerminal: terminal, columns, write: (text) => void (said.out += text) },
    stderr: { isTerminal: terminal, columns, write: (text) => void (said.err += text) },
  };
}

/** What `generate` might answer. */
export const sampleResult: GenerateResult = {
  name: "harbour-api",
  title: "Harbour API",
  operations: 40,
  tools: 37,
  excluded: 3,
  lost: ["GET /berths"],
  services: [
    { name: "berths", tools: 20 },
    { name: "dry dock", tools: 17 },
  ],
  mode: "all",
  tokens: { total: 5120, largest: [{ tool: "create_berth", tokens: 454 }] },
  scopes: ["berths:read", "berths:write"],
  upstream: "forward",
  proposals: { apiBaseUrl: "https://api.harbour.example/v1" },
  diagnostics: [],
  report: {
    created: ["slipway.manifest.json", "src/api.ts"],
    changed: ["package.json"],
    removed: [],
    unchanged: ["README.md"],
    kept: ["src/custom.ts"],
    orphaned: [],
    saved: [],
  },
  manifest: { generator: "0.0.0", document: { path: "../a.yaml", sha256: "0".repeat(64) }, options: {}, files: {} },
};
