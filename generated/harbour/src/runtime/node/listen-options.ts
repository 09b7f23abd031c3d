/** How a Node server listens and stops. */
export interface ListenOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** How long a stopping server says it is not ready before it stops listening, in ms. */
  readonly lameDuckMs: number;
  /** How long it then serves connections that are open before it closes those that idle, in ms. Default: 0. */
  readonly idleGraceMs?: number;
}

/** Longer than the `keepalive_timeout` of `deploy/nginx.conf`, and by enough for a busy machine. In ms. */
const IDLE_GRACE_MS = 3000;

/** Reads `PORT`, `HOST`, `LAME_DUCK_MS` and `IDLE_GRACE_MS`; what is wrong is told in `problems`. */
export function listenOptionsFrom(
  environment: { readonly [name: string]: string | undefined },
  problems: string[],
): ListenOptions {
  const whole = (name: string, byDefault: number, max: number): number => {
    const text = environment[name]?.trim() || String(byDefault);
    if (/^\d+$/.test(text) && Number(text) <= max) return Number(text);
    problems.push(`${name} must be a whole number from 0 to ${max}.`);
    return byDefault;
  };
  const lameDuckMs = whole("LAME_DUCK_MS", 1000, 600_000);
  return {
    port: whole("PORT", 3000, 65_535),
    host: environment["HOST"]?.trim() || "127.0.0.1",
    lameDuckMs,
    // Without a lame duck nothing stands in front that would have to hear of the stop.
    idleGraceMs: whole("IDLE_GRACE_MS", lameDuckMs === 0 ? 0 : IDLE_GRACE_MS, 600_000),
  };
}
