/** openapi-mcp-generator, which some measurements stand beside. Installed into `.tmp/` from the registry, pinned; never part of this repository. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const folder = join(import.meta.dirname, "../.tmp/openapi-mcp-generator");

/** The generator, and what its servers need, as it was when it was released: with later SDKs they do not start. */
const packages = {
  "openapi-mcp-generator": "4.0.1",
  "@modelcontextprotocol/sdk": "1.20.2",
  "@hono/node-server": "1.14.1",
  axios: "1.9.0",
  dotenv: "16.4.5",
  "fetch-to-node": "2.1.0",
  hono: "4.7.7",
  "json-schema-to-zod": "2.6.1",
  uuid: "11.1.0",
  zod: "3.25.76",
};

/** Its version. */
export const otherGenerator: string = packages["openapi-mcp-generator"];

/** Installs it, unless that was done before. Needs the registry. */
export function installOtherGenerator(): void {
  if (Object.keys(packages).every((name) => existsSync(join(folder, "node_modules", name)))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const wanted = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
  execFileSync("npm", ["install", "--prefix", folder, ...flags, ...wanted], { stdio: ["ignore", 2, 2] });
}

/**
 * Has it generate a server.
 * @param flags further ones, such as those of a transport
 * @returns the folder of the project, whose imports are found; undefined where it makes none, which is said on stderr
 */
export function generateOther(name: string, spec: string, flags: readonly string[]): string | undefined {
  const out = join(folder, "out", name);
  rmSync(out, { recursive: true, force: true });
  const program = join(folder, "node_modules/openapi-mcp-generator/bin/openapi-mcp-generator.js");
  const { status, stderr } = spawnSync(process.execPath, [program, "-i", spec, "-o", out, "--force", ...flags], {
    encoding: "utf8",
  });
  if (status === 0) return out;
  console.error(`${name}: ${/message: (.*)/.exec(stderr)?.[1] ?? stderr.slice(-300)}`);
  return undefined;
}
