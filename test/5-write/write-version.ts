/** Started by the kill tests: writes a version of the sample project, and sends itself a signal at the given step, if any. */
import { argv, kill, pid, stdout } from "node:process";
import { writeProject } from "../../generator/5-write/write-project.ts";
import { header, versionOne, versionTwo } from "./sample-files.ts";

const [target = "", version = "", fatalStep = "-1", signal = "SIGKILL"] = argv.slice(2);
let step = 0;
stdout.write("ready\n");
await writeProject(version === "1" ? versionOne : versionTwo, target, {
  force: false,
  dryRun: false,
  manifest: header,
  onStep() {
    if (step === Number(fatalStep)) kill(pid, signal);
    step += 1;
  },
});
stdout.write(`${step}\n`);
