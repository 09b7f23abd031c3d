import { expect, it } from "vitest";
import { createProgressLine } from "../../generator/cli/progress-line.ts";
import { fakeIo } from "./fake-io.ts";

it("updates one line, not too often, and takes it away", () => {
  const io = fakeIo({ terminal: true, columns: 30 });
  const line = createProgressLine(io, false);
  line.update({ stage: "reading" });
  io.clock.now = 1000;
  for (let done = 0; done <= 1200; done += 1) {
    io.clock.now += 0.5;
    line.update({ stage: "emitting", done, total: 1200, unit: "files" });
  }
  line.update({ stage: "writing", total: 1200, unit: "files" });
  line.clear();
  line.clear();
  const shown = io.said.err.split("\r");
  expect(shown.slice(0, 4)).toEqual([
    "",
    "reading  0.0 s\u001b[K",
    "emitting 0/1,200 files  1.0 s\u001b[K",
    "emitting 160/1,200 files  1.1\u001b[K",
  ]);
  expect(shown.slice(-3)).toEqual([
    "emitting 1,200/1,200 files  1\u001b[K",
    "writing 1,200 files  1.6 s\u001b[K",
    "\u001b[K",
  ]);
  expect(shown.length).toBe(1 + 1 + 1 + 7 + 1 + 1 + 1);
});

it.each([
  [{ terminal: false }, false],
  [{ terminal: true, env: { CI: "true" } }, false],
  [{ terminal: true, env: { TERM: "dumb" } }, false],
  [{ terminal: true }, true],
])("shows nothing with %j, quiet %j", (options, quiet) => {
  const io = fakeIo(options);
  const line = createProgressLine(io, quiet);
  line.update({ stage: "reading" });
  line.clear();
  expect(io.said).toEqual({ out: "", err: "" });
});

it("names the project among several", () => {
  const io = fakeIo({ terminal: true });
  createProgressLine(io, false, "harbour").update({ stage: "planning" });
  expect(io.said.err).toBe("\rharbour: planning  0.0 s\u001b[K");
});
