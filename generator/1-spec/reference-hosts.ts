import { GeneratorError } from "../errors.ts";

/**
 * Checks a list of hosts that references may name, and gives them as URLs write them: lower case, with a port unless it is 443.
 * @throws GeneratorError `bad-usage`
 */
export function referenceHosts(hosts: readonly string[]): ReadonlySet<string> {
  return new Set(hosts.map(hostOf));
}

function hostOf(text: string): string {
  const url = URL.canParse(`https://${text}/`) ? new URL(`https://${text}/`) : undefined;
  if (url !== undefined && url.pathname === "/" && url.username === "" && url.host !== "" && !/[*/?#@\\\s]/.test(text))
    return url.host;
  throw new GeneratorError(
    "bad-usage",
    `"${text}" is no host that references may name. Write a host alone, as in schemas.example.com or schemas.example.com:8443; each host is named on its own.`,
  );
}
