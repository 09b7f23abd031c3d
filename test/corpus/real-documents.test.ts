import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokenIssuer } from "../support/token-issuer.ts";
import type { TokenIssuer } from "../support/token-issuer.ts";
import { connectWithToken } from "../support/connect-with-token.ts";
import { startProject } from "../support/start-project.ts";
import { generateProject, startEchoApi, typeErrors } from "./generate-and-call.ts";
import { sampleArguments } from "../support/sample-arguments.ts";

/** Real documents live beside the repository, never in it: `shared/specs`. */
const specs = join(import.meta.dirname, "../../../shared/specs");
const available = existsSync(specs);
if (!available)
  console.warn(`SKIPPED: the real documents are not there (${specs}); only documents of our own are tested.`);

interface RealDocument {
  readonly file: string;
  readonly tools: number;
  /** Widens the folder of references, as a user of a multi-file document would. */
  readonly refRoot?: string;
  /** Always run; the others with FULL=1. */
  readonly quick?: true;
}

const documents: readonly RealDocument[] = [
  { file: "github.json", tools: 1223, quick: true },
  { file: "stripe.yaml", tools: 468, quick: true },
  { file: "jira.json", tools: 499, quick: true },
  { file: "box.json", tools: 296, quick: true },
  { file: "train-travel/openapi.yaml", tools: 7, quick: true },
  { file: "petstore-v3.yaml", tools: 19, quick: true },
  { file: "mastodon.json", tools: 210, quick: true },
  { file: "appcenter.json", tools: 352 },
  { file: "camara-qod/API_definitions/quality-on-demand.yaml", tools: 5, refRoot: "camara-qod" },
  { file: "complex-nesting.json", tools: 5 },
  { file: "datadog-v1.yaml", tools: 235 },
  { file: "enode.json", tools: 28 },
  { file: "figma.yaml", tools: 47 },
  { file: "ga4gh-drs/data_repository_service.openapi.yaml", tools: 9 },
  { file: "gmail.json", tools: 79 },
  { file: "keycloak-admin.json", tools: 281 },
  { file: "museum.yaml", tools: 8 },
  { file: "non-oauth-scopes-3.1.json", tools: 1 },
  { file: "openai.yaml", tools: 288 },
  { file: "ory.json", tools: 171 },
  { file: "parameters-style.json", tools: 25 },
  { file: "plaid.yaml", tools: 329 },
  { file: "sentry-derefed.json", tools: 223 },
  { file: "square.json", tools: 316 },
  { file: "telnyx.json", tools: 361 },
  { file: "tictactoe-3.1.yaml", tools: 3 },
  { file: "weatherbit.json", tools: 47 },
  { file: "webhook-3.1.yaml", tools: 0 },
];

const chosen = available ? documents.filter(({ quick }) => quick === true || process.env["FULL"] === "1") : [];

let issuer: TokenIssuer;
let api: Awaited<ReturnType<typeof startEchoApi>>;

beforeAll(async () => {
  issuer = await tokenIssuer();
  api = await startEchoApi();
});

afterAll(async () => {
  await issuer.close();
  await api.close();
});

// Named in the report, so that a run without them cannot pass for one with them.
test.runIf(!available)("SKIPPED: the real documents are not beside the repository (../shared/specs)", (context) => {
  expect(documents.length).toBeGreaterThan(0);
  context.skip();
});

describe.each(chosen)("$file", ({ file, tools, refRoot }) => {
  const name = file.replaceAll(/[/.]/g, "-");

  test(
    "generates, compiles, starts, lists and is called by both clients with the caller's own token",
    { timeout: 60_000 },
    async () => {
      const spec = join(specs, file);
      const { folder, result, seconds } = await generateProject(
        name,
        spec,
        refRoot === undefined ? undefined : join(specs, refRoot),
      );
      expect(result.tools).toBe(tools);
      expect(result.lost).toEqual([]);
      expect(await typeErrors(folder)).toEqual([]);

      const server = await startProject(folder, { OAUTH_ISSUER: issuer.url, API_BASE_URL: api.url, LAME_DUCK_MS: "0" });
      const scope = result.scopes.join(" ");
      for (const kind of ["v1", "v2"] as const) {
        const token = await issuer.mint({ aud: server.resource, sub: kind, scope });
        const client = await connectWithToken(kind, server.url, token);
        const listed = await client.listTools();
        expect(listed.tools).toHaveLength(tools);
        const callable = listed.tools.find(
          ({ annotations, inputSchema }) =>
            annotations?.readOnlyHint === true && sampleArguments(inputSchema) !== undefined,
        );
        if (callable !== undefined) {
          api.requests.length = 0;
          const called = await client.callTool({
            name: callable.name,
            arguments: sampleArguments(callable.inputSchema) ?? {},
          });
          expect([callable.name, called.isError ?? false, called.content]).toEqual([
            callable.name,
            false,
            [{ type: "text", text: '{"ok":true}' }],
          ]);
          expect(api.requests.map(({ authorization }) => authorization)).toEqual([`Bearer ${token}`]);
        }
        await client.close();
      }
      expect(await server.stop()).toBe(0);
      console.info(`${file}: ${tools} tools, generated in ${seconds.toFixed(1)} s`);
    },
  );

  test("generated again, not a byte differs and nothing is written", { timeout: 60_000 }, async () => {
    const { generate } = await import("../../generator/generate.ts");
    const folder = join(import.meta.dirname, "../../.tmp/corpus", name);
    const { report } = await generate({
      spec: join(specs, file),
      out: folder,
      // As generate-and-call.ts has it.
      results: { select: "off" },
      ...(refRoot === undefined ? {} : { refRoot: join(specs, refRoot) }),
    });
    expect([report.created, report.changed, report.removed]).toEqual([[], [], []]);
  });
});
