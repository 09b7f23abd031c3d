/** Every variable that deployment files name is one that the server reads, and the other way round. */
import { beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { api } from "../../templates/src/api.ts";
import { createRuntime } from "../../templates/src/runtime/create-runtime.ts";
import { createMetrics } from "../../templates/src/runtime/node/create-metrics.ts";
import { createOtel } from "../../templates/src/runtime/node/create-otel.ts";
import { createJsonLog } from "../../templates/src/runtime/log.ts";
import { startServer } from "../../templates/src/runtime/node/start-server.ts";
import { createAudit } from "../../templates/src/runtime/telemetry/create-audit.ts";
import { tools } from "../../templates/src/tools/index.ts";
import { optionsFromEnvironment } from "../../templates/src/runtime/options-from-environment.ts";
import { readSample } from "../4-emit/sample.ts";
import { deployed, fileOf, toyWithEverything } from "./deployed-toy.ts";

const base = "deploy/kubernetes/base";
let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await deployed(await toyWithEverything());
});

interface ConfigMap {
  readonly data: Readonly<Record<string, string>>;
}

interface Deployment {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly terminationGracePeriodSeconds: number;
        readonly containers: readonly [{ readonly env?: readonly { readonly name: string }[] }];
      };
    };
  };
}

const configMap = (path: string): ConfigMap["data"] => (parse(fileOf(files, path)) as ConfigMap).data;
const deployment = (from: ReadonlyMap<string, string>): Deployment["spec"]["template"]["spec"] =>
  (parse(fileOf(from, `${base}/deployment.yaml`)) as Deployment).spec.template.spec;
const secretsOf = (from: ReadonlyMap<string, string>): readonly string[] =>
  deployment(from).containers[0].env?.map(({ name }) => name) ?? [];
const commented = (text: string): readonly string[] =>
  [...text.matchAll(/^ {2}# (?<name>[A-Z][A-Z0-9_]*):$/gmu)].map(({ groups }) => groups?.["name"] ?? "");

/** Names that a starting server asks its environment for; `API_ORIGIN_` and `UPSTREAM_` it finds by their beginnings. */
async function namesRead(): Promise<readonly string[]> {
  const read = new Set<string>();
  const environment = new Proxy<Record<string, string>>(
    {},
    { get: (_target, name) => void (typeof name === "string" && read.add(name)) },
  );
  const stop = (): never => {
    throw new Error("far enough");
  };
  const started = startServer({ createHandler: stop, environment, createLog: () => createJsonLog(() => {}) });
  await expect(started).rejects.toThrow("far enough");
  return [...read].toSorted();
}

test("the ConfigMap, the settings and the Secret name what the server reads: nothing more, nothing less", async () => {
  const open = Object.keys(configMap(`${base}/configmap.yaml`));
  const unset = commented(fileOf(files, `${base}/configmap.yaml`));
  const given = Object.keys(configMap("deploy/kubernetes/settings.yaml"));
  const named = [...open, ...unset, ...given, ...secretsOf(files)];
  expect(named.toSorted()).toEqual([...new Set(named)].toSorted());
  expect(named.toSorted()).toEqual([...(await namesRead()), "API_ORIGIN_UPLOADS"].toSorted());
});

test("what holds credentials comes from the Secret", async () => {
  expect(secretsOf(files)).toEqual([
    "OAUTH_CLIENT_SECRET",
    "OAUTH_CLIENT_KEY",
    "STATE_SECRET",
    "REDIS_URL",
    "AUDIT_KEY",
    "OTEL_EXPORTER_OTLP_HEADERS",
  ]);
  const toy = await readSample("toy");
  const scheme = { kind: "basic", variable: "UPSTREAM_LOGIN" } as const;
  const upstream = { mode: "credentials", requires: { scope: "x" }, schemes: { login: scheme } } as const;
  const other = await deployed({ ...toy, api: { ...toy.api, upstream }, features: new Set(["upstream-credentials"]) });
  expect(secretsOf(other).slice(-2)).toEqual(["UPSTREAM_LOGIN_USERNAME", "UPSTREAM_LOGIN_PASSWORD"]);
  expect(fileOf(other, `${base}/configmap.yaml`)).not.toContain("UPSTREAM_LOGIN");
});

test("the server takes the values that stand there", async () => {
  const environment = { ...configMap(`${base}/configmap.yaml`), ...configMap("deploy/kubernetes/settings.yaml") };
  const features = { audit: createAudit, metrics: createMetrics, otel: createOtel };
  const handler = createRuntime({ api, tools, custom: {}, features }, optionsFromEnvironment(environment));
  expect(handler.callsInFlight()).toBe(0);
  await handler.close();
});

test("a stop is forced only after a server that drains has ended", () => {
  const { LAME_DUCK_MS, DRAIN_TIMEOUT_MS } = configMap(`${base}/configmap.yaml`);
  const needed = (Number(LAME_DUCK_MS) + Number(DRAIN_TIMEOUT_MS)) / 1000;
  expect(needed).toBe(30);
  expect(deployment(files).terminationGracePeriodSeconds).toBeGreaterThan(needed);
  expect(Number(/^TimeoutStopSec=(\d+)$/mu.exec(fileOf(files, "deploy/mcp-pets.service"))?.[1])).toBeGreaterThan(
    needed,
  );
  expect(Number(/stop_grace_period: (\d+)s/u.exec(fileOf(files, "compose.yaml"))?.[1])).toBeGreaterThan(needed);
});

test("other files speak of variables that there are", async () => {
  const known = new Set([...(await namesRead()), "NODE_ENV"]);
  for (const path of [
    "deploy/nginx.conf",
    "deploy/mcp-pets.service",
    "deploy/kubernetes/ingress.yaml",
    "compose.yaml",
  ]) {
    const named = fileOf(files, path).match(/\b[A-Z]{3,}(?:_[A-Z]+)+\b/gu) ?? [];
    // systemd's own: address families and capabilities.
    expect([path, named.filter((name) => !known.has(name) && !/^(?:AF|SIGTERM)/u.test(name))]).toEqual([path, []]);
  }
});
