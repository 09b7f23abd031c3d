import { query } from "jsonpath-rfc9535";
import { GeneratorError } from "../errors.ts";
import { nearest } from "../nearest.ts";
import { createLocator } from "./locate.ts";
import type { SourceFile } from "./source-file.ts";

/** One change (Overlay 1.1, 4.4.3 Action Object). `pointer` is where it stands in the overlay. */
export interface OverlayAction {
  readonly pointer: string;
  /** JSONPath (RFC 9535) of the nodes to change. */
  readonly target: string;
  readonly change:
    | { readonly kind: "remove" }
    | { readonly kind: "update"; readonly value: unknown }
    | { readonly kind: "copy"; readonly from: string };
}

/** An overlay (Overlay 1.0 and 1.1, 4.4.1 Overlay Object), checked. */
export interface Overlay {
  readonly file: SourceFile;
  readonly actions: readonly OverlayAction[];
}

interface Mistake {
  readonly pointer: string;
  readonly message: string;
}

type Fields = Readonly<Record<string, unknown>>;

const overlayFields = ["overlay", "info", "extends", "actions"];
const actionFields = ["target", "description", "update", "copy", "remove"];

/**
 * Checks what an overlay's file holds.
 * @throws GeneratorError `bad-config` that lists every mistake with its line
 */
export function parseOverlay(file: SourceFile): Overlay {
  const { value } = file;
  if (!isFields(value)) throw badOverlay(file, [{ pointer: "", message: "an overlay must be an object" }]);
  const mistakes: Mistake[] = [];
  const hasCopy = checkVersion(value, mistakes);
  checkInfo(value["info"], mistakes);
  checkFields(value, overlayFields, "", mistakes);
  const list = value["actions"];
  if (!Array.isArray(list) || list.length === 0)
    mistakes.push({ pointer: "/actions", message: "`actions` must be a list of at least one action" });
  const actions = (Array.isArray(list) ? list : []).flatMap((action: unknown, index) =>
    readAction(action, `/actions/${index}`, hasCopy, mistakes),
  );
  if (mistakes.length > 0) throw badOverlay(file, mistakes);
  return { file, actions };
}

/** An error about an overlay: one line for each mistake. */
export function badOverlay(file: SourceFile, mistakes: readonly Mistake[]): GeneratorError {
  const locate = createLocator(file.text, file.format === "json" ? "json" : "yaml");
  const heading = `The overlay ${file.name} has ${mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`}:`;
  const lines = mistakes.map(({ pointer, message }) => {
    const position = locate(pointer);
    return `  ${position === undefined ? "" : `${position.line}:${position.column}  `}${message}${message.endsWith("?") ? "" : "."}`;
  });
  return new GeneratorError("bad-config", [heading, ...lines].join("\n"));
}

/** Says whether the version has `copy`. */
function checkVersion(overlay: Fields, mistakes: Mistake[]): boolean {
  const given = overlay["overlay"];
  const version = typeof given === "number" ? given.toFixed(1) : given;
  const minor = typeof version === "string" ? /^1\.([01])(?:\.|$)/.exec(version)?.[1] : undefined;
  if (minor === undefined) {
    const found = given === undefined ? "is missing" : `is ${JSON.stringify(given)}`;
    mistakes.push({ pointer: "/overlay", message: `the version \`overlay\` ${found}; 1.0.0 and 1.1.0 can be read` });
  }
  return minor !== "0";
}

function checkInfo(info: unknown, mistakes: Mistake[]): void {
  const missing = ["title", "version"].filter((name) => !isFields(info) || info[name] === undefined);
  if (missing.length > 0)
    mistakes.push({
      pointer: "/info",
      message: `\`info\` must have ${missing.map((name) => `\`${name}\``).join(" and ")}`,
    });
}

function checkFields(object: Fields, known: readonly string[], pointer: string, mistakes: Mistake[]): void {
  for (const key of Object.keys(object)) {
    if (known.includes(key) || key.startsWith("x-")) continue;
    const near = nearest(key, known);
    const meant = near === undefined ? `it has ${known.join(", ")}` : `did you mean "${near}"?`;
    mistakes.push({ pointer: `${pointer}/${key}`, message: `"${key}" is no field of it; ${meant}` });
  }
}

function readAction(action: unknown, pointer: string, hasCopy: boolean, mistakes: Mistake[]): OverlayAction[] {
  if (!isFields(action)) {
    mistakes.push({ pointer, message: "an action must be an object" });
    return [];
  }
  checkFields(action, actionFields, pointer, mistakes);
  const { target } = action;
  if (typeof target !== "string") {
    mistakes.push({ pointer, message: "an action must have a `target`, a JSONPath such as $.paths['/berths'].get" });
    return [];
  }
  checkPath(target, `${pointer}/target`, mistakes);
  const change = readChange(action, pointer, hasCopy, mistakes);
  return change === undefined ? [] : [{ pointer, target, change }];
}

function readChange(
  action: Fields,
  pointer: string,
  hasCopy: boolean,
  mistakes: Mistake[],
): OverlayAction["change"] | undefined {
  const { copy, remove } = action;
  if (remove === true) return { kind: "remove" };
  if (remove !== undefined && remove !== false)
    mistakes.push({ pointer: `${pointer}/remove`, message: "`remove` must be true or false" });
  const updates = Object.hasOwn(action, "update");
  if (updates && copy !== undefined)
    mistakes.push({ pointer, message: "an action has either `update` or `copy`, not both; write two actions" });
  if (updates) return { kind: "update", value: action["update"] };
  if (copy === undefined) {
    mistakes.push({ pointer, message: "an action must have `update`, `copy` or `remove: true`" });
    return undefined;
  }
  if (!hasCopy)
    mistakes.push({ pointer: `${pointer}/copy`, message: "`copy` came with Overlay 1.1; write `overlay: 1.1.0`" });
  if (typeof copy !== "string") {
    mistakes.push({ pointer: `${pointer}/copy`, message: "`copy` must be a JSONPath" });
    return undefined;
  }
  checkPath(copy, `${pointer}/copy`, mistakes);
  return { kind: "copy", from: copy };
}

function checkPath(path: string, pointer: string, mistakes: Mistake[]): void {
  try {
    query(null, path);
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
    mistakes.push({ pointer, message: `${JSON.stringify(path)} is no JSONPath (RFC 9535): ${reason}` });
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
