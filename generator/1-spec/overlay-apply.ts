import type { Diagnostics } from "../diagnostics.ts";
import { clearMembers, copyWithOrigins, markMember, memberOrigin, originAt, type Origin } from "./origins.ts";
import { badOverlay, type Overlay, type OverlayAction } from "./overlay-file.ts";
import { appendItems, kindOf, mergeObject, MergeConflict, setMember } from "./overlay-merge.ts";
import { selectNodes, type SelectedNode } from "./overlay-selection.ts";

/** A document's root while overlays change it. */
export interface OverlayTarget {
  readonly root: object;
  /** The document's file, for the places of what it wrote. */
  readonly file: string;
}

/**
 * Applies an overlay's actions to a document in place, in order (Overlay 1.1, 4.4.2). A target that selects nothing is
 * reported: the overlay was written for another state of the document.
 *
 * @param target - its values are shared with nobody and nowhere among themselves
 * @throws GeneratorError `bad-config` with the line of the action that cannot be applied
 */
export function applyOverlay(target: OverlayTarget, overlay: Overlay, diagnostics: Diagnostics): void {
  const applying: Applying = { ...target, overlay, diagnostics };
  for (const action of overlay.actions) {
    const nodes = selectNodes(target.root, action.target);
    if (nodes.length > 0) applyAction(applying, action, nodes);
    else reportUnmatched(applying, `${action.pointer}/target`, action.target);
  }
}

interface Applying extends OverlayTarget {
  readonly overlay: Overlay;
  readonly diagnostics: Diagnostics;
}

function reportUnmatched({ overlay, diagnostics }: Applying, pointer: string, path: string): void {
  diagnostics.report({
    code: "overlay-matches-nothing",
    severity: "warning",
    place: { file: overlay.file.name, pointer },
    message: `${JSON.stringify(path)} selects nothing in the document, so this action changes nothing.`,
    help: "Correct the path, or remove the action. References are not followed, and only the document's main file is searched.",
  });
}

function applyAction(applying: Applying, action: OverlayAction, nodes: readonly SelectedNode[]): void {
  const { change, pointer } = action;
  const mistake: Mistake = (message, at = pointer) => badOverlay(applying.overlay.file, [{ pointer: at, message }]);
  if (change.kind === "remove") {
    if (nodes.some(({ tokens }) => tokens.length === 0)) throw mistake("the whole document cannot be removed");
    removeNodes(applying, nodes);
    return;
  }
  const source =
    change.kind === "update" ? updateSource(applying, action, change.value) : copySource(applying, action, change.from);
  if (source === undefined) {
    if (change.kind === "copy") reportUnmatched(applying, `${pointer}/copy`, change.from);
    return;
  }
  const kinds = [...new Set(nodes.map(({ value }) => kindOf(value)))];
  if (kinds.length > 1)
    throw mistake(`the target selects values of several kinds (${kinds.toSorted().join(", ")}); select one kind only`);
  try {
    for (const node of nodes) updateNode(applying, node, source, mistake);
  } catch (error) {
    if (!(error instanceof MergeConflict)) throw error;
    const { file, pointer: written } = error.origin;
    throw mistake(error.message, file === applying.overlay.file.name ? written : pointer);
  }
}

type Mistake = (message: string, pointer?: string) => Error;

interface Source {
  readonly value: unknown;
  readonly origin: Origin;
}

function updateSource({ overlay }: Applying, { pointer }: OverlayAction, value: unknown): Source {
  return { value, origin: { file: overlay.file.name, pointer: `${pointer}/update` } };
}

/** What a copy copies; `undefined` where its path selects nothing. */
function copySource(applying: Applying, { pointer }: OverlayAction, path: string): Source | undefined {
  const [node, ...others] = selectNodes(applying.root, path);
  if (node === undefined) return undefined;
  if (others.length > 0) {
    const message = `${JSON.stringify(path)} selects ${others.length + 1} nodes; a copy is made of exactly one`;
    throw badOverlay(applying.overlay.file, [{ pointer: `${pointer}/copy`, message }]);
  }
  return { value: copyWithOrigins(node.value), origin: originAt(applying.root, startOf(applying), node.tokens) };
}

function updateNode({ root }: OverlayTarget, { value, tokens }: SelectedNode, source: Source, mistake: Mistake): void {
  const kind = kindOf(value);
  if (kind === "array") {
    appendItems(value as unknown[], source.value, source.origin);
    return;
  }
  if (kindOf(source.value) !== kind)
    throw mistake(
      kind === "object"
        ? "the target is an object; only an object can be merged into it"
        : "the target is a plain value; only a plain value can replace it",
    );
  if (kind === "object") {
    mergeObject(value as object, source.value as object, source.origin);
    return;
  }
  const key = tokens.at(-1);
  const parent = parentOf(root, tokens);
  if (parent !== undefined && key !== undefined) setMember(parent, key, source.value, source.origin);
}

/** Items of a list are removed together, so that their indices hold. */
function removeNodes(target: OverlayTarget, nodes: readonly SelectedNode[]): void {
  const fromLists = new Map<unknown[], { readonly tokens: readonly string[]; readonly gone: Set<number> }>();
  for (const { tokens } of nodes) {
    const parent = parentOf(target.root, tokens);
    const key = tokens.at(-1) ?? "";
    if (!Array.isArray(parent)) {
      if (parent !== undefined) delete (parent as Record<string, unknown>)[key];
      continue;
    }
    const entry = fromLists.get(parent) ?? { tokens: tokens.slice(0, -1), gone: new Set() };
    fromLists.set(parent, entry);
    entry.gone.add(Number(key));
  }
  // The innermost lists first: removing from an outer one moves what is in it.
  const deepest = [...fromLists].toSorted(([, one], [, other]) => other.tokens.length - one.tokens.length);
  for (const [list, { tokens, gone }] of deepest)
    removeItems(list, gone, originAt(target.root, startOf(target), tokens));
}

/** What stays is still noted as written where it was. */
function removeItems(list: unknown[], gone: ReadonlySet<number>, origin: Origin): void {
  const kept = list.flatMap((item, index) =>
    gone.has(index) ? [] : [{ item, written: memberOrigin(list, index, origin) }],
  );
  clearMembers(list);
  list.length = 0;
  for (const [index, { item, written }] of kept.entries()) {
    list.push(item);
    markMember(list, index, written);
  }
}

function parentOf(root: unknown, tokens: readonly string[]): object | undefined {
  let value = root;
  for (const token of tokens.slice(0, -1)) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return typeof value === "object" && value !== null ? value : undefined;
}

function startOf({ file }: OverlayTarget): Origin {
  return { file, pointer: "" };
}
