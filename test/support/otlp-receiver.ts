import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A span as it came over the wire (OTLP 1, JSON Protobuf encoding), its attributes as an object. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  readonly name: string;
  /** 2: server. 3: client. */
  readonly kind: number;
  readonly status: { readonly code?: number; readonly message?: string };
  readonly attributes: Readonly<Record<string, unknown>>;
  /** `service.name` of its resource. */
  readonly service: unknown;
}

/** A collector on loopback. */
export interface OtlpReceiver extends AsyncDisposable {
  readonly url: string;
  readonly spans: ReceivedSpan[];
  /** Metrics by name, as they came last. */
  readonly metrics: Map<string, ReceivedMetric>;
  /** Every body, as text. */
  readonly bodies: string[];
  /** Headers of the last request. */
  headers: Readonly<Record<string, unknown>>;
}

interface ReceivedMetric {
  readonly name: string;
  readonly unit?: string;
  readonly points: readonly Readonly<Record<string, unknown>>[];
}

interface KeyValue {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number | string };
}

interface WireSpan extends Omit<ReceivedSpan, "attributes" | "service"> {
  readonly attributes: readonly KeyValue[];
}

interface WireMetric {
  readonly name: string;
  readonly unit?: string;
  readonly sum?: { readonly dataPoints: readonly { readonly attributes: readonly KeyValue[] }[] };
  readonly histogram?: { readonly dataPoints: readonly { readonly attributes: readonly KeyValue[] }[] };
}

interface TraceBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

interface MetricBody {
  readonly resourceMetrics: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly WireMetric[] }[];
  }[];
}

/** Starts one. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const metrics = new Map<string, ReceivedMetric>();
  const bodies: string[] = [];
  const receiver = { headers: {} as Readonly<Record<string, unknown>> };
  const take = async (request: IncomingMessage): Promise<void> => {
    const text = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    bodies.push(text);
    receiver.headers = request.headers;
    if (request.url === "/v1/traces") spans.push(...spansOf(JSON.parse(text) as TraceBody));
    if (request.url === "/v1/metrics") {
      for (const metric of metricsOf(JSON.parse(text) as MetricBody)) metrics.set(metric.name, metric);
    }
  };
  const server = createServer((request, response) => {
    take(request).then(
      () => response.setHeader("content-type", "application/json").end("{}"),
      (error: unknown) => response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(receiver, {
    url,
    spans,
    metrics,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  });
}

function spansOf(body: TraceBody): readonly ReceivedSpan[] {
  return body.resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap((scope) =>
      scope.spans.map(({ traceId, spanId, parentSpanId, traceState, name, kind, status, attributes }) => ({
        traceId,
        spanId,
        parentSpanId,
        traceState,
        name,
        kind,
        status,
        attributes: valuesOf(attributes),
        service: valuesOf(resource.attributes)["service.name"],
      })),
    ),
  );
}

function metricsOf(body: MetricBody): readonly ReceivedMetric[] {
  return body.resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap((scope) =>
      scope.metrics.map(({ name, unit, sum, histogram }) => ({
        name,
        ...(unit !== undefined && unit !== "" && { unit }),
        points: (sum ?? histogram)?.dataPoints.map(({ attributes }) => valuesOf(attributes)) ?? [],
      })),
    ),
  );
}

function valuesOf(attributes: readonly KeyValue[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value.intValue === undefined ? value.stringValue : Number(value.intValue),
    ]),
  );
}
