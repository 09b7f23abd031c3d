/** The Inspector, a client that is not ours, through the whole flow: on its command line, and as a person uses it in a browser. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ana } from "../../demo/authorization-server/users.ts";
import { signInHeadless } from "../../demo/authorization-server/sign-in-headless.ts";
import { tools } from "../../generated/harbour/src/tools/index.ts";
import { findChromium, openPage } from "../support/chromium.ts";
import { freePort } from "../support/free-port.ts";
import { startHarbourWorld } from "./support/harbour-world.ts";
import type { HarbourWorld } from "./support/harbour-world.ts";
import { createInspectorHome } from "./support/inspector.ts";

let world: HarbourWorld;

beforeAll(async () => {
  world = await startHarbourWorld();
});
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.apiRequests.length = 0;
});

const names = tools.map(({ name }) => name).toSorted();

/** What reached the API: requests, and how they were authorized. */
function arrived(): readonly (readonly [string, boolean])[] {
  return world.apiRequests.map(({ method, path, headers }) => [
    `${method} ${path}`,
    /^Bearer [\w-]+\.[\w-]+\.[\w-]+$/.test(headers["authorization"] ?? ""),
  ]);
}

describe.each(["legacy", "modern", "auto"])("the Inspector's CLI, %s", (era) => {
  test("signs in, lists; then calls with what it has stored", { timeout: 90_000 }, async () => {
    await using home = await createInspectorHome();
    const shared = ["--cli", world.mcpUrl.href, "--transport", "http", "--format", "json", "--protocol-era", era];
    const callback = `http://127.0.0.1:${await freePort()}/oauth/callback`;
    const opened: URL[] = [];
    let signIn: Promise<unknown> | undefined;
    await using listing = home.start(
      [...shared, "--callback-url", callback, "--method", "tools/list"],
      // Its opener runs `BROWSER`, which here does nothing: the test is the person in front of it.
      { MCP_AUTO_OPEN_ENABLED: "true", BROWSER: "true" },
      (all) => {
        const url = /Please navigate to: (\S+)\s/.exec(all)?.[1];
        if (url === undefined || signIn !== undefined) return;
        opened.push(new URL(url));
        signIn = signInHeadless(url, { user: ana, decision: "allow" }).then(async (back) => (await fetch(back)).text());
      },
    );
    const listed = await listing.ended;
    await signIn;
    const { result } = JSON.parse(listed.out) as { readonly result: { readonly tools: readonly { name: string }[] } };
    expect([listed.exitCode, result.tools.map(({ name }) => name)]).toEqual([0, names]);
    expect(opened.map(({ origin, searchParams }) => [origin, searchParams.get("resource")])).toEqual([
      [world.authorization.issuer, world.resource],
    ]);
    expect(opened[0]?.searchParams.get("code_challenge_method")).toBe("S256");

    const call = [
      "--stored-auth-only",
      "--method",
      "tools/call",
      "--tool-name",
      "list_berths",
      "--tool-arg",
      "limit=2",
    ];
    await using calling = home.start([...shared, ...call], {}, () => {});
    const called = await calling.ended;
    expect(called.exitCode).toBe(0);
    expect(JSON.parse(called.out)).toMatchObject({ result: { structuredContent: { items: [{}, {}] } } });
    expect(arrived()).toEqual([["GET /v1/berths?limit=2", true]]);
  });
});

const browser = findChromium();
if (browser === undefined)
  console.warn(
    "SKIPPED: there is no Chromium (CHROMIUM_PATH, or chromium on PATH); the Inspector's page is not tried.",
  );

test.runIf(browser === undefined)("SKIPPED: there is no Chromium on this machine", (context) => {
  // CI installs one (`.ci/run`): without it, a run there must not pass for one with it.
  expect(process.env["CI"]).not.toBe("true");
  context.skip();
});

describe.each(browser === undefined ? [] : [["legacy"], ["modern"]])("the Inspector in a browser, %s", (era) => {
  test("a person connects, signs in, allows, lists and calls", { timeout: 120_000 }, async () => {
    await using home = await createInspectorHome();
    const address = Promise.withResolvers<string>();
    await using inspector = home.start(
      ["--web", "--transport", "http", "--server-url", world.mcpUrl.href, "--protocol-era", era],
      { CLIENT_PORT: String(await freePort()), MCP_SANDBOX_PORT: "0", MCP_AUTO_OPEN_ENABLED: "false" },
      (all) => {
        const url = /(http:\/\/\S+MCP_INSPECTOR_API_TOKEN=\S+)/.exec(all)?.[1];
        if (url !== undefined) address.resolve(url);
      },
    );
    void inspector.ended.then(({ out }) => address.reject(new Error(`the Inspector ended:\n${out}`)));
    await using tab = await openPage(browser ?? "");
    const { page } = tab;
    page.setDefaultTimeout(30_000);
    await page.goto(await address.promise);

    await page.getByRole("switch").first().click({ force: true });
    await page.getByLabel("Name").fill(ana.username);
    expect(new URL(page.url()).origin).toBe(world.authorization.issuer);
    await page.getByLabel("Password").fill(ana.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Allow" }).click();

    await page.getByText("Tools", { exact: true }).first().click();
    for (const name of names) await page.getByRole("button", { name }).first().waitFor();
    await page.getByRole("button", { name: "list_berths" }).first().click();
    await page.getByRole("button", { name: "Execute Tool" }).click();
    await page.getByText("A-01").first().waitFor();
    // Its form fills in the defaults of the schema.
    expect(arrived()).toEqual([["GET /v1/berths?sort=id&limit=20", true]]);
  });
});
