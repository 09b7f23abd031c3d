import { expect, test } from "vitest";
import { createJsonLog, describeError, type LogFields } from "../../templates/src/runtime/log.ts";
import { createStructuredLog } from "../../templates/src/runtime/node/structured-log.ts";

const fields = { requestId: "r", status: 200, token: "secret", headers: { authorization: "secret" } } as LogFields;

test("JSON lines hold the allowed fields only", () => {
  const lines: string[] = [];
  const log = createJsonLog(
    (line) => lines.push(line),
    () => 5,
  );
  log.debug("quiet");
  log.warn("request", fields);
  expect(lines).toEqual(['{"level":"warn","time":5,"message":"request","requestId":"r","status":200}']);
});

test("so does what pino gets", () => {
  const written: unknown[] = [];
  const write = (given: object, message: string): void => {
    written.push([given, message]);
  };
  createStructuredLog({ debug: write, info: write, warn: write, error: write }).info("request", fields);
  expect(written).toEqual([[{ requestId: "r", status: 200 }, "request"]]);
});

test("an unexpected error is described without its message", () => {
  const cause = Object.assign(new Error("secret"), { code: "ECONNREFUSED" });
  const error = Object.assign(new TypeError("https://user:secret@host\n    at secret", { cause }), { code: "EFAIL" });
  const { stack, ...rest } = describeError(error);
  expect(rest).toEqual({ error: "TypeError", code: "EFAIL", cause: "ECONNREFUSED" });
  expect([stack?.startsWith("at "), stack?.includes("secret")]).toEqual([true, false]);
  expect(describeError("secret")).toEqual({ error: "string" });
});
