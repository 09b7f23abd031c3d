/** A toy server whose calls need consent: its replicas, its callers, and what they say to it. */
import { createMemoryReplayStore } from "../../../templates/src/runtime/confirm/replay-store.ts";
import type { SharedStoreFactory } from "../../../templates/src/runtime/shared-store.ts";
import type { Handler } from "../../../templates/src/runtime/create-runtime.ts";
import { bearer, createKey, createWorld, mcpRequest, mint } from "../toy-world.ts";
import type { Era, ToyOptions, ToyWorld } from "../toy-world.ts";

export const secret: string = "s".repeat(32);

/** A result or error of either era, as far as the tests look. */
export interface Answer {
  readonly status: number;
  readonly result?: {
    readonly resultType?: string;
    readonly isError?: boolean;
    readonly content?: readonly { readonly type: string; readonly text?: string; readonly [member: string]: unknown }[];
    readonly contents?: readonly Readonly<Record<string, unknown>>[];
    readonly tools?: readonly { readonly name: string; readonly inputSchema: { readonly properties: object } }[];
    readonly structuredContent?: { readonly error?: Readonly<Record<string, unknown>> };
    readonly requestState?: string;
    readonly inputRequests?: { readonly confirm: { readonly params: { readonly message: string } } };
    readonly [member: string]: unknown;
  };
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** One message of a client. */
export interface Said {
  readonly era?: Era;
  readonly params?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  /** Declared capabilities of a modern client. Default: it can ask its user. */
  readonly capabilities?: object;
  readonly headers?: Record<string, string>;
  readonly handler?: Handler;
}

export interface ConfirmWorld extends ToyWorld {
  say(method: string, said?: Said): Promise<Answer>;
  /** `tools/call`, modern unless told otherwise. */
  call(name: string, args: object, said?: Said): Promise<Answer>;
}

const key = await createKey("k1");

export function createConfirmWorld(options: ToyOptions = {}): ConfirmWorld {
  const world = createWorld({ keys: [key], toolConfirm: "writes", stateSecret: [secret], ...options });
  const say: ConfirmWorld["say"] = async (method, said = {}) => {
    const {
      era = "modern",
      params = {},
      claims = {},
      capabilities = { elicitation: {} },
      handler = world.handler,
    } = said;
    const headers = { ...bearer(await mint(key, claims)), ...said.headers };
    const response = await handler.fetch(mcpRequest(era, method, params, headers, capabilities));
    return { status: response.status, ...((await response.json()) as object) };
  };
  return Object.assign(world, {
    say,
    call: async (name: string, args: object, said: Said = {}) =>
      await say("tools/call", { ...said, params: { name, arguments: args, ...said.params } }),
  });
}

/** What a client sends along after its user has answered. */
export function answering(asked: Answer, response: object = { action: "accept", content: { confirm: true } }): object {
  return { requestState: asked.result?.requestState, inputResponses: { confirm: response } };
}

/** A feature that gives every replica the same store, as Redis would. */
export function sharedBetween(now: () => number): {
  sharedStore: SharedStoreFactory;
} {
  const replay = createMemoryReplayStore(now);
  return { sharedStore: () => ({ replay, counter: () => ({ count: () => 0 }), close: async () => {} }) };
}
