import { expect, test } from "vitest";
import { listenFailure } from "../../../templates/src/runtime/node/listen-failure.ts";

const address = { host: "127.0.0.1", port: 80, prefix: "" } as const;

test.each([
  ["EADDRINUSE", address, "127.0.0.1, port 80: another program does. End it, or set another PORT."],
  [
    "EACCES",
    { ...address, prefix: "METRICS_" },
    "127.0.0.1, port 80: this user may not. Set a METRICS_PORT above 1023.",
  ],
  [
    "EADDRNOTAVAIL",
    address,
    "127.0.0.1, port 80: this machine has no such address. Set HOST to one of its own, or to 0.0.0.0.",
  ],
] as const)("%s says what to set", (code, chosen, message) => {
  const cause = Object.assign(new Error("listen"), { code });
  expect(listenFailure(cause, chosen)).toEqual(new Error(`The server cannot listen on ${message}`, { cause }));
});

test("any other error is given back as it is", () => {
  const error = new Error("odd");
  expect([listenFailure(error, address), listenFailure("odd", address)]).toEqual([error, "odd"]);
});
