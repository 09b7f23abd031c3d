import { yamlScalar } from "../4-emit/quote/data.ts";
import type { InspectResult } from "../inspect-result.ts";
import type { ConfigEntry } from "./config-entry.ts";
import type { InitChoices } from "./init-choices.ts";

/** The largest services are named in a comment, so that leaving one out is a matter of copying its name. */
const namedServices = 20;

/** Every choice as a key of the config, with what it means and what else there is. */
export function configEntries(choices: InitChoices, found: InspectResult, issuer?: string): readonly ConfigEntry[] {
  const { spec, out, name, targets, ci } = choices;
  return [
    { comment: ["The OpenAPI document: a file, relative to this one, or an http(s) URL."], key: "spec", value: spec },
    { comment: ["The folder of the generated project."], key: "out", value: out },
    { comment: ["Name of the package and of the MCP server."], key: "name", value: name },
    {
      comment: [
        "Where the server is to run. Node's HTTP entry is always there; each of these adds its own:",
        "stdio, workers, deno, bun, lambda.",
      ],
      key: "targets",
      value: targets,
    },
    { comment: ["Which services become tools."], key: "services", value: servicesEntries(choices, found) },
    { comment: ["How operations become tools."], key: "tools", value: toolsEntries(choices, found) },
    { comment: authComment(found, issuer), key: "auth", value: authEntries(choices) },
    { comment: upstreamComment(found), key: "upstream", value: upstreamEntries(choices) },
    {
      comment: ["What the server tells of itself besides its log; each is a part that others do not have."],
      key: "telemetry",
      value: telemetryEntries,
    },
    {
      comment: ["Whose workflows the project gets, which keep it true to the document: github, gitlab or none."],
      key: "ci",
      value: ci,
    },
  ];
}

const telemetryEntries: readonly ConfigEntry[] = [
  { comment: ["Prometheus metrics, where METRICS_PORT is set."], key: "metrics", value: false },
  { comment: ["OpenTelemetry traces and metrics, as the OTEL_ variables say."], key: "otel", value: false },
  { comment: ["A line for each call: who as a hash, which tool, how it ended."], key: "audit", value: false },
];

function servicesEntries({ exclude }: InitChoices, { services }: InspectResult): readonly ConfigEntry[] {
  const largest = services.toSorted((a, b) => b.tokens - a.tokens).slice(0, namedServices);
  const rest = services.length - largest.length;
  const lines = largest.map(
    (service) =>
      `  ${yamlScalar(service.name)}: ${count(service.tools.length, "tool")}, ${count(service.tokens, "token")}`,
  );
  return [
    {
      comment: [
        "Those that are left out. The document has, the largest first:",
        ...lines,
        ...(rest > 0 ? [`  and ${rest} more: slipway inspect lists them`] : []),
      ],
      key: "exclude",
      value: exclude,
    },
  ];
}

function toolsEntries({ mode, confirm }: InitChoices, { tokens }: InspectResult): readonly ConfigEntry[] {
  const cost = tokens.toLocaleString("en-US");
  return [
    {
      comment: [
        `all: every tool is listed, for ${cost} tokens. search: four tools find and call the others, for a small part of it.`,
        `TOOL_MODE wins where the server runs.`,
      ],
      key: "mode",
      value: mode,
    },
    {
      comment: [
        "Calls that wait until the user has agreed: never, destructive (those of tools that may destroy), or writes.",
      ],
      key: "confirm",
      value: confirm,
    },
    {
      comment: [`The most that tools/list may cost in tokens; in the mode all it is ${cost} now.`],
      key: "maxTokens",
      value: Math.max(1_000, Math.ceil((tokens * 1.25) / 1_000) * 1_000),
      isOff: true,
    },
  ];
}

function authComment({ proposals }: InspectResult, issuer: string | undefined): readonly string[] {
  const known = issuer ?? proposals.issuer;
  return [
    "What callers are asked for. The authorization server itself is named where the server runs: OAUTH_ISSUER.",
    ...(known === undefined
      ? ["The document names none."]
      : [`${issuer === undefined ? "The document proposes" : "It will be"} ${yamlScalar(known)}.`]),
  ];
}

function authEntries({ baseline, provider }: InitChoices): readonly ConfigEntry[] {
  return [
    {
      comment: ["Scopes that the first sign-in asks for: minimal (none), read (those of the read-only tools) or all."],
      key: "baseline",
      value: baseline,
    },
    {
      comment: [
        "Only for an authorization server that departs from RFC 9068:",
        "keycloak, auth0, okta, entra, cognito, workos or google.",
      ],
      key: "provider",
      value: provider ?? "keycloak",
      isOff: provider === undefined,
    },
  ];
}

function upstreamComment({ proposals }: InspectResult): readonly string[] {
  return [
    "What the API gets as credentials. The API itself is named where the server runs: API_BASE_URL.",
    ...(proposals.apiBaseUrl === undefined
      ? ["The document names none."]
      : [`The document proposes ${yamlScalar(proposals.apiBaseUrl)}.`]),
  ];
}

function upstreamEntries({ upstream }: InitChoices): readonly ConfigEntry[] {
  const { mode, clientId, audience, requires } = upstream;
  const scope = requires?.scope;
  return [
    {
      comment: [
        "forward: the caller's verified token, unchanged. exchange: a token of the API's own for each caller (RFC 8693).",
        "credentials: keys of the server's own, from its environment.",
      ],
      key: "mode",
      value: mode,
    },
    ...(clientId === undefined ? [] : [{ key: "clientId", value: clientId }]),
    ...(audience === undefined ? [] : [{ key: "audience", value: audience }]),
    ...(scope === undefined
      ? []
      : [{ comment: ["Who may use them."], key: "requires", value: [{ key: "scope", value: scope }] }]),
  ];
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en-US")} ${what}${number === 1 ? "" : "s"}`;
}
