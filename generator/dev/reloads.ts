/** Runs of one piece of work, one at a time. */
export interface Reloads {
  /** Runs it now, or once more after the run that is going on. */
  request(): void;
  /** Runs nothing more; resolves when the run that is going on has ended. */
  end(): Promise<void>;
}

/** @param work - never throws */
export function createReloads(work: () => Promise<void>): Reloads {
  let running: Promise<void> | undefined;
  let again = false;
  let isEnded = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      await work();
    } while (again && !isEnded);
    running = undefined;
  };
  return {
    request() {
      if (isEnded) return;
      if (running === undefined) running = run();
      else again = true;
    },
    async end() {
      isEnded = true;
      await running;
    },
  };
}
