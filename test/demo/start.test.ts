import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the demo's program to its end. */
async function run(...args: string[]): Promise<Outcome> {
  const child = spawn(process.execPath, ["demo/start.ts", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number | null, output, errors };
}

test("--once does the whole flow, ticks each step and exits 0", async () => {
  const { code, output, errors } = await run("--once");
  const steps = [...output.matchAll(/^  ([✓✗]) +\d+ ms  (.{33}) /gm)].map(
    ([, mark, title]) => `${mark} ${title?.trim()}`,
  );
  expect([code, errors, steps]).toEqual([
    0,
    "",
    [
      "✓ No token: refused",
      "✓ Metadata of the resource",
      "✓ Metadata of the sign-in server",
      "✓ The client registers itself",
      "✓ Ana signs in and allows it",
      "✓ Code becomes a token",
      "✓ Tools are listed",
      "✓ A read: list_berths",
      "✓ The API saw Ana's own token",
      "✓ create_booking: more is needed",
      "✓ Ana allows that too",
      "✓ A write: create_booking",
      "✓ A picture: get_harbour_map",
      "✓ upload_photo: more is needed",
      "✓ Ana allows that too",
      "✓ An upload: upload_photo",
    ],
  ]);
});

test("without a generated server it says how to make one", async () => {
  expect(await run("--server", "test/demo")).toEqual({
    code: 1,
    output: "",
    errors: "There is no generated server in test/demo. Make it: npm run regenerate\n",
  });
});

test("what it does not know is bad usage", async () => {
  const { code, errors } = await run("--twice");
  expect([code, errors.split("\n")[0]?.startsWith("Unknown option '--twice'")]).toEqual([2, true]);
});

test("it starts, says where, and ends at a signal", async () => {
  const child = spawn(process.execPath, ["demo/start.ts"], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8");
  for await (const chunk of child.stdout as AsyncIterable<string>) {
    output += chunk;
    if (!child.killed && output.includes("Ctrl-C ends all of it")) child.kill("SIGTERM");
  }
  const [code] = child.exitCode === null ? ((await once(child, "exit")) as [number | null]) : [child.exitCode];
  const url = /MCP server {3}(http:\/\/127\.0\.0\.1:\d+\/mcp)/.exec(output)?.[1];
  expect([code, output.includes(`claude mcp add --transport http harbour ${url}   then /mcp`)]).toEqual([0, true]);
});
