/** What stands for a tenant's name in a setting. */
export const placeholder = "{tenant}";

/** How a setting is used: as an address that things are fetched from or sent to, or as a name that is compared. */
export type TemplateKind = "address" | "name";

/** Literal labels that a host has after a placeholder: `{tenant}.com` would make another registrable domain of each name. */
const minLabelsAfter = 2;

/** The text for one tenant. */
export function fillTemplate(template: string, tenant: string): string {
  return template.replaceAll(placeholder, () => tenant);
}

/**
 * What is wrong with the placeholders of a setting; undefined when nothing is. In an address a placeholder is a whole label of the
 * host, with two literal labels behind it, or a whole segment of the path: a DNS label put there changes nothing else of the URL.
 */
export function templateProblem(template: string, kind: TemplateKind): string | undefined {
  if (/[{}]/.test(template.replaceAll(placeholder, ""))) return `may hold the placeholder ${placeholder}, and no other`;
  if (!template.includes(placeholder)) return undefined;
  if (kind === "address") return addressProblem(template);
  return /^[^:/?#]*\{tenant\}[^:/?#]*:/.test(template) ? `must not hold ${placeholder} in its scheme` : undefined;
}

/** `http(s)://host[:port][/path]`: no user, no IPv6 address, no query, no fragment. */
const address = /^https?:\/\/([^/?#\\@:[\]]+)(?::\d{1,5})?((?:\/[^/?#\\]*)*)$/i;

function addressProblem(template: string): string | undefined {
  const [, host = placeholder, path = ""] = address.exec(template) ?? [];
  const labels = host.split(".");
  const last = labels.findLastIndex((label) => label.includes(placeholder));
  const parts = [...labels, ...path.split("/")];
  const isPlain = address.test(template) && parts.every((part) => part === placeholder || !part.includes(placeholder));
  if (!isPlain) return `must hold ${placeholder} as a whole label of its host or a whole segment of its path`;
  // A name that is a number, and numbers behind it, would be an IP address.
  const isDomain = labels.length - 1 - last >= minLabelsAfter && !/^\d*$/.test(labels.at(-1) ?? "");
  if (last === -1 || isDomain) return undefined;
  return `must name your own domain behind ${placeholder}, like https://${placeholder}.auth.example.com`;
}
