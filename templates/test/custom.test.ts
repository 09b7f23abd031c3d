/**
 * Tests of your own: this file is written once and never again. `startContractWorld` starts the server in front of the mock;
 * `contract.test.ts` shows what can be done with it.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startContractWorld } from "./support/contract-world.ts";

test("the server is ready once its keys are there", async () => {
  await using world = await startContractWorld();
  const response = await fetch(new URL("/readyz", world.mcpUrl));
  assert.equal(response.status, 200);
});
