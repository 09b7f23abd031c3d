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
  const run = async (): Promise<void> => {
    again = false;
    await work();
    running = again ? run() : undefined;
    await running;
  };
  let request = (): void => {
    again = true;
    running ??= run();
  };
  return {
    request: () => request(),
    async end() {
      request = () => {};
      again = false;
      await running;
    },
  };
}
