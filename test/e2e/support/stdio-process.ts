import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Where the Harbour server's entry for stdio is. */
export const stdioEntry: string = join(import.meta.dirname, "../../../generated/harbour/src/stdio.ts");

/** The Harbour server over stdio, as bytes. */
export interface StdioProcess {
  send(message: object): void;
  /** The next line of standard output; undefined when it has ended. */
  line(): Promise<string | undefined>;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** Ends its input, and gives the exit code and the lines that were not asked for. */
  end(): Promise<{ readonly code: number | null; readonly rest: readonly string[] }>;
}

/** Starts it with nothing in its environment but what is given. */
export function startStdio(environment: Readonly<Record<string, string>>): StdioProcess {
  const child = spawn(process.execPath, [stdioEntry], { env: environment, stdio: "pipe" });
  const exited = once(child, "exit");
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stdin.on("error", () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string | undefined> => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  return {
    send: (message) => void child.stdin.write(`${JSON.stringify(message)}\n`),
    line,
    errors: () => text,
    async end() {
      child.stdin.end();
      const rest: string[] = [];
      for (let next = await line(); next !== undefined; next = await line()) rest.push(next);
      await exited;
      return { code: child.exitCode, rest };
    },
  };
}
