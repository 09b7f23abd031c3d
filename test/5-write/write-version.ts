/** Started by the kill tests: writes a version of the sample project, and ends itself at the given step, if any. */
import { pid, argv, kill } from "node:process";
import { writeProject } from "../../generator/5-write/write-project.ts";
import { header, versionOne, versionTwo } from "./sample-files.ts";

const [target = "", version = "", fatalStep = "-1"] = argv.slice(2);
let step = 0;
console.log("ready");
await writeProject(version === "1" ? versionOne : versionTwo, target, {
  force: false,
  dryRun: false,
  manifest: header,
  onStep() {
    if (step === Number(fatalStep)) kill(pid, "SIGKILL");
    step += 1;
  },
});
console.log(step);
