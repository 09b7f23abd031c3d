import type { CliWork } from "../../generator/cli/run.ts";

/** The work behind the commands: what is not given must not be asked for. */
export function fakeWork(given: Partial<CliWork>): CliWork {
  const unused = async (): Promise<never> => {
    throw new Error("not asked for");
  };
  return {
    version: "1.2.3",
    generate: unused,
    check: unused,
    diff: unused,
    inspect: unused,
    doctor: unused,
    serve: unused,
    dev: unused,
    questions: unused,
    ...given,
  };
}
