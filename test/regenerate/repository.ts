import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../generator/cli/run.ts";
import { check } from "../../generator/check.ts";
import { diff } from "../../generator/diff.ts";
import { generate } from "../../generator/generate.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { fakeWork } from "../cli/fake-work.ts";

/** A git repository with a document, as a team has one. */
export interface Repository {
  readonly folder: string;
  read(path: string): string;
  write(path: string, text: string): void;
  /** Commits everything that is there. */
  commit(message: string): void;
  /** Runs a command of slipway in the repository, as CI would. */
  slipway(...argv: readonly string[]): Promise<Said>;
}

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export function createRepository(folder: string): Repository {
  const git = (...args: readonly string[]): void => {
    const identity = [
      "-c",
      "user.name=Tester",
      "-c",
      "user.email=tester@harbour.example",
      "-c",
      "commit.gpgsign=false",
    ];
    const { status, stderr } = spawnSync("git", [...identity, ...args], { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  };
  git("init", "--quiet");
  return {
    folder,
    read: (path) => readFileSync(join(folder, path), "utf8"),
    write: (path, text) => writeFileSync(join(folder, path), text),
    commit(message) {
      git("add", "--all");
      git("commit", "--quiet", "--message", message);
    },
    async slipway(...argv) {
      const io = fakeIo({ cwd: folder, columns: 120 });
      const code = await run(argv, io, fakeWork({ generate, check, diff }));
      return { code, out: io.said.out, err: io.said.err };
    },
  };
}
