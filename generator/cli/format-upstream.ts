import type { InspectedNeed, InspectResult } from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import { hanging } from "./inspection-view.ts";
import type { InspectionView } from "./inspection-view.ts";
import { countOf } from "./text-layout.ts";

/** What the API gets as credentials, and what that needs: lines for a terminal. */
export function formatUpstream({ upstream, tools }: InspectResult, view: InspectionView): string[] {
  if (tools === 0) return [];
  const heading = `${view.palette("bold", "Upstream")}: ${upstream.mode}`;
  const about = hanging(describeMode(upstream), "  ", view.columns);
  return [heading, ...about, ...upstream.needs.flatMap((need) => formatNeed(need, view)), ""];
}

function describeMode({ settings }: InspectResult["upstream"]): string {
  switch (settings?.mode) {
    case "exchange": {
      const targets = [...(settings.audience ?? []), ...(settings.resource ?? [])].map(harmless).join(", ");
      return `The caller's token is exchanged for one for ${targets} (RFC 8693), by the client ${harmless(settings.clientId)}, with the scopes of the operation.`;
    }
    case "credentials": {
      const { requires } = settings;
      const who =
        "scope" in requires
          ? `the scope ${harmless(requires.scope)}`
          : `${requires.values.map(harmless).join(" or ")} in the claim ${harmless(requires.claim)}`;
      return `The API gets the server's own credentials, for callers with ${who}; one alternative of each tool must be set at the start.`;
    }
    case "forward":
    case undefined:
      return "The caller's verified token goes unchanged to API_BASE_URL.";
  }
}

function formatNeed({ scheme, variables, tools }: InspectedNeed, view: InspectionView): readonly string[] {
  const what = scheme === undefined ? "needs" : `${harmless(scheme)} needs`;
  return hanging(`${what} ${variables.join(", ")} (${countOf(tools.length, "tool")})`, "  ", view.columns, 2);
}
