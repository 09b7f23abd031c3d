import type { ToolDefinition, ToolHints } from "../../templates/src/runtime/surface-types.ts";
import type { Operation } from "../2-model/api.ts";
import { plainLine } from "../plain-text.ts";
import type { Cause, Chosen, Decision, Reason, Subject } from "./decisions.ts";
import { explainPreference } from "./explain-preference.ts";
import { hintNames } from "./read-choices.ts";
import type { ConsideredOperation } from "./select-operations.ts";
import type { ShapedRequest } from "./shape-request.ts";
import type { WeighedSet } from "./weigh-scopes.ts";

/** An operation with everything that was decided about it. */
export interface DecidedOperation extends ConsideredOperation {
  readonly name: Chosen<string>;
  /** Absent: left out. */
  readonly request: ShapedRequest | undefined;
}

/** Writes down what became of an operation, and why. */
export function decisionOf(
  one: DecidedOperation,
  tool: ToolDefinition | undefined,
  scopes: readonly WeighedSet[] = [],
): Decision {
  const { operation, service, name, request } = one;
  const facts = {
    place: operation.place,
    method: operation.method,
    path: operation.path,
    ...(operation.operationId === undefined ? {} : { operationId: operation.operationId }),
    service,
    name: name.value,
  };
  const named: Cause = { about: "name", decided: name.value, ...name.reason };
  if (request !== undefined && "lost" in request)
    return { ...facts, outcome: "lost", causes: [{ about: "inclusion", decided: "lost", ...request.lost }, named] };
  const included: Cause = { about: "inclusion", decided: one.included ? "a tool" : "left out", ...one.reason };
  if (request === undefined || tool === undefined) return { ...facts, outcome: "excluded", causes: [included, named] };
  return {
    ...facts,
    outcome: "tool",
    causes: [included, named, ...causesOfTool(one, tool, scopes), ...request.causes],
  };
}

function causesOfTool(
  { operation, choices }: ConsideredOperation,
  tool: ToolDefinition,
  scopes: readonly WeighedSet[],
): Cause[] {
  const { body, origin } = tool.operation;
  return [
    cause("title", tool.title, choices.title?.reason ?? titleReason(operation)),
    cause("description", shortened(tool.description), choices.description?.reason ?? descriptionReason(operation)),
    ...hintCauses(operation, choices.hints, tool.annotations),
    cause("scopes", describeScopes(tool.scopes), scopesReason(choices.scopes?.reason, operation, scopes)),
    ...(body === undefined ? [] : [contentTypeCause(operation, choices.contentType, body.mediaType)]),
    ...(origin === undefined ? [] : [cause("origin", origin, said(`servers: ${operation.servers?.[0] ?? ""}`))]),
  ];
}

function cause(about: Subject, decided: string, reason: Reason): Cause {
  return { about, decided, ...reason };
}

function said(because: string): Reason {
  return { by: "document", because };
}

function assumed(because: string): Reason {
  return { by: "default", because };
}

function shortened(text: string): string {
  return plainLine(text, 80);
}

function titleReason({ summary }: Operation): Reason {
  return plainLine(summary ?? "") === "" ? assumed("words of the name, as there is no summary") : said("summary");
}

function descriptionReason({ summary, description }: Operation): Reason {
  const parts = [
    plainLine(summary ?? "") === "" ? "" : "summary",
    plainLine(description ?? "") === "" ? "" : "description",
  ];
  const because = parts.filter((part) => part !== "").join(" and ");
  return because === "" ? assumed("method and path, as there is neither summary nor description") : said(because);
}

/** Each chosen hint by itself; the others follow from the method, or from what is chosen of `readOnlyHint`. */
function hintCauses(
  { method }: Operation,
  chosen: ReadonlyMap<keyof ToolHints, Chosen<boolean>>,
  hints: ToolHints,
): Cause[] {
  const derived = hintNames.filter((name) => !chosen.has(name)).map((name) => `${name} ${hints[name]}`);
  const from = chosen.has("readOnlyHint") ? `readOnlyHint and method ${method}` : `method ${method}`;
  return [
    ...(derived.length === 0 ? [] : [cause("hints", derived.join(", "), assumed(from))]),
    ...[...chosen].map(([name, { value, reason }]) => cause("hints", `${name} ${value}`, reason)),
  ];
}

/** `a b or c`: all of a set, one of the sets. */
function describeScopes(scopes: ToolDefinition["scopes"]): string {
  return scopes.length === 0 ? "none" : scopes.map((set) => set.join(" ")).join(" or ");
}

/** Who names the scopes, and of several alternatives why the first is preferred. */
function scopesReason(chosen: Reason | undefined, { security }: Operation, scopes: readonly WeighedSet[]): Reason {
  const preference = explainPreference(scopes);
  if (chosen !== undefined)
    return preference === "" ? chosen : { ...chosen, because: `${chosen.because}, ${preference}` };
  if (security.length === 0) return assumed("no `security` is declared");
  if (scopes.length === 0) return said("`security` can be met without a scope");
  return said(preference === "" ? "`security`" : `\`security\`, ${preference}`);
}

function contentTypeCause({ body }: Operation, chosen: Chosen<string> | undefined, mediaType: string): Cause {
  const declared = body?.contents.map((content) => content.mediaType) ?? [];
  if (chosen !== undefined && declared.includes(chosen.value)) return cause("contentType", mediaType, chosen.reason);
  const because = declared.length === 1 ? "the only one declared" : `preferred among ${declared.join(", ")}`;
  return cause("contentType", mediaType, declared.length === 1 ? said(because) : assumed(because));
}
