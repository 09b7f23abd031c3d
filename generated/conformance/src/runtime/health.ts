import { jsonResponse } from "./responses.ts";

/** What the probes report. */
export interface Health {
  /** Whether a call could be served now. */
  ready(): Promise<boolean>;
  draining(): boolean;
  callsInFlight(): number;
}

/** `/healthz`: the process answers. Says nothing of anyone else, so that an outage elsewhere restarts nothing here. */
export function livenessResponse(health: Health): Response {
  return probeResponse(200, "ok", health);
}

/** `/readyz`: 503 while the server drains, and while no key could ever be had (then no token can be judged). */
export async function readinessResponse(health: Health): Promise<Response> {
  if (health.draining()) return probeResponse(503, "draining", health);
  return (await health.ready()) ? probeResponse(200, "ready", health) : probeResponse(503, "no_keys", health);
}

function probeResponse(status: number, state: string, health: Health): Response {
  const json = JSON.stringify({ status: state, callsInFlight: health.callsInFlight() });
  return jsonResponse(status, json, { "cache-control": "no-store" });
}
