import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import type { BrowserContextOptions, Page } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The Chromium of this machine: `CHROMIUM_PATH`, else the first found on `PATH`. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env["CHROMIUM_PATH"] ?? "", ...found].find((path) => path !== "" && existsSync(path));
}

/** A page of a browser of its own, with nothing left of earlier ones. */
export interface BrowserPage extends AsyncDisposable {
  readonly page: Page;
}

/** Starts Chromium without a window. It talks to nobody but the pages it is sent to. */
export async function openPage(
  executablePath: string,
  options: Pick<BrowserContextOptions, "javaScriptEnabled"> = {},
): Promise<BrowserPage> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-chromium-"));
  const context = await chromium.launchPersistentContext(folder, {
    ...options,
    executablePath,
    headless: true,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
