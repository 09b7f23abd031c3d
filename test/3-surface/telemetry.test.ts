import { expect, test } from "vitest";
import { emitProject } from "../../generator/4-emit/emit-project.ts";
import { readSample } from "../4-emit/sample.ts";
import { openapi, surfaceOf } from "../support/in-memory-document.ts";

const document = openapi({ "/berths": { get: { operationId: "listBerths" } } });

test.each([
  [{}, []],
  [{ audit: false }, []],
  [{ metrics: true }, ["metrics"]],
  [{ metrics: true, otel: true, audit: true }, ["audit", "metrics", "otel"]],
])("telemetry %j is the features %j", (telemetry, features) => {
  const { surface } = surfaceOf(document, { telemetry, page: "off" });
  expect([...surface.features].filter((feature) => feature !== "select").toSorted()).toEqual(features);
});

test("a target without Node has the audit log, and nothing that needs Node", () => {
  const { surface } = surfaceOf(document, { telemetry: { audit: true }, targets: ["workers"] });
  expect(surface.features.has("audit")).toBe(true);
  expect(() => surfaceOf(document, { telemetry: { metrics: true, otel: true }, targets: ["node", "workers"] })).toThrow(
    "telemetry.metrics and telemetry.otel cannot be had with the target workers",
  );
});

test("what is not chosen is not in the project: no file, no package, no variable", async () => {
  const textOf = async (features: readonly ("audit" | "metrics" | "otel")[]): Promise<string> => {
    const files = await emitProject(
      { ...(await readSample("toy")), features: new Set(features) },
      { generatorVersion: "0.0.0-test" },
    );
    const own = files.filter(({ path }) => ["package.json", ".env.example", "src/features.ts"].includes(path));
    return [...files.map(({ path }) => path), ...own.map(({ content }) => content)].join("\n");
  };
  const found = async (features: readonly ("audit" | "metrics" | "otel")[]): Promise<readonly string[]> => [
    ...new Set(
      (await textOf(features)).match(
        /create-audit|AUDIT_KEY|prom-client|METRICS_PORT|create-metrics|sdk-trace|OTEL_\w+ENDPOINT|otel-spans/g,
      ),
    ),
  ];
  expect(await found([])).toEqual([]);
  expect((await found(["audit"])).toSorted()).toEqual(["AUDIT_KEY", "create-audit"]);
  expect((await found(["metrics"])).toSorted()).toEqual(["METRICS_PORT", "create-metrics", "prom-client"]);
  expect((await found(["otel"])).toSorted()).toEqual(["OTEL_EXPORTER_OTLP_ENDPOINT", "otel-spans", "sdk-trace"]);
});
