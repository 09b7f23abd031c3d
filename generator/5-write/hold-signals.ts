import process from "node:process";

const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs synchronous work that Ctrl-C and polite kills do not interrupt: the process goes on, and a signal that came in
 * these milliseconds is dropped. (SIGKILL cannot be held.)
 */
export function holdSignals(work: () => void): void {
  const ignore = (): void => {};
  for (const signal of signals) process.on(signal, ignore);
  try {
    work();
  } finally {
    for (const signal of signals) process.off(signal, ignore);
  }
}
