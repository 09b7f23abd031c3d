/** In every test file: whatever token is used is noted, and whatever a server logs. `judge-leaks.ts` compares them at the end of the run. */
import { afterAll, expect, inject } from "vitest";
import { createRecorder, type Recorder, recordProcess } from "./recorder.ts";

/** One for each process: files that share it must not wrap what is wrapped. */
const place = globalThis as { leakRecorder?: Recorder };
if (place.leakRecorder === undefined) {
  place.leakRecorder = createRecorder(inject("leakFolder"));
  recordProcess(place.leakRecorder);
}
const recorder = place.leakRecorder;

recorder.log(expect.getState().testPath ?? "");

afterAll(() => recorder.flush());
