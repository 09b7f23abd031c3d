/** The manifests against the schemas of Kubernetes and the rules of its restricted profile. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { readSample } from "../4-emit/sample.ts";
import { deployed, fileOf, toyWithEverything } from "./deployed-toy.ts";
import { hasTool, pythonPackages } from "./machine-tools.ts";

/** The oldest and the newest version that we claim: those that are supported as this is written, and one before. */
const versions = ["1.33", "1.37"];

const folder = await mkdtemp(join(tmpdir(), "slipway-kubernetes-"));
afterAll(async () => await rm(folder, { recursive: true, force: true }));

let manifests: ReadonlyMap<string, string>;
beforeAll(async () => {
  const files = [...(await deployed(await toyWithEverything()))];
  manifests = new Map(files.filter(([path]) => path.startsWith("deploy/kubernetes/")));
});

/** What the validator says, one line for each resource. */
async function judge(files: ReadonlyMap<string, string>, version: string): Promise<readonly string[]> {
  const paths = [...files.keys()].map((path) => join(folder, path));
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const args = ["-m", "kubernetes_validate", "--strict", "-k", version, ...paths];
  const { stdout, stderr } = spawnSync("python3", args, {
    env: { ...process.env, PYTHONPATH: pythonPackages },
    encoding: "utf8",
  });
  const lines = `${stdout}${stderr}`.trim().split("\n");
  return lines.map((line) => line.replaceAll(`${folder}/`, "")).toSorted();
}

describe.skipIf(!hasTool("kubernetes-validate"))("the schemas of Kubernetes", () => {
  const kinds: readonly (readonly [path: string, kind: string])[] = [
    ["base/autoscaler", "horizontalpodautoscaler"],
    ["base/configmap", "configmap"],
    ["base/deployment", "deployment"],
    ["base/disruption-budget", "poddisruptionbudget"],
    ["base/network-policy", "networkpolicy"],
    ["base/service", "service"],
    ["ingress", "ingress"],
    ["settings", "configmap"],
  ];

  test.each(versions)("of version %s accept every manifest", { timeout: 60_000 }, async (version) => {
    const resources = new Map([...manifests].filter(([path]) => !path.endsWith("kustomization.yaml")));
    expect(await judge(resources, version)).toEqual(
      kinds.map(
        ([path, kind]) =>
          `INFO deploy/kubernetes/${path}.yaml passed for resource ${kind}/mcp-pets against version ${version}`,
      ),
    );
  });

  test("refuse a key that there is not", { timeout: 60_000 }, async () => {
    const path = "deploy/kubernetes/base/deployment.yaml";
    const broken = fileOf(manifests, path).replace("readOnlyRootFilesystem", "readOnlyRootFileSystem");
    expect((await judge(new Map([[path, broken]]), "1.37")).join("\n")).toContain("readOnlyRootFileSystem");
  });
});

test("kustomizations name every manifest beside them, and nothing else", () => {
  const resources = (path: string): readonly string[] => {
    const { resources: listed, patches = [] } = parse(fileOf(manifests, path)) as {
      readonly resources: readonly string[];
      readonly patches?: readonly { readonly path: string }[];
    };
    return [...listed, ...patches.map((patch) => patch.path)].toSorted();
  };
  const beside = (under: string): readonly string[] =>
    [...manifests.keys()]
      .filter((path) => dirname(path) === under && !path.endsWith("/kustomization.yaml"))
      .map((path) => path.slice(under.length + 1))
      .toSorted();
  expect(resources("deploy/kubernetes/base/kustomization.yaml")).toEqual(beside("deploy/kubernetes/base"));
  expect(resources("deploy/kubernetes/kustomization.yaml")).toEqual(["base", ...beside("deploy/kubernetes")]);
});

test("metrics are scraped from a port of their own, which only the monitoring reaches; nothing of it without metrics", async () => {
  const base = "deploy/kubernetes/base/";
  const { template } = (parse(fileOf(manifests, `${base}deployment.yaml`)) as { spec: { template: MetricsPod } }).spec;
  expect(template.metadata.annotations).toEqual({
    "prometheus.io/scrape": "true",
    "prometheus.io/port": "9464",
    "prometheus.io/path": "/metrics",
  });
  expect(template.spec.containers[0].ports).toEqual([
    { name: "http", containerPort: 3000 },
    { name: "metrics", containerPort: 9464 },
  ]);
  const { data } = parse(fileOf(manifests, `${base}configmap.yaml`)) as { data: Record<string, string> };
  expect([data["METRICS_HOST"], data["METRICS_PORT"]]).toEqual(["0.0.0.0", "9464"]);
  const { spec } = parse(fileOf(manifests, `${base}network-policy.yaml`)) as { spec: { ingress: unknown[] } };
  expect(spec.ingress.slice(1)).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }],
      ports: [{ protocol: "TCP", port: "metrics" }],
    },
  ]);
  const without = await deployed(await readSample("toy"));
  for (const path of ["deployment", "network-policy", "configmap"])
    expect(fileOf(without, `${base}${path}.yaml`)).not.toMatch(/metrics|prometheus|4318/i);
});

interface MetricsPod {
  readonly metadata: { readonly annotations: unknown };
  readonly spec: { readonly containers: readonly [{ readonly ports: unknown }] };
}

test("pods are of the restricted profile", () => {
  const { spec } = parse(fileOf(manifests, "deploy/kubernetes/base/deployment.yaml")) as {
    readonly spec: { readonly template: { readonly spec: Record<string, unknown> & { containers: unknown[] } } };
  };
  const pod = spec.template.spec;
  expect(pod["securityContext"]).toEqual({
    runAsNonRoot: true,
    runAsUser: 1000,
    runAsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(pod["automountServiceAccountToken"]).toBe(false);
  expect(pod.containers).toMatchObject([
    {
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
      resources: { requests: { memory: "192Mi" }, limits: { memory: "512Mi" } },
      livenessProbe: { httpGet: { path: "/healthz", port: "http" } },
      readinessProbe: { httpGet: { path: "/readyz", port: "http" } },
    },
  ]);
});

test.each([
  ["a-".repeat(60), "mcp-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a-a"],
  ["9-null", "mcp-9-null"],
  ["yes", "mcp-yes"],
])("a server called %j is %j", async (name, want) => {
  const toy = await readSample("toy");
  const files = await deployed({ ...toy, api: { ...toy.api, name } });
  const service = parse(fileOf(files, "deploy/kubernetes/base/service.yaml")) as { metadata: { name: string } };
  expect(service.metadata.name).toBe(want);
  expect(files.has(`deploy/${want}.service`)).toBe(true);
});

test("what is committed for the Harbour API reads back as YAML without a duplicate or a lost value", async () => {
  const generated = join(import.meta.dirname, "../../generated/harbour");
  for (const path of manifests.keys()) {
    const text = await readFile(join(generated, path), "utf8");
    const value: unknown = parse(text, { strict: true, uniqueKeys: true });
    expect(parse(stringify(value, { aliasDuplicateObjects: false }))).toEqual(value);
  }
});
