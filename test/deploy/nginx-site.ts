import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { selfSignedCertificate } from "../1-spec/self-signed-certificate.ts";
import { freePort } from "../support/free-port.ts";

const host = "mcp.example.com";

/** nginx with a project's site in front of servers of the test. */
export interface NginxSite extends AsyncDisposable {
  /** Asks the site over TLS, as the host that its certificate is for. Resolves with the head; the body is still to come. */
  ask(path: string, options?: AskOptions): Promise<IncomingMessage>;
  /** Where it listens on loopback, and the certificate that it shows. */
  readonly port: number;
  readonly certificate: string;
  /** What it has written of errors so far. */
  errors(): string;
}

interface AskOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The site with the addresses of this machine in place of its own. Each replacement must have something to replace. */
function localSite(site: string, values: { folder: string; port: number; upstreams: readonly number[] }): string {
  const replacements: readonly (readonly [RegExp, string])[] = [
    [
      /^ {2}server 127\.0\.0\.1:3000( .*)?;$/gmu,
      values.upstreams.map((port) => `  server 127.0.0.1:${port}$1;`).join("\n"),
    ],
    [/listen 80;/u, `listen unix:${values.folder}/plain.sock;`],
    [/listen 443 ssl;/u, `listen 127.0.0.1:${values.port} ssl;`],
    [/\/etc\/ssl\/certs\/mcp\.example\.com\.pem/u, `${values.folder}/cert.pem`],
    [/\/etc\/ssl\/private\/mcp\.example\.com\.key/u, `${values.folder}/key.pem`],
  ];
  return replacements.reduce((text, [from, to]) => {
    if (!from.test(text)) throw new Error(`the site has nothing like ${String(from)}`);
    return text.replace(from, to);
  }, site);
}

function mainConfig(folder: string): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return [
    `daemon off; master_process off; pid ${folder}/pid; error_log stderr;`,
    "events { worker_connections 8192; }",
    `http { access_log off; ${paths.join(" ")} include ${folder}/site.conf; }`,
  ].join("\n");
}

/** Starts it; `nginx -t` has found nothing wrong with it then. */
export async function startNginx(site: string, upstreams: readonly number[]): Promise<NginxSite> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-nginx-"));
  const port = await freePort();
  const { key, cert } = selfSignedCertificate(host);
  await writeFile(join(folder, "key.pem"), key);
  await writeFile(join(folder, "cert.pem"), cert);
  await writeFile(join(folder, "site.conf"), localSite(site, { folder, port, upstreams }));
  await writeFile(join(folder, "nginx.conf"), mainConfig(folder));
  const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"];
  const check = spawnSync("nginx", [...args, "-t"], { encoding: "utf8" });
  if (check.status !== 0 || check.stderr.includes("[warn]")) throw new Error(check.stderr);
  const nginx = spawn("nginx", args, { stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  nginx.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  await listening(nginx, port);
  return {
    port,
    certificate: cert,
    errors: () => errors,
    ask: async (path, options = {}) => await ask(port, cert, path, options),
    async [Symbol.asyncDispose]() {
      nginx.kill("SIGTERM");
      if (nginx.exitCode === null) await once(nginx, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function listening(nginx: ChildProcess, port: number): Promise<void> {
  for (let attempt = 0; attempt < 100 && nginx.exitCode === null; attempt += 1) {
    const socket = connect(port, "127.0.0.1");
    const opened = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (opened) return;
    await sleep(50);
  }
  throw new Error("nginx did not start");
}

async function ask(port: number, ca: string, path: string, options: AskOptions): Promise<IncomingMessage> {
  const { method = "GET", headers = {}, body } = options;
  return await new Promise((resolve, reject) => {
    const sent = request(
      { host: "127.0.0.1", port, path, method, ca, servername: host, agent: false, headers: { host, ...headers } },
      resolve,
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
