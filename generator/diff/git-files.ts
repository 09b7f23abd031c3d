import { execFile } from "node:child_process";
import { posix } from "node:path";
import { documentLimits } from "../1-spec/document-limits.ts";
import { GeneratorError } from "../errors.ts";

/** A path at a revision of a git repository. */
export interface GitPath {
  readonly revision: string;
  /** From the repository's top; from the working directory when it begins with `./` or `../`, as git has it. */
  readonly path: string;
}

/** `REV:path`, as `git show` takes it; `undefined` for anything else. A revision that reads as an option is none. */
export function parseGitPath(name: string): GitPath | undefined {
  const found = /^(?<revision>[^-:\s][^:\s]*):(?<path>.+)$/u.exec(name)?.groups;
  return found === undefined ? undefined : { revision: found["revision"] ?? "", path: found["path"] ?? "" };
}

/** Files of a revision, read without its work tree, without a shell, and without filters or text conversions. */
export interface GitRevision {
  /** Where the repository's files are when they are checked out: absolute. */
  readonly top: string;
  /** Path of a {@link GitPath} from the top, without `.` and `..`; empty: the top itself. */
  fromTop(path: string): string;
  /** What is at a path from the top; `undefined` when nothing is. */
  kindOf(path: string): Promise<"file" | "folder" | undefined>;
  /** @throws GeneratorError `document-unreadable` */
  read(path: string): Promise<Buffer>;
}

/**
 * Opens a revision.
 * @param cwd - folder of the repository, or one in it
 * @throws GeneratorError `bad-usage` when there is no git, no repository or no such revision
 */
export async function openRevision(revision: string, cwd: string): Promise<GitRevision> {
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  const commit = await git(args, cwd).catch((cause: unknown) => {
    const message = `git knows no revision "${revision}" in "${cwd}".${reasonOf(cause)}`;
    throw new GeneratorError("bad-usage", message, { cause });
  });
  const ask = async (question: string, otherwise: string): Promise<string> =>
    (await git(["rev-parse", question], cwd).catch(() => Buffer.from(otherwise))).toString("utf8").trim();
  // A bare repository has no top.
  const [top, prefix] = [await ask("--show-toplevel", cwd), await ask("--show-prefix", "")];
  const named = (path: string): string => `${commit.toString("utf8").trim()}:${path}`;
  return {
    top,
    fromTop(path) {
      const whole = /^\.\.?(?:\/|$)/u.test(path) ? posix.join(prefix, path) : posix.normalize(path);
      return whole.replace(/^\.$|\/+$/gu, "");
    },
    async kindOf(path) {
      const kind = await git(["cat-file", "-t", named(path)], cwd).catch(() => undefined);
      const text = kind?.toString("utf8").trim();
      if (text === "blob") return "file";
      return text === "tree" ? "folder" : undefined;
    },
    read: (path) =>
      git(["cat-file", "blob", named(path)], cwd).catch((cause: unknown) => {
        const message = `"${path}" of ${revision} cannot be read.${reasonOf(cause)}`;
        throw new GeneratorError("document-unreadable", message, { cause });
      }),
  };
}

function git(args: readonly string[], cwd: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { cwd, encoding: "buffer", maxBuffer: documentLimits.bytes, timeout: 60_000 } as const;
    execFile("git", ["--no-pager", ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(Object.assign(error, { said: stderr.toString("utf8").trim() }));
    });
  });
}

function reasonOf(cause: unknown): string {
  if (typeof cause !== "object" || cause === null) return "";
  if ("code" in cause && cause.code === "ENOENT") return " Is git installed, and is that a folder?";
  if ("code" in cause && cause.code === "ERR_CHILD_PROCESS_STDIO_MAXBUFFER") return " It is too large.";
  return "said" in cause && typeof cause.said === "string" && cause.said !== "" ? ` ${cause.said.slice(0, 300)}` : "";
}
