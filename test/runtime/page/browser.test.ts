import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { findChromium, openPage } from "../../support/chromium.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import { createHomeServer, type HomeSurface, manyTools, serveHandler } from "./home-world.ts";

const chromium = findChromium();
if (chromium === undefined) {
  const message = "the page is not tried: there is no Chromium here (apt-get install chromium, or set CHROMIUM_PATH)";
  if (process.env["CI"] === "true") throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
}

/** Opens the page of a server, and notes every request and dialog. */
async function visit(
  surface: HomeSurface,
  visitor: (page: Page, seen: readonly string[]) => Promise<void>,
): Promise<void> {
  await using server = await serveHandler((origin) =>
    createHomeServer(surface, { publicUrl: origin, homePage: "tools" }),
  );
  await using browser = await openPage(chromium ?? "");
  const seen: string[] = [];
  const { page } = browser;
  page.on("request", (request) => void seen.push(request.url().replace(server.origin, "")));
  page.on("dialog", (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => void seen.push(`error ${error.message}`));
  await page.goto(`${server.origin}/`);
  await visitor(page, seen);
}

const shownTools = (page: Page): Promise<number> => page.locator("[data-item]:visible").count();

describe.skipIf(chromium === undefined)("in a browser", { timeout: 60_000 }, () => {
  test("nothing is wrong for axe, in light and dark, with all clients open", async () => {
    await visit({}, async (page) => {
      // An accordion shows one at a time: for axe, all.
      await page.evaluate(() => {
        for (const one of document.querySelectorAll("details")) {
          one.removeAttribute("name");
          one.open = true;
        }
      });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      }
    });
  });

  test("it asks for itself and the status, and says that no key can be had", async () => {
    await visit({}, async (page, seen) => {
      await page.getByText("Not ready").waitFor();
      expect(seen).toEqual(["/", "/readyz"]);
    });
  });

  test("1,223 tools: found by words, service, scope and effect", async () => {
    await visit({ tools: manyTools(1223) }, async (page, seen) => {
      const count = page.locator("[data-count]");
      expect(await count.textContent()).toBe("1223 tools");
      await page.getByLabel("Search").fill("KIND 77 lists");
      expect(await count.textContent()).toBe("21 of 1223 tools");
      await page.getByLabel("Effect").selectOption("read-only");
      expect(await count.textContent()).toBe("15 of 1223 tools");
      await page.getByLabel("Scope").selectOption("repo:write");
      expect(await count.textContent()).toBe("0 of 1223 tools");
      await page.getByLabel("Scope").selectOption("");
      await page.getByLabel("Service").selectOption("service-37");
      expect([await count.textContent(), await shownTools(page)]).toEqual(["4 of 1223 tools", 4]);
      const took = await page.evaluate(() => {
        const field = document.querySelector<HTMLInputElement>("[data-filter=text]");
        const started = performance.now();
        for (const text of ["list", "", "things of", ""]) {
          if (field !== null) field.value = text;
          field?.dispatchEvent(new Event("input"));
        }
        return performance.now() - started;
      });
      expect(took).toBeLessThan(1000);
      expect(seen.filter((one) => one.startsWith("error"))).toEqual([]);
    });
  });

  test("by keyboard alone: to the content, to a client, to its copy button, to the search", async () => {
    await visit({}, async (page) => {
      const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("To the content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await focused()).toBe("Claude");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await focused()).toMatch(/^http:.*\/mcp$/);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.locator("[data-said]", { hasText: "Copied." }).waitFor({ state: "attached" });
      await page.keyboard.press("/");
      expect(await page.evaluate(() => document.activeElement?.getAttribute("data-filter"))).toBe("text");
    });
  });

  test("what is copied is what is shown", async () => {
    await visit({}, async (page) => {
      await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
      await page.locator("summary", { hasText: "Windsurf" }).click();
      await page.getByLabel("Copy: settings for Windsurf").click();
      await page.locator("button", { hasText: "Copied" }).waitFor();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      expect(JSON.parse(copied)).toEqual({ mcpServers: { pets: { serverUrl: new URL("/mcp", page.url()).href } } });
    });
  });

  test("without scripts everything can be read, and nothing is there that would not work", async () => {
    await using server = await serveHandler((origin) => createHomeServer({}, { publicUrl: origin, homePage: "tools" }));
    await using browser = await openPage(chromium ?? "", { javaScriptEnabled: false });
    await browser.page.goto(`${server.origin}/`);
    const { page } = browser;
    expect(await page.locator("button:visible, form:visible").count()).toBe(0);
    expect(await shownTools(page)).toBe(tools.length);
    await page.locator("summary", { hasText: "Claude Code" }).click();
    await page.getByText("claude mcp add --transport http").waitFor();
  });

  test("hostile text does nothing: no dialog, no request, no element", async () => {
    const evil = `</style></script><script>alert(1)</script><img src="https://evil.example/x" onerror="alert(1)">`;
    const [first] = tools;
    if (first === undefined) throw new TypeError("the toy has no tools");
    const surface = {
      api: { title: evil, version: evil, instructions: evil },
      tools: [{ ...first, title: evil, description: `${evil}.`, service: evil, name: "evil" }],
    };
    await visit(surface, async (page, seen) => {
      await page.getByText("Not ready").waitFor();
      expect(seen).toEqual(["/", "/readyz"]);
      expect(await page.locator("img").count()).toBe(0);
      expect(await page.locator("h1").textContent()).toBe(evil);
    });
  });

  test("390 pixels are wide enough", async () => {
    await visit({ tools: manyTools(60) }, async (page) => {
      await page.setViewportSize({ width: 390, height: 800 });
      for (const summary of await page.locator(".clients summary").all()) await summary.click();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    });
  });
});
