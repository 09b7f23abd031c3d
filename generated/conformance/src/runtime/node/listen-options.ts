/** How a Node server listens and stops. */
export interface ListenOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly host: string;
  /** How long a stopping server says it is not ready before it stops listening, in ms. */
  readonly lameDuckMs: number;
}

/** Reads `PORT`, `HOST` and `LAME_DUCK_MS`; what is wrong is told in `problems`. */
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
  return {
    port: whole("PORT", 3000, 65_535),
    host: environment["HOST"]?.trim() || "127.0.0.1",
    lameDuckMs: whole("LAME_DUCK_MS", 1000, 600_000),
  };
}
