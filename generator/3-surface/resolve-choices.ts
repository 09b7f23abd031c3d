import type { ToolHints } from "../../templates/src/runtime/surface-types.ts";
import type { Extension, Operation } from "../2-model/api.ts";
import { escapePointerSegment } from "../2-model/cursor.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { ArgumentRule, ToolRule } from "../options.ts";
import type { Chosen, Reason } from "./decisions.ts";
import { createMatcher } from "./match-operation.ts";
import { hintNames, readChoices } from "./read-choices.ts";
import type { ToolChoices } from "./read-choices.ts";
import { readScopeChoice } from "./scope-sets.ts";
import type { ScopeAlternatives } from "./scope-sets.ts";

/** What one source says. Further down in a list: nearer, and stronger. */
export interface Layer {
  readonly choices: ToolChoices;
  readonly reason: Reason;
}

/** What is chosen for one operation, each thing with its reason; `undefined`: nobody says anything. */
export interface Choices {
  readonly included: Chosen<boolean> | undefined;
  readonly name: Chosen<string> | undefined;
  readonly title: Chosen<string> | undefined;
  readonly description: Chosen<string> | undefined;
  readonly scopes: Chosen<ScopeAlternatives> | undefined;
  readonly contentType: Chosen<string> | undefined;
  readonly hints: ReadonlyMap<keyof ToolHints, Chosen<boolean>>;
  /** By the name that the layers use for it. */
  readonly parameters: ReadonlyMap<string, ArgumentChoice>;
}

/** What is chosen for one argument. */
export interface ArgumentChoice {
  readonly hidden?: Chosen<boolean>;
  /** With a value: sent always. */
  readonly value?: Chosen<unknown>;
  readonly name?: Chosen<string>;
  readonly description?: Chosen<string>;
  /** The nearest that says anything about it. */
  readonly reason: Reason;
}

/**
 * Makes a function that says what is chosen for an operation. Nearer wins, for each thing by itself: the document's `x-mcp`,
 * the path's, the operation's, then the config's rules in their order.
 */
export function createResolver(
  rules: readonly ToolRule[],
  diagnostics: Diagnostics,
): (operation: Operation) => Choices {
  const ofRules = rules.map((rule, index) => ({ fits: createMatcher(rule.match), layer: layerOfRule(rule, index) }));
  const known = new Map<string, Layer>();
  const layerOf = (extension: Extension): Layer => {
    const key = JSON.stringify([extension.place.file, extension.place.pointer]);
    const layer = known.get(key) ?? layerOfExtension(extension, diagnostics);
    known.set(key, layer);
    return layer;
  };
  return (operation) =>
    combine([
      ...operation.extensions.map((extension) => layerOf(extension)),
      ...ofRules.filter(({ fits }) => fits(operation)).map(({ layer }) => layer),
    ]);
}

function layerOfExtension(extension: Extension, diagnostics: Diagnostics): Layer {
  const { level, place } = extension;
  return {
    choices: readChoices(extension, diagnostics),
    reason: { by: "x-mcp", because: `\`x-mcp\` of the ${level}`, place },
  };
}

function layerOfRule({ match: _, exclude, hints, scopes, parameters, ...same }: ToolRule, rule: number): Layer {
  const sets = readScopeChoice(scopes);
  return {
    choices: {
      ...same,
      ...(exclude === undefined ? {} : { included: !exclude }),
      ...(hints === undefined ? {} : { hints }),
      ...(sets === undefined ? {} : { scopes: sets }),
      ...(parameters === undefined ? {} : { parameters: new Map(Object.entries(parameters)) }),
    },
    reason: { by: "rule", because: `tools.rules[${rule}] of the config`, rule },
  };
}

/** @param layers weakest first */
function combine(layers: readonly Layer[]): Choices {
  return {
    included: strongest(layers, ({ included }) => included),
    name: strongest(layers, ({ name }) => name, "name"),
    title: strongest(layers, ({ title }) => title, "title"),
    description: strongest(layers, ({ description }) => description, "description"),
    scopes: strongest(layers, ({ scopes }) => scopes, "scopes"),
    contentType: strongest(layers, ({ contentType }) => contentType),
    hints: new Map(
      hintNames.flatMap((name) => {
        const chosen = strongest(layers, ({ hints }) => hints?.[name]);
        return chosen === undefined ? [] : [[name, chosen] as const];
      }),
    ),
    parameters: combineArguments(layers),
  };
}

/** @param key where an `x-mcp` says it, when that is one place */
function strongest<Value>(
  layers: readonly Layer[],
  read: (choices: ToolChoices) => Value | undefined,
  key?: string,
): Chosen<Value> | undefined {
  for (const { choices, reason } of layers.toReversed()) {
    const value = read(choices);
    if (value !== undefined) return { value, reason: key === undefined ? reason : within(reason, key) };
  }
  return undefined;
}

/** The same reason, where exactly it is said. */
function within(reason: Reason, ...keys: readonly string[]): Reason {
  if (reason.place === undefined) return reason;
  const { file, pointer } = reason.place;
  return { ...reason, place: { file, pointer: [pointer, ...keys.map(escapePointerSegment)].join("/") } };
}

function combineArguments(layers: readonly Layer[]): ReadonlyMap<string, ArgumentChoice> {
  const combined = new Map<string, ArgumentChoice>();
  for (const layer of layers)
    for (const [name, rule] of layer.choices.parameters ?? []) {
      const reason = within(layer.reason, "parameters", name);
      combined.set(name, overlay(combined.get(name) ?? { reason }, rule, reason));
    }
  return combined;
}

/** A value hides its argument; who shows an argument again takes its value away. */
function overlay(weaker: ArgumentChoice, rule: ArgumentRule, reason: Reason): ArgumentChoice {
  const { hidden, value, name, description } = rule;
  const { value: _, ...unfixed } = weaker;
  const base = hidden === false && value === undefined ? unfixed : weaker;
  return {
    ...base,
    reason,
    ...(hidden === undefined && value === undefined
      ? {}
      : { hidden: { value: hidden !== false || value !== undefined, reason } }),
    ...(value === undefined ? {} : { value: { value, reason } }),
    ...(name === undefined ? {} : { name: { value: name, reason } }),
    ...(description === undefined ? {} : { description: { value: description, reason } }),
  };
}
