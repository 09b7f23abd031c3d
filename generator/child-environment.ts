/** Of our own environment, what any program may need to run, to log and to reach the network: no credential is among it. */
const inherited: readonly string[] = [
  "PATH",
  "SystemRoot",
  "NODE_ENV",
  "LOG_LEVEL",
  "NODE_EXTRA_CA_CERTS",
  "NODE_USE_ENV_PROXY",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
];

/** What a server that is started from here sees of our environment; its own settings come beside. */
export function childEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    inherited.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}
