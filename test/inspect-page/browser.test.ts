import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { inspect } from "../../generator/inspect.ts";
import { inspectionPage } from "../../generator/inspect-page/inspection-page.ts";
import type { InspectResult } from "../../generator/inspect-result.ts";
import { findChromium, openPage } from "../support/chromium.ts";

const chromium = findChromium();
if (chromium === undefined) {
  const message = "the page is not tried: there is no Chromium here (apt-get install chromium, or set CHROMIUM_PATH)";
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

const harbour = join(import.meta.dirname, "../../specs/harbour/openapi.yaml");

/** Opens the page of an inspection, and notes every request, dialog and error. */
async function visit(
  result: InspectResult,
  visitor: (page: Page, seen: readonly string[]) => Promise<void>,
  options: Parameters<typeof openPage>[1] = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-page-"));
  try {
    const file = join(folder, "page.html");
    await writeFile(file, inspectionPage(result));
    await using browser = await openPage(chromium ?? "", options);
    const seen: string[] = [];
    const { page } = browser;
    page.on("request", (request) => void seen.push(request.url().split("/").at(-1) ?? ""));
    page.on("dialog", (dialog) => {
      seen.push("dialog");
      void dialog.dismiss();
    });
    page.on("pageerror", (error) => void seen.push(`error ${error.message}`));
    await page.goto(pathToFileURL(file).href);
    await visitor(page, seen);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A document of many operations. */
async function inspectMany(count: number, text: (index: number) => string): Promise<InspectResult> {
  const folder = await mkdtemp(join(tmpdir(), "slipway-document-"));
  const paths = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `/things${index}`,
      {
        get: {
          operationId: `listThings${index}`,
          tags: [`${text(index)}${index % 30}`],
          summary: `${text(index)} ${index}`,
          description: text(index),
          parameters: [
            { name: "q", in: "query", description: text(index), schema: { type: "string", default: text(index) } },
          ],
          responses: { "200": { description: "ok" } },
        },
      },
    ]),
  );
  try {
    const spec = join(folder, "document.json");
    await writeFile(spec, JSON.stringify({ openapi: "3.1.0", info: { title: text(0), version: text(0) }, paths }));
    return await inspect({ spec });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.skipIf(chromium === undefined)("in a browser", { timeout: 90_000 }, () => {
  test("nothing is wrong for axe, in light and dark, with tools, scopes and schemas open", async () => {
    await visit(await inspect({ spec: harbour }), async (page) => {
      await page.evaluate(() => {
        const all = [...document.querySelectorAll("details")];
        for (const one of [...all.slice(0, 12), ...all.slice(-4)]) one.open = true;
      });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      }
    });
  });

  test("found by words, service and scope; a link opens its tool", async () => {
    await visit(await inspect({ spec: harbour }), async (page, seen) => {
      const count = page.locator("[data-count]");
      expect(await count.textContent()).toBe("48 tools");
      await page.keyboard.press("/");
      await page.keyboard.type("BERTH notice");
      expect(await count.textContent()).toMatch(/^[1-9] of 48 tools$/);
      await page.getByRole("searchbox").fill("");
      await page.locator("[data-filter=service]").selectOption("bookings");
      expect(await count.textContent()).toBe("9 of 48 tools");
      await page.locator("[data-filter=scope]").selectOption("bookings:read");
      const names = await page.locator("[data-item]:visible .name").allTextContents();
      expect(names.length).toBeGreaterThan(0);
      expect(names).not.toContain("create_booking");
      await page.goto(`${page.url().split("#")[0] ?? ""}#tool-create_booking`);
      await page.getByRole("searchbox").fill("");
      await page.locator("[data-filter=service]").selectOption("");
      await page.locator("[data-filter=scope]").selectOption("");
      expect(await page.locator("details:has(#tool-create_booking)").getAttribute("open")).toBe("");
      expect(seen.filter((one) => /^(dialog|error)/.test(one))).toEqual([]);
    });
  });

  test("by keyboard alone: past the head to a tool, and open it", async () => {
    await visit(await inspect({ spec: harbour }), async (page) => {
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      for (let presses = 0; presses < 8; presses += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement?.tagName === "SUMMARY")) break;
      }
      await page.keyboard.press("Enter");
      expect(await page.locator("[data-item] details[open]").count()).toBe(1);
    });
  });

  test("without scripts all tools can be read, and no field is there", async () => {
    await visit(
      await inspect({ spec: harbour }),
      async (page) => {
        expect(await page.locator("[data-item]:visible").count()).toBe(48);
        expect(await page.locator("form:visible").count()).toBe(0);
        await page.locator("#tool-create_booking").click();
        await page.getByText("The berth must be free").first().waitFor();
      },
      { javaScriptEnabled: false },
    );
  });

  test("1,223 tools are opened and filtered in no time to speak of", async () => {
    const result = await inspectMany(1223, () => "Lists things");
    await visit(result, async (page) => {
      const { loaded, filtered, count } = await page.evaluate(() => {
        const started = performance.now();
        const field = document.querySelector<HTMLInputElement>("[data-filter=text]");
        for (const text of ["things 77", ""]) {
          if (field !== null) field.value = text;
          field?.dispatchEvent(new Event("input"));
          document.body.getBoundingClientRect();
        }
        const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
        return {
          loaded: navigation?.domContentLoadedEventEnd ?? Number.NaN,
          filtered: performance.now() - started,
          count: document.querySelector("[data-count]")?.textContent,
        };
      });
      expect(count).toBe("1223 tools");
      expect(loaded).toBeLessThan(5000);
      expect(filtered).toBeLessThan(2000);
    });
  });

  test("hostile text does nothing: no dialog, no request, no element", async () => {
    const evil = `</style></script></title>"'><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>`;
    await visit(await inspectMany(2, () => evil), async (page, seen) => {
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("details")) one.open = true;
      });
      await page.getByRole("searchbox").fill("<script>");
      expect(await page.locator("[data-count]").textContent()).toBe("2 tools");
      expect(seen).toEqual(["page.html"]);
      expect(await page.locator("img, script:not(body > script)").count()).toBe(0);
      expect(await page.locator("h1").textContent()).toContain("<script>alert(1)</script>");
    });
  });
});
