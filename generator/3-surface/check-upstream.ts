import type { Operation } from "../2-model/api.ts";
import type { UpstreamOptions } from "../options.ts";
import type { NamedOrigins } from "./name-origins.ts";

/** Everything wrong with the settings by themselves: sentences that follow the word `upstream`. */
export function checkUpstream(options: UpstreamOptions): string[] {
  const problems: string[] = [];
  checkKeys(options, problems);
  checkBaseUrl(options.baseUrl, problems);
  if (options.mode === "exchange") checkExchange(options, problems);
  if (options.mode === "credentials") checkRequirement(options.requires, problems);
  return problems;
}

const keysOf = {
  forward: ["mode", "baseUrl"],
  exchange: ["mode", "baseUrl", "clientId", "audience", "resource", "tokenAudience", "origins"],
  credentials: ["mode", "baseUrl", "requires", "origins"],
} as const;

/** A key of another mode would be without effect, and who wrote it believes otherwise. */
function checkKeys(options: UpstreamOptions, problems: string[]): void {
  const mode = options.mode ?? "forward";
  const allowed: readonly string[] = keysOf[mode];
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || allowed.includes(key)) continue;
    const modes = Object.entries(keysOf).filter(([, keys]) => keys.some((known) => known === key));
    problems.push(`.${key} is of mode ${modes.map(([name]) => name).join(" and ")}, but upstream.mode is ${mode}.`);
  }
}

/** Tokens pass there: https, or plain http that stays on this machine (RFC 6750, 5.2). */
function checkBaseUrl(baseUrl: string | undefined, problems: string[]): void {
  if (baseUrl === undefined) return;
  const url = URL.parse(baseUrl);
  const isPlain = url !== null && !/[?#]/.test(baseUrl) && url.username === "" && url.password === "";
  const isLoopback = url !== null && /^(?:localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname);
  if (!isPlain || !/^https?:$/.test(url.protocol)) {
    problems.push(".baseUrl must be an http(s) URL without user, query and fragment, like https://api.example.com/v1.");
  } else if (url.protocol === "http:" && !isLoopback) {
    problems.push(".baseUrl must be https: credentials pass there. Plain http is allowed on loopback only.");
  }
}

function checkExchange({ clientId = "", audience = [], resource = [] }: UpstreamOptions, problems: string[]): void {
  if (clientId === "")
    problems.push(
      ".clientId is missing: mode exchange needs the id of this server's own client, since an authorization server exchanges tokens for a client that it knows only. Its secret is OAUTH_CLIENT_SECRET of the environment.",
    );
  if (audience.length + resource.length === 0)
    problems.push(
      ".audience or upstream.resource is missing: mode exchange needs to say which API the token is for, as the authorization server names it.",
    );
  for (const one of resource) {
    if (!URL.canParse(one) || one.includes("#"))
      problems.push(`.resource: ${JSON.stringify(one)} must be an absolute URI without fragment (RFC 8707, 2).`);
  }
}

/** Without one, everybody with a token of the issuer would act as the server. */
function checkRequirement(requires: UpstreamOptions["requires"], problems: string[]): void {
  const { scope, claim, values = [] } = requires ?? {};
  if ((scope === undefined) === (claim === undefined)) {
    problems.push(
      ".requires must be { scope } or { claim, values }: in mode credentials every caller acts with the server's own rights, so one of them must say who may.",
    );
  } else if (claim !== undefined && (claim === "" || values.length === 0)) {
    problems.push(".requires.values is missing: name the values of the claim of which a caller's token must have one.");
  } else if (scope !== undefined && values.length > 0) {
    problems.push(".requires.values goes with a claim, not with a scope.");
  }
}

/** Further origins may belong to somebody else: they get the API's tokens and keys where the config names them, only. */
export function checkOrigins(
  { origins = [], mode }: UpstreamOptions,
  further: NamedOrigins,
  credited: readonly Operation[],
  problems: string[],
): void {
  const known = further.definitions.map(({ name }) => name);
  for (const name of origins) {
    if (known.includes(name)) continue;
    const which = known.length === 0 ? "the document has none" : `the document has ${known.join(", ")}`;
    problems.push(`.origins: "${name}" is no further origin of this API; ${which}.`);
  }
  const unnamed = new Set(credited.flatMap((operation) => further.byOperation.get(operation) ?? []));
  for (const name of [...unnamed].filter((one) => !origins.includes(one)).toSorted())
    problems.push(
      `.origins does not name ${name}, to which operations go that need credentials: in mode ${mode} those go to the API alone unless you say so. Name it, or exclude the operations.`,
    );
}
