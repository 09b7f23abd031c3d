/** An address, and the variables that it was chosen by. */
export interface ChosenAddress {
  readonly host: string;
  readonly port: number;
  /** Begin of the names: `METRICS_` for `METRICS_HOST` and `METRICS_PORT`. */
  readonly prefix: "" | "METRICS_";
}

/** Says why an address cannot be listened on, and what to set, with the system's error as `cause`; any other error is given back. */
export function listenFailure(error: unknown, { host, port, prefix }: ChosenAddress): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const reason = reasons[String(error.code)];
  if (reason === undefined) return error;
  return new Error(`The server cannot listen on ${host}, port ${port}: ${reason(prefix)}`, { cause: error });
}

const reasons: Readonly<Record<string, (prefix: string) => string>> = {
  EADDRINUSE: (prefix) => `another program does. End it, or set another ${prefix}PORT.`,
  EACCES: (prefix) => `this user may not. Set a ${prefix}PORT above 1023.`,
  EADDRNOTAVAIL: (prefix) => `this machine has no such address. Set ${prefix}HOST to one of its own, or to 0.0.0.0.`,
  ENOTFOUND: (prefix) => `this name has no address. Set ${prefix}HOST to an address of this machine, or to 0.0.0.0.`,
};
