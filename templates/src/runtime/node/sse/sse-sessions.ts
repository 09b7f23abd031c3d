import { Refusal } from "../../errors.ts";
import type { Limits } from "../../server-config.ts";
import type { Caller } from "../../surface-types.ts";
import { createSseSession, type SseSession } from "./sse-session.ts";

/** The sessions of a server: bounded, and each its caller's own. */
export interface SseSessions {
  /**
   * Opens one.
   * @throws Refusal `server_closing`, `server_busy` or `caller_busy`
   */
  open(caller: Caller, messagesPath: string, limits: Limits): SseSession;
  /**
   * The session of that id, if it is the caller's own: somebody else's is as unknown as one that is not there.
   * @throws Refusal `session_unknown`
   */
  find(id: string | null, caller: Caller): SseSession;
  drain(): void;
  close(): void;
}

interface Held {
  readonly session: SseSession;
  readonly owner: string;
  /** Who is counted: somebody may register any number of clients. */
  readonly caller: string;
}

const unknownText =
  "There is no such session of yours at this replica: connect again. (HTTP+SSE needs all requests of a session at the same replica.)";

/**
 * Makes the sessions of one server: none.
 * @param now milliseconds since the epoch
 */
export function createSseSessions(now: () => number): SseSessions {
  const held = new Map<string, Held>();
  let isDraining = false;
  return {
    open(caller, messagesPath, limits) {
      if (isDraining) throw new Refusal("server_closing", "The server is closing.", { "retry-after": "5" });
      const { issuer, subject } = caller;
      const counted = `${issuer} ${subject}`;
      if (held.size >= limits.maxSseSessions) throw full("server_busy", limits.maxSseSessions, "");
      const own = [...held.values()].filter((one) => one.caller === counted).length;
      if (own >= limits.maxSseSessionsPerCaller) throw full("caller_busy", limits.maxSseSessionsPerCaller, " of yours");
      const session = createSseSession({
        messagesPath,
        limits,
        now,
        onEnd: () => held.delete(session.id),
        onIdle: () => {
          if (isDraining) session.end();
        },
      });
      session.renew(caller.expiresAt);
      held.set(session.id, { session, owner: ownerOf(caller), caller: counted });
      return session;
    },
    find(id, caller) {
      const one = id === null ? undefined : held.get(id);
      if (one !== undefined && one.owner === ownerOf(caller)) return one.session;
      throw new Refusal("session_unknown", unknownText);
    },
    drain() {
      isDraining = true;
      for (const { session } of held.values()) if (session.isIdle()) session.end();
    },
    close() {
      isDraining = true;
      for (const { session } of held.values()) session.end();
    },
  };
}

/** Not the token: a caller gets a new one while the session goes on. */
function ownerOf({ issuer, subject, clientId }: Caller): string {
  return JSON.stringify([issuer, subject, clientId]);
}

function full(code: "server_busy" | "caller_busy", most: number, whose: string): Refusal {
  const message = `There are ${most} HTTP+SSE sessions${whose} already: end one, or use Streamable HTTP, which has none.`;
  return new Refusal(code, message, { "retry-after": "10" });
}
