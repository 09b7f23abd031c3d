/**
 * Runs with a signal that aborts when one of `signals` does, or after `ms`. Nothing is left behind once it has run:
 * `AbortSignal.timeout` would keep a timer for every call of the last half minute.
 */
export async function withDeadline<T>(
  ms: number,
  signals: readonly AbortSignal[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new DOMException("The call took too long", "TimeoutError")), ms);
  try {
    return await run(AbortSignal.any([deadline.signal, ...signals]));
  } finally {
    clearTimeout(timer);
  }
}
