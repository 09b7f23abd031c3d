import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { sampleValue, Unsampled } from "./sample-value.ts";
import type { Draw } from "./sample-value.ts";
import type { Schema } from "./schema.ts";

/** What a call is meant to show: only what is required, everything, another alternative, characters that mean something in URLs. */
export type CallKind = "required" | "all" | "alternative" | "reserved";

/** The arguments of one call, or why there are none. */
export type SampledCall =
  | { readonly kind: CallKind; readonly args: Readonly<Record<string, unknown>> }
  | { readonly kind: CallKind; readonly unsampled: string };

/** How often a draw is mended before it is given up. */
const attempts = 24;

/** What of the arguments is drawn in its own way, by name. */
export interface SampleOptions {
  /** Never with reserved characters. */
  readonly plain?: ReadonlySet<string>;
  /** With all optional members even where only what is required is drawn. */
  readonly whole?: ReadonlySet<string>;
  /** No object is empty where it need not be. */
  readonly isFilled?: boolean;
  /** Most calls for further alternatives. */
  readonly alternatives?: number;
}

/**
 * The calls that a tool is judged by, drawn from the schema that it lists: once with what is required, once with everything, once for
 * each further alternative of its widest union (up to `alternatives`), once with reserved characters. Each is valid by the listed schema.
 */
export function sampleCalls(
  inputSchema: Schema,
  { plain = new Set(), whole = new Set(), isFilled = false, alternatives = 3 }: SampleOptions = {},
): readonly SampledCall[] {
  const isValid = createCheck(inputSchema);
  if (typeof isValid === "string") return [{ kind: "required", unsampled: isValid }];
  const draws: readonly (readonly [CallKind, Partial<Draw>])[] = [
    ["required", { mode: "required" }],
    ["all", {}],
    ...Array.from(
      { length: Math.min(widestUnion(inputSchema), alternatives + 1) - 1 },
      (_, index) => ["alternative", { variant: index + 1 }] as const,
    ),
    ["reserved", { isReserved: true }],
  ];
  const seen = new Set<string>();
  return draws
    .map(([kind, draw]) =>
      sampleCall(
        kind,
        {
          mode: "all",
          variant: 0,
          isReserved: false,
          isFilled,
          plain,
          whole,
          shifts: new Map(),
          omitted: new Set(),
          lean: new Set(),
          ...draw,
        },
        inputSchema,
        isValid,
      ),
    )
    .filter((call) => {
      const text = "args" in call ? JSON.stringify(call.args) : "";
      const isNew = text !== "" && !seen.has(text);
      if (call.kind !== "required") seen.add(text);
      return isNew || call.kind === "required" || call.kind === "all";
    });
}

type Check = (value: unknown) => ErrorObject | undefined;

function createCheck(schema: Schema): Check | string {
  try {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, multipleOfPrecision: 6, logger: false });
    (addFormats as unknown as (instance: Ajv2020) => void)(ajv);
    const validate = ajv.compile(schema);
    return (value) => (validate(value) ? undefined : validate.errors?.at(-1));
  } catch (error) {
    return `the listed schema does not compile: ${String(error)}`;
  }
}

/** Draws, and where the schema refuses the result moves the nearest union on, then leaves the nearest optional value out. */
function sampleCall(kind: CallKind, first: Draw, schema: Schema, check: Check): SampledCall {
  const shifts = new Map(first.shifts);
  const omitted = new Set(first.omitted);
  const lean = new Set(first.lean);
  let reason = "";
  for (let attempt = 0; attempt < attempts; attempt++) {
    let place: string;
    try {
      const args = sampleValue(schema, { ...first, shifts, omitted, lean }) as Readonly<Record<string, unknown>>;
      const error = check(args);
      if (error === undefined) return { kind, args };
      place = error.instancePath;
      reason = `${place || "/"} ${error.message ?? "is refused"}`;
    } catch (error) {
      if (!(error instanceof Unsampled)) throw error;
      ({ place } = error);
      reason = `${place || "/"}: ${error.message}`;
    }
    mend(place, { shifts, omitted, lean });
  }
  return { kind, unsampled: reason };
}

interface Mending {
  readonly shifts: Map<string, number>;
  readonly omitted: Set<string>;
  readonly lean: Set<string>;
}

/** First another alternative at the place and around it, then less at the place, then without it. */
function mend(place: string, { shifts, omitted, lean }: Mending): void {
  const prefixes = place.split("/").map((_, index, parts) => parts.slice(0, parts.length - index).join("/"));
  const around = prefixes.filter((prefix) => (shifts.get(prefix) ?? 0) < 7);
  for (const prefix of around.slice(0, 2)) shifts.set(prefix, (shifts.get(prefix) ?? 0) + 1);
  const tried = shifts.get(place) ?? 0;
  if (tried >= 3) lean.add(place);
  if (tried >= 6) omitted.add(prefixes.find((prefix) => !omitted.has(prefix) && prefix !== "") ?? place);
}

/** How many alternatives the widest union on the way to the arguments has: through references, two levels into objects. */
function widestUnion(schema: Schema): number {
  const definitions = (schema["$defs"] ?? {}) as Schema;
  return width(schema, 0, new Set());

  function width(node: unknown, depth: number, taken: ReadonlySet<string>): number {
    if (typeof node !== "object" || node === null || depth > 4) return 1;
    const { $ref, properties, items, oneOf, anyOf, allOf, enum: values } = node as Schema;
    if (typeof $ref === "string") {
      if (taken.has($ref)) return 1;
      return width(
        definitions[
          $ref
            .replace(/^#\/\$defs\//, "")
            .replaceAll("~1", "/")
            .replaceAll("~0", "~")
        ],
        depth,
        new Set([...taken, $ref]),
      );
    }
    const alternatives = [oneOf, anyOf]
      .filter(Array.isArray)
      .map((list) => (list as unknown[]).filter((item) => (item as Schema | null)?.["type"] !== "null"));
    const inner = [
      ...alternatives.flat(),
      ...(Array.isArray(allOf) ? (allOf as unknown[]) : []),
      items,
      ...(typeof properties === "object" && properties !== null ? Object.values(properties) : []),
    ];
    return Math.max(
      1,
      Array.isArray(values) ? Math.min(values.length, 2) : 1,
      ...alternatives.map((list) => list.length),
      ...inner.map((item) => width(item, depth + 1, taken)),
    );
  }
}
