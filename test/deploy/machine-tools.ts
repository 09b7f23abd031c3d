import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** Python packages of .ci/run: `kubernetes-validate` with the schemas of Kubernetes, `skillsaw` with those of the MCP registry. */
export const pythonPackages: string = join(root, ".tmp/python");

/** A program or package that npm does not bring, by the command that shows that it is there. */
const probes: Readonly<Record<string, () => boolean>> = {
  "kubernetes-validate": () => existsSync(join(pythonPackages, "kubernetes_validate")),
  "MCP registry schemas": () => existsSync(join(pythonPackages, "skillsaw/schemas/mcp_registry")),
  nginx: () => spawnSync("nginx", ["-v"]).status === 0,
  "systemd-analyze": () => spawnSync("systemd-analyze", ["--version"]).status === 0,
};

/**
 * Whether something is there to judge with. Where it is not the tests say so loudly and are left out; in CI, which installs it,
 * they fail.
 */
export function hasTool(name: "kubernetes-validate" | "MCP registry schemas" | "nginx" | "systemd-analyze"): boolean {
  if (probes[name]?.() === true) return true;
  if (process.env["CI"] !== undefined) throw new Error(`${name} is not installed: .ci/run installs it`);
  console.warn(`NOT TESTED: there is no ${name} here. .ci/run says how it is installed.`);
  return false;
}
