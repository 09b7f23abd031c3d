import type { Feature } from "../3-surface/surface.ts";

/** What an optional feature of the runtime adds to a project that uses it. */
interface FeatureParts {
  /** Files of `templates/`, left out of every other project. */
  readonly files: readonly string[];
  /** Packages that only this feature needs. */
  readonly dependencies: readonly string[];
  /** How `src/features.ts` hands it to the runtime; absent for what stands around the runtime. */
  readonly wiring?: FeatureWiring;
}

/** One line of `src/features.ts`: `<option>: <name>`, and where the name comes from. All of it is ours. */
export interface FeatureWiring {
  /** A member of `RuntimeFeatures`. */
  readonly option:
    | "answerReaders"
    | "audit"
    | "bodyWriters"
    | "introspection"
    | "metrics"
    | "otel"
    | "legacySse"
    | "page"
    | "readSelection"
    | "sharedStore"
    | "tenants"
    | "upstream";
  readonly name: string;
  readonly from: string;
}

/** What gets tokens for the API, whichever kind. */
const tokenFiles: readonly string[] = [
  "src/runtime/auth/client-authentication.ts",
  "src/runtime/upstream/named-origins.ts",
  "src/runtime/upstream/request-token.ts",
  "src/runtime/upstream/token-failure.ts",
];

/** What entries share whose platform has no start of its own, and those whose platform listens by itself. */
const onceFiles = ["src/runtime/hosts/answer-or-explain.ts", "src/runtime/hosts/handler-at-first-use.ts"];
const listenerFiles = ["src/runtime/hosts/host-server.ts"];

/** Every optional feature, in one table. */
const features: Readonly<Record<Feature, FeatureParts>> = {
  audit: {
    files: [
      "src/runtime/telemetry/caller-hash.ts",
      "src/runtime/telemetry/create-audit.ts",
      "src/runtime/telemetry/scrub-arguments.ts",
    ],
    dependencies: [],
    wiring: { option: "audit", name: "createAudit", from: "./runtime/telemetry/create-audit.ts" },
  },
  metrics: {
    files: [
      "src/runtime/node/create-metrics.ts",
      "src/runtime/node/metrics-address.ts",
      "src/runtime/node/metrics-server.ts",
    ],
    dependencies: ["prom-client"],
    wiring: { option: "metrics", name: "createMetrics", from: "./runtime/node/create-metrics.ts" },
  },
  otel: {
    files: [
      "src/runtime/node/create-otel.ts",
      "src/runtime/node/otel-metrics.ts",
      "src/runtime/node/otel-settings.ts",
      "src/runtime/node/otel-spans.ts",
      "src/runtime/node/tell-failures.ts",
    ],
    dependencies: [
      "@opentelemetry/api",
      "@opentelemetry/core",
      "@opentelemetry/exporter-metrics-otlp-http",
      "@opentelemetry/exporter-trace-otlp-http",
      "@opentelemetry/resources",
      "@opentelemetry/sdk-metrics",
      "@opentelemetry/sdk-trace",
    ],
    wiring: { option: "otel", name: "createOtel", from: "./runtime/node/create-otel.ts" },
  },
  "multipart-answers": {
    files: ["src/runtime/upstream/read-multipart.ts"],
    dependencies: [],
    wiring: { option: "answerReaders", name: "multipartReaders", from: "./runtime/upstream/read-multipart.ts" },
  },
  redis: {
    files: [
      "src/runtime/node/redis-connection.ts",
      "src/runtime/node/redis-counter.ts",
      "src/runtime/node/redis-store.ts",
    ],
    dependencies: ["ioredis", "rate-limiter-flexible"],
    wiring: { option: "sharedStore", name: "createRedisStore", from: "./runtime/node/redis-store.ts" },
  },
  select: {
    files: [
      "src/runtime/results/evaluate-select.ts",
      "src/runtime/results/select-answer.ts",
      "src/runtime/results/select-functions.ts",
    ],
    dependencies: ["@jmespath-community/jmespath"],
    wiring: { option: "readSelection", name: "readSelection", from: "./runtime/results/select-answer.ts" },
  },
  page: {
    files: [
      "src/runtime/page/client-guides.ts",
      "src/runtime/page/home-markup.ts",
      "src/runtime/page/home-page.ts",
      "src/runtime/page/markup.ts",
      "src/runtime/page/page-script.ts",
      "src/runtime/page/page-style.ts",
      "src/runtime/page/tools-section.ts",
    ],
    dependencies: [],
    wiring: { option: "page", name: "homePage", from: "./runtime/page/home-page.ts" },
  },
  "xml-bodies": {
    files: ["src/runtime/upstream/write-xml.ts"],
    dependencies: ["fast-xml-parser"],
    wiring: { option: "bodyWriters", name: "xmlWriters", from: "./runtime/upstream/write-xml.ts" },
  },
  introspection: {
    files: [
      "src/runtime/auth/client-authentication.ts",
      "src/runtime/auth/introspect.ts",
      "src/runtime/auth/introspection-answer.ts",
    ],
    dependencies: [],
    wiring: { option: "introspection", name: "createIntrospection", from: "./runtime/auth/introspect.ts" },
  },
  "legacy-sse": {
    files: [
      "src/runtime/hosts/message-answers.ts",
      "src/runtime/node/sse/create-legacy-sse.ts",
      "src/runtime/node/sse/event-sink.ts",
      "src/runtime/node/sse/session-message.ts",
      "src/runtime/node/sse/sse-session.ts",
      "src/runtime/node/sse/sse-sessions.ts",
    ],
    dependencies: ["@modelcontextprotocol/server-legacy"],
    wiring: { option: "legacySse", name: "createLegacySse", from: "./runtime/node/sse/create-legacy-sse.ts" },
  },
  bun: { files: ["src/bun.ts", ...listenerFiles], dependencies: [] },
  deno: { files: ["src/deno.ts", ...listenerFiles], dependencies: [] },
  lambda: { files: ["src/lambda.ts", "src/runtime/hosts/lambda-event.ts", ...onceFiles], dependencies: [] },
  stdio: {
    files: [
      "src/stdio.ts",
      "src/runtime/hosts/message-answers.ts",
      "src/runtime/hosts/message-bridge.ts",
      "src/runtime/hosts/message-request.ts",
      "src/runtime/node/serve-stdio.ts",
    ],
    dependencies: [],
  },
  workers: { files: ["src/worker.ts", "src/cloudflare-workers.d.ts", ...onceFiles], dependencies: [] },
  tenants: {
    files: [
      "src/runtime/tenants/fetch-allowance.ts",
      "src/runtime/tenants/read-tenants.ts",
      "src/runtime/tenants/tenant-directory.ts",
      "src/runtime/tenants/tenant-name.ts",
      "src/runtime/tenants/tenant-options.ts",
      "src/runtime/tenants/tenant-pattern.ts",
      "src/runtime/tenants/tenant-routes.ts",
      "src/runtime/tenants/tenant-template.ts",
    ],
    dependencies: [],
    wiring: { option: "tenants", name: "readTenants", from: "./runtime/tenants/read-tenants.ts" },
  },
  "token-exchange": {
    files: [
      ...tokenFiles,
      "src/runtime/upstream/exchange-answer.ts",
      "src/runtime/upstream/exchange-mode.ts",
      "src/runtime/upstream/exchange-settings.ts",
    ],
    dependencies: [],
    wiring: { option: "upstream", name: "exchangeMode", from: "./runtime/upstream/exchange-mode.ts" },
  },
  "upstream-credentials": {
    files: [
      ...tokenFiles,
      "src/runtime/upstream/client-token.ts",
      "src/runtime/upstream/credential-settings.ts",
      "src/runtime/upstream/credentials-mode.ts",
    ],
    dependencies: [],
    wiring: { option: "upstream", name: "credentialsMode", from: "./runtime/upstream/credentials-mode.ts" },
  },
};

/** Files that only a project with some feature has. */
export const optionalFiles: readonly string[] = Object.values(features).flatMap(({ files }) => files);

/** Files of the runtime that a project with these features does not have. */
export function unusedFiles(used: ReadonlySet<Feature>): ReadonlySet<string> {
  const wanted = new Set(usedParts(used).flatMap(({ files }) => files));
  return new Set(optionalFiles.filter((file) => !wanted.has(file)));
}

/** Packages that these features need besides those of every project. */
export function featureDependencies(used: ReadonlySet<Feature>): readonly string[] {
  return usedParts(used).flatMap(({ dependencies }) => dependencies);
}

/** What `src/features.ts` hands to the runtime. */
export function featureWirings(used: ReadonlySet<Feature>): readonly FeatureWiring[] {
  return usedParts(used).flatMap(({ wiring }) => wiring ?? []);
}

function usedParts(used: ReadonlySet<Feature>): readonly FeatureParts[] {
  return [...used].toSorted().map((feature) => features[feature]);
}
