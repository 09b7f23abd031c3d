import type { InspectResult } from "../inspect-result.ts";
import type { AuthOptions, Baseline, Target, ToolOptions, UpstreamOptions } from "../options.ts";
import { manyTokens } from "../token-budget.ts";
import { guessProvider } from "./guess-provider.ts";

/** Every choice that a new config makes explicit. */
export interface InitChoices {
  /** As the config has it: relative to its folder, or a URL. */
  readonly spec: string;
  readonly out: string;
  readonly name: string;
  /** Where the server is to run. */
  readonly targets: readonly Target[];
  /** Services whose operations are left out. */
  readonly exclude: readonly string[];
  readonly mode: NonNullable<ToolOptions["mode"]>;
  readonly confirm: NonNullable<ToolOptions["confirm"]>;
  readonly baseline: Baseline;
  readonly provider?: NonNullable<AuthOptions["provider"]>;
  readonly upstream: UpstreamOptions & Required<Pick<UpstreamOptions, "mode">>;
  readonly ci: "github" | "gitlab" | "none";
}

/** What is known besides the document. */
export interface InitFacts {
  readonly spec: string;
  /** The authorization server, where the user named one. */
  readonly issuer?: string;
  /** Whose workflows the folder has already. */
  readonly ci: InitChoices["ci"];
}

/** What a document suggests, for people to change. */
export function proposeChoices(
  { name, proposals, tokens }: InspectResult,
  { spec, issuer, ci }: InitFacts,
): InitChoices {
  const provider = guessProvider(issuer ?? proposals.issuer);
  return {
    spec,
    out: "server",
    name,
    targets: ["node"],
    exclude: [],
    mode: tokens > manyTokens ? "search" : "all",
    confirm: "never",
    baseline: "read",
    ...(provider !== undefined && { provider }),
    upstream: { mode: "forward" },
    ci,
  };
}
