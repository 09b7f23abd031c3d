import { describe, expect, test } from "vitest";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import type { EmittedFile } from "../../generator/4-emit/emitted-file.ts";
import { deployTargets, type DeployTarget } from "../../generator/options.ts";
import { readSample } from "./sample.ts";

async function emit(deploy?: readonly DeployTarget[]): Promise<readonly EmittedFile[]> {
  return await emitProject(await readSample("toy"), { generatorVersion: "0.0.0-test", deploy });
}

/** What these targets add to a project without any. */
async function added(deploy?: readonly DeployTarget[]): Promise<readonly string[]> {
  const without = new Set((await emit([])).map(({ path }) => path));
  return (await emit(deploy)).map(({ path }) => path).filter((path) => !without.has(path));
}

const image = [".dockerignore", "Dockerfile"];
const manifests = [
  ...["autoscaler", "configmap", "deployment", "disruption-budget", "kustomization", "network-policy", "service"].map(
    (name) => `base/${name}`,
  ),
  "ingress",
  "kustomization",
  "settings",
].map((name) => `deploy/kubernetes/${name}.yaml`);

describe("what is chosen is there, and nothing else", () => {
  test.each<readonly [readonly DeployTarget[] | undefined, readonly string[]]>([
    [undefined, [...image, "compose.yaml"]],
    [[], []],
    [["docker"], [...image, "compose.yaml"]],
    [["kubernetes"], [...image, ...manifests]],
    [["nginx"], ["deploy/nginx.conf"]],
    [["registry"], ["server.json"]],
    [["systemd"], ["deploy/mcp-pets.service"]],
  ])("%j", async (deploy, want) => {
    expect(await added(deploy)).toEqual(want);
  });
});

test("what only the user knows is written once", async () => {
  const once = (await emit(deployTargets)).filter(({ ownership }) => ownership === "once");
  expect(once.map(({ path }) => path)).toEqual([
    "deploy/kubernetes/ingress.yaml",
    "deploy/kubernetes/kustomization.yaml",
    "deploy/kubernetes/settings.yaml",
    "deploy/nginx.conf",
    "server.json",
    "src/custom.ts",
  ]);
});

test("the README tells of what is there", async () => {
  const readme = async (deploy: readonly DeployTarget[]): Promise<string> =>
    (await emit(deploy)).find(({ path }) => path === "README.md")?.content ?? "";
  const words = ["docker compose", "**Kubernetes**", "**systemd**", "**nginx**", "**MCP registry**"];
  const [none, all] = [await readme([]), await readme(deployTargets)];
  expect(words.map((word) => [none.includes(word), all.includes(word)])).toEqual(words.map(() => [false, true]));
});
