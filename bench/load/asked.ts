import { type Era, message } from "../throughput/messages.ts";
import type { Entity } from "./counting-api.ts";

/** A caller, with a token of their own. */
export interface LoadCaller {
  readonly name: string;
  readonly token: string;
}

/** One request of the load, and what its answer must be. */
export interface Asked {
  readonly kind: "list" | "read" | "write";
  /** What the API knows the call by; empty for a list. */
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** What is wrong with an answer of status 200: of another request, another caller, other content. Undefined: nothing. */
  fault(body: string): string | undefined;
}

/** What the answers of one listing must be, by era: the first one that came. */
export type Listings = Map<Era, string>;

/** One of ten lists, four read and five write; one of two is of the older era. */
export function drawAsked(caller: LoadCaller, id: number, listings: Listings): Asked {
  const era: Era = Math.random() < 0.5 ? "legacy" : "modern";
  const draw = Math.random();
  if (draw < 0.1) return list(era, { caller, id, listings });
  const name = crypto.randomUUID();
  const kind = draw < 0.5 ? "read" : "write";
  const params =
    kind === "read"
      ? { name: "get_entity0", arguments: { id: name } }
      : { name: "create_entity0", arguments: { name } };
  return {
    kind,
    name,
    ...complete(message(era, "tools/call", params), caller, id),
    fault: callFault(kind, name, { caller, id }),
  };
}

interface Expected {
  readonly caller: LoadCaller;
  readonly id: number;
}

function list(era: Era, { caller, id, listings }: Expected & { readonly listings: Listings }): Asked {
  return {
    kind: "list",
    name: "",
    ...complete(message(era, "tools/list"), caller, id),
    fault(body) {
      const answer = JSON.parse(body) as { readonly id?: unknown; readonly result?: { readonly tools?: unknown } };
      if (answer.id !== id) return `the id ${String(answer.id)} in place of ${id}`;
      const tools = JSON.stringify(answer.result?.tools);
      if (!listings.has(era)) listings.set(era, tools);
      return tools === listings.get(era) ? undefined : "another list";
    },
  };
}

function callFault(
  kind: "read" | "write",
  name: string,
  { caller, id }: Expected,
): (body: string) => string | undefined {
  return (body) => {
    const answer = JSON.parse(body) as {
      readonly id?: unknown;
      readonly result?: { readonly isError?: boolean; readonly structuredContent?: Partial<Entity> };
    };
    if (answer.id !== id) return `the id ${String(answer.id)} in place of ${id}`;
    const entity = answer.result?.structuredContent;
    if (answer.result?.isError === true || entity === undefined) return `no result: ${body.slice(0, 300)}`;
    if (entity.owner !== caller.name) return `the answer of ${String(entity.owner)} for ${caller.name}`;
    if ((kind === "read" ? entity.id : entity.name) !== name) return `other content: ${body.slice(0, 300)}`;
    return undefined;
  };
}

function complete(
  { headers, body }: ReturnType<typeof message>,
  caller: LoadCaller,
  id: number,
): Pick<Asked, "headers" | "body"> {
  return {
    headers: { ...headers, authorization: `Bearer ${caller.token}` },
    body: JSON.stringify({ ...(JSON.parse(body) as object), id }),
  };
}
