import type { ServerConfig } from "../server-config.ts";
import type { OperationDefinition, ToolDefinition } from "../surface-types.ts";
import { buildUrl } from "../upstream/build-path.ts";
import { baseUrlOf } from "../upstream/build-request.ts";
import { shownName, shownValue } from "./shown-value.ts";

/** Characters for all values together, and for one at least: as many arguments as there may be, each is seen. */
const VALUES_LENGTH = 3_000;
const MIN_VALUE_LENGTH = 60;
const MAX_VALUE_LENGTH = 600;
const MAX_ARGUMENTS = 40;
const MAX_URL_LENGTH = 600;

/** Stands in a path for what config or document fixed: callers are not to learn it. */
const FIXED = "-fixed-";

/**
 * What the user is asked before a call is sent. Every line is ours; what comes from the caller stands in it as JSON on one line
 * (see {@link shownValue}), and from the document come only the tool's name, the method, the path and names of arguments. Titles
 * and descriptions do not: a document could word them as it likes.
 * @throws ArgumentError or UpstreamError for arguments of which no path can be made
 */
export function questionFor(
  tool: ToolDefinition,
  input: object,
  targets: Pick<ServerConfig, "apiBaseUrl" | "origins">,
): string {
  const { operation, annotations } = tool;
  const risk = annotations.destructiveHint ? "It may change or delete data." : "It may add or change data.";
  // A tool of src/custom.ts sends what it likes: there is no request to show.
  const isCustom = operation.method === "";
  return [
    isCustom ? "Run this tool?" : "Send this request to the API?",
    "",
    ...(isCustom ? [] : [`${shownName(operation.method)} ${targetOf(operation, input, targets)}`]),
    `Tool: ${tool.name}. ${risk}`,
    "",
    ...argumentLines(input),
    "",
    "The assistant wrote the values above. Agree only if each of them is what you want.",
  ].join("\n");
}

/** Scheme, host and path of the request, percent-encoded as they are sent. */
function targetOf(
  operation: OperationDefinition,
  input: object,
  targets: Pick<ServerConfig, "apiBaseUrl" | "origins">,
): string {
  const fixed = Object.fromEntries(Object.keys(operation.fixed ?? {}).map((name) => [name, FIXED]));
  const args: Record<string, unknown> = Object.assign(Object.create(null), input, fixed);
  const url = buildUrl(baseUrlOf(operation, targets), operation.path, operation.parameters, args);
  // A path may hold these as they are (RFC 3986, 3.3), and Markdown reads them.
  const href = url.href.replaceAll("*", "%2A").replaceAll("~", "%7E");
  if (href.length <= MAX_URL_LENGTH) return href;
  return `${href.slice(0, MAX_URL_LENGTH)}… (${href.length} characters in all)`;
}

function argumentLines(input: object): readonly string[] {
  const all = Object.entries(input);
  if (all.length === 0) return ["Arguments: none"];
  const shown = all.slice(0, MAX_ARGUMENTS);
  const length = Math.min(MAX_VALUE_LENGTH, Math.max(MIN_VALUE_LENGTH, Math.floor(VALUES_LENGTH / shown.length)));
  const rest = all.length - shown.length;
  return [
    rest === 0 ? "Arguments:" : `Arguments: ${all.length}, of which ${rest} are NOT shown here.`,
    ...shown.map(([name, value]) => `- ${shownName(name)}: ${shownValue(value, length)}`),
  ];
}
