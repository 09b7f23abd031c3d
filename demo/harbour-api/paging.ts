import type { HarbourContext } from "./harbour.ts";
import { badRequest } from "./read-request.ts";

/** Where a page begins and how long it may be. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** What a list can hold. */
interface PageEntry {
  readonly id: string;
}

/** Cuts one page out of a sorted list and answers with it. The cursor is the id of the last entry, opaque to clients. */
export function answerPage(
  context: HarbourContext,
  entries: readonly PageEntry[],
  { limit, cursor }: PageRequest,
): Response {
  const start = cursor === undefined ? 0 : indexAfter(entries, cursor);
  const items = entries.slice(start, start + limit);
  const last = items.at(-1);
  const nextCursor = last && start + limit < entries.length ? encodeCursor(last.id) : null;
  if (nextCursor !== null) {
    const next = new URL(context.req.url);
    next.searchParams.set("cursor", nextCursor);
    context.header("Link", `<${next.pathname}${next.search}>; rel="next"`);
  }
  return context.json({ total: entries.length, nextCursor, items });
}

function indexAfter(entries: readonly PageEntry[], cursor: string): number {
  const id = Buffer.from(cursor, "base64url").toString("utf8");
  const index = entries.findIndex((entry) => entry.id === id);
  if (index < 0) throw badRequest("cursor", "it does not belong to this list; start again without one");
  return index + 1;
}

function encodeCursor(id: string): string {
  return Buffer.from(id, "utf8").toString("base64url");
}
