import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { RecordedRequest } from "./judge/recorded-request.ts";

/** What the recorder answers. */
export interface Answer {
  readonly status: number;
  readonly mediaType?: string;
  readonly body: string | Uint8Array;
}

/** An API on loopback that keeps every request as it came and answers what it is told. */
export interface Recorder {
  /** Origin, without a path. */
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** What the next requests are answered with. */
  answer: Answer;
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const raw = request.rawHeaders;
      recorder.requests.push({
        method: request.method ?? "",
        target: request.url ?? "",
        headers: Array.from(
          { length: raw.length / 2 },
          (_, index) => [(raw[index * 2] ?? "").toLowerCase(), raw[index * 2 + 1] ?? ""] as const,
        ),
        body: Buffer.concat(chunks),
      });
      const { status, mediaType, body } = recorder.answer;
      response.writeHead(status, mediaType === undefined ? {} : { "content-type": mediaType });
      response.end(status === 204 || status === 205 || status === 304 ? undefined : body);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const recorder: Recorder = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: { status: 200, mediaType: "application/json", body: "{}" },
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => {
        server.close(done);
      });
    },
  };
  return recorder;
}
