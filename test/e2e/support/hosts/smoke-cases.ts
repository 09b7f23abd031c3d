import { expect, test } from "vitest";
import { testEveryTool, testHost } from "../host-cases.ts";
import { serveOn, type TestedHost } from "./tested-host.ts";

/** The list that every host is held to, and every tool. */
export function testSmoke(host: TestedHost): void {
  const served = serveOn(host);
  testHost(served);
  testEveryTool(served);

  test("is ready once it has fetched keys", async () => {
    const response = await fetch(`${served.world().publicUrl}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({})]);
  });
}
