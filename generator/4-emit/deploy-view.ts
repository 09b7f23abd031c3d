import { environmentVariables } from "../../templates/src/runtime/environment.ts";
import type { Surface } from "../3-surface/surface.ts";
import { variableViews } from "./readme-view.ts";

/** Characters of the server's name that stand in names of Kubernetes and systemd: a label has 63, and suffixes follow. */
const NAME_LENGTH = 40;

/** How long a stopping pod says that it is not ready: what routes to it must have heard of it. In ms. */
const LAME_DUCK_MS = 5_000;

/** Time beyond lame duck and drain until a stop is forced, in seconds: aborted calls answer, connections close. */
const STOP_MARGIN_SECONDS = 10;

/** Where metrics are served in a cluster: what OpenTelemetry's exporters for Prometheus listen on. */
const METRICS_PORT = 9464;

/** What the templates of `templates/deploy/` need. All of it is ours but the label. */
export interface DeployView {
  /** The server's machine name as a DNS label: `mcp-` and the name, shortened where it is long. */
  readonly label: string;
  /** Seconds from a stop's first signal to its last: more than lame duck and drain together. */
  readonly graceSeconds: number;
  /** Seconds without a byte after which a proxy gives up: more than a call and its user's consent may take. */
  readonly readSeconds: number;
  /** Mebibytes of a request body that a proxy lets through: more than the server, so that it is the server who refuses. */
  readonly bodyMebibytes: number;
  /** Variables of the ConfigMap that have a value there. */
  readonly settings: readonly Setting[];
  /** Those that hold nothing until somebody sets them: named in comments. */
  readonly unset: readonly NamedVariable[];
  readonly secrets: readonly NamedVariable[];
  readonly sharesRedis: boolean;
  /** Absent: none are served. */
  readonly metricsPort?: number;
  readonly sendsOtel: boolean;
  readonly legacySse: boolean;
}

interface NamedVariable {
  readonly name: string;
  readonly meaning: string;
}

interface Setting extends NamedVariable {
  readonly value: string;
}

/** Values that are other than by default in a cluster. */
const clusterValues: ReadonlyMap<string, string> = new Map([
  ["HOST", "0.0.0.0"],
  ["LAME_DUCK_MS", String(LAME_DUCK_MS)],
  ["METRICS_HOST", "0.0.0.0"],
  ["METRICS_PORT", String(METRICS_PORT)],
]);

/** What the user gives, in the file that is written once. */
const givenByUser: ReadonlySet<string> = new Set(["PUBLIC_URL", "OAUTH_ISSUER", "API_BASE_URL"]);

/** Everything that the deployment files say about a surface. */
export function deployView(surface: Surface): DeployView {
  const variables = variableViews(surface);
  const open = variables.filter(({ secret, name }) => !secret && !givenByUser.has(name));
  const valueOf = (variable: (typeof open)[number]): string | undefined =>
    clusterValues.get(variable.name) ?? (/^(?:\d+|true|false)$/u.test(variable.default) ? variable.default : undefined);
  return {
    label: `mcp-${surface.api.name.slice(0, NAME_LENGTH)}`.replace(/-+$/u, ""),
    graceSeconds: Math.ceil((LAME_DUCK_MS + numberOf("DRAIN_TIMEOUT_MS")) / 1000) + STOP_MARGIN_SECONDS,
    readSeconds: Math.ceil((numberOf("CALL_TIMEOUT_MS") + numberOf("CONFIRM_TIMEOUT_MS")) / 1000) + STOP_MARGIN_SECONDS,
    bodyMebibytes: Math.floor(numberOf("MAX_REQUEST_BYTES") / 1_048_576) + 1,
    settings: open.flatMap((variable) => {
      const value = valueOf(variable);
      return value === undefined ? [] : [{ ...variable, value }];
    }),
    unset: open.filter((variable) => valueOf(variable) === undefined),
    secrets: variables.filter(({ secret }) => secret),
    sharesRedis: surface.features.has("redis"),
    ...(surface.features.has("metrics") && { metricsPort: METRICS_PORT }),
    sendsOtel: surface.features.has("otel"),
    legacySse: surface.features.has("legacy-sse"),
  };
}

/** What a variable is by default. */
function numberOf(variable: string): number {
  const value = Number(environmentVariables.find(({ name }) => name === variable)?.default);
  if (Number.isNaN(value)) throw new TypeError(`the server has no variable ${variable} that is a number by default`);
  return value;
}
