import { inspect } from "../../generator/inspect.ts";
import type { InspectedTool, InspectResult } from "../../generator/inspect-result.ts";
import type { CorpusDocument } from "./find-documents.ts";

/** The scopes of a document: of all of it, and without two of its services. */
export interface ScopeFigures {
  readonly name: string;
  readonly operations: number;
  /** Scopes that the security schemes list. */
  readonly declared: readonly string[];
  readonly whole: DerivedFigures;
  readonly excluded: readonly string[];
  readonly rest: DerivedFigures;
}

/** What is derived from the tools. */
export interface DerivedFigures {
  readonly tools: readonly InspectedTool[];
  /** `scopes_supported`. */
  readonly supported: readonly string[];
  /** What the first 401 asks for, by the baseline `read`. */
  readonly baseline: readonly string[];
}

/** Inspects a document twice. The services left out are those that take the most scopes with them. */
export async function measureScopes({ name, path, refRoot }: CorpusDocument): Promise<ScopeFigures> {
  const options = { spec: path, ...(refRoot === undefined ? {} : { refRoot }) };
  const whole = await inspect(options);
  const excluded = weightiestServices(whole);
  const rest = await inspect({ ...options, services: { exclude: excluded } });
  return {
    name,
    operations: whole.operations,
    declared: whole.scopes.explained.flatMap(({ scope, declaredBy }) => (declaredBy.length > 0 ? [scope] : [])),
    whole: derived(whole),
    excluded,
    rest: derived(rest),
  };
}

function derived({ scopes, services }: InspectResult): DerivedFigures {
  return {
    tools: services.flatMap(({ tools }) => tools),
    supported: scopes.supported.map(({ scope }) => scope),
    baseline: scopes.baselines.read,
  };
}

/** Two at most, and one service is left. */
function weightiestServices({ services, scopes }: InspectResult): string[] {
  const own = ({ tools }: InspectResult["services"][number]): number => {
    const names = new Set(tools.map(({ name }) => name));
    return scopes.supported.filter((scope) => scope.tools.every((tool) => names.has(tool))).length;
  };
  return services
    .map((service) => ({ name: service.name, scopes: own(service), tools: service.tools.length }))
    .toSorted((a, b) => b.scopes - a.scopes || b.tools - a.tools || (a.name < b.name ? -1 : 1))
    .slice(0, Math.min(2, services.length - 1))
    .map(({ name }) => name);
}
