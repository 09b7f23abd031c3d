import type { Change, ChangeCode, ChangeLevel, VersionBump } from "./diff-result.ts";
import { type Phrase, phraseText } from "./phrase.ts";

interface Judgement {
  readonly level: ChangeLevel;
  /** The sentence that a user needs. */
  readonly meaning: string;
  /** A safe change that offers more than before. */
  readonly isFeature?: true;
}

const breaking = (meaning: string): Judgement => ({ level: "breaking", meaning });
const risky = (meaning: string): Judgement => ({ level: "risky", meaning });
const safe = (meaning: string): Judgement => ({ level: "safe", meaning });
const feature = (meaning: string): Judgement => ({ level: "safe", meaning, isFeature: true });

const hooks = "A hook for it in src/custom.ts is a type error until it is changed.";

/** How bad each change is, and what it means. */
const judgements: Readonly<Record<ChangeCode, Judgement>> = {
  "mode-changed": breaking("Clients see another list of tools: prompts and allow-lists that name tools no longer fit."),
  "upstream-changed": breaking(
    "The API gets other credentials than before: it must accept them, and callers may see other data.",
  ),
  "confirmation-changed": risky(
    "Other calls than before wait until a person has agreed: agents that run alone may stop, or go on where they stopped.",
  ),
  "issuer-changed": breaking(
    "Tokens would come from another authorization server: make sure that it is yours; everybody signs in again.",
  ),
  "origin-changed": breaking("Callers' tokens would go there: make sure that it is yours before you configure it."),
  "origin-removed": safe("No call goes there any more."),
  "server-renamed": risky("Clients that know the server by its name may list it as another one."),
  "scope-requested": risky(
    "The authorization server must know the scope, and may have to allow clients to ask for it.",
  ),
  "scope-dropped": safe("No tool asks for it any more."),
  "tool-added": feature("Agents can use it at once."),
  "tool-removed": breaking(`Agents that call it get an error. ${hooks}`),
  "tool-renamed": breaking(
    `Prompts and allow-lists that name it must follow; a rule in the config can keep the old name. ${hooks}`,
  ),
  "tool-moved": safe("Agents see no difference: the request goes to the new path."),
  "tool-method-changed": risky("The same call is another kind of request now: look at its hints."),
  "tool-repurposed": breaking("Agents that use the name call another operation than before."),
  "tool-regrouped": safe(
    "Agents see no difference. Lists of services in the config, and imports of the service's file, name it anew.",
  ),
  "argument-added": feature("Calls without it work as before."),
  "argument-added-required": breaking("Calls without it are refused. A hook that makes arguments must give it."),
  "argument-removed": breaking(`Calls that give it are refused. ${hooks}`),
  "argument-renamed": breaking(`Calls with the old name are refused; a rule in the config can keep it. ${hooks}`),
  "argument-required": breaking("Calls without it are refused."),
  "argument-optional": feature("Calls that give it work as before."),
  "argument-narrowed": breaking("Calls with values that were allowed are refused."),
  "argument-widened": feature("What was allowed still is."),
  "argument-changed": risky("Some values that were allowed may be refused."),
  "result-added": feature("What agents and hooks read is still there."),
  "result-removed": risky("Agents that read it miss it; an after hook that reads it is a type error."),
  "result-narrowed": safe("Answers hold what they could hold before."),
  "result-widened": risky("Agents and hooks may meet values that they do not know."),
  "result-changed": risky("Agents and hooks that read it may misread it."),
  "scopes-added": breaking("Whoever is signed in lacks it: clients ask for consent again, where they can."),
  "scopes-removed": risky("Callers who could not use the tool now can."),
  "scopes-replaced": breaking(
    "Whoever is signed in lacks it: clients ask for consent again; and callers who could not use the tool now may.",
  ),
  "scopes-alternative-removed": risky("Callers who got in with that alternative are refused."),
  "scopes-reordered": safe("Callers who could use the tool still can; clients ask for another scope first."),
  "hints-tightened": breaking("Clients that called it without asking now ask, or refuse."),
  "hints-loosened": risky("Clients may call it without asking: make sure that this is right."),
  "hints-changed": risky("Clients may treat it in another way."),
  "text-changed": safe("Titles and descriptions only: models read other words."),
};

/** A change with its level and meaning. */
export function changeOf(code: ChangeCode, phrase: Phrase, tool?: string): Change {
  const { level, meaning } = judgements[code];
  const text = phraseText(phrase, (quoted) => quoted);
  return { level, code, ...(tool === undefined ? {} : { tool }), text, phrase, meaning };
}

/** Levels, the worst first. */
export const levels: readonly ChangeLevel[] = ["breaking", "risky", "safe"];

/** What breaks is a major version; what may break, or is new, a minor one. */
export function bumpFor(changes: readonly Change[]): VersionBump {
  if (changes.length === 0) return "none";
  if (changes.some(({ level }) => level === "breaking")) return "major";
  return changes.some(({ level, code }) => level === "risky" || judgements[code].isFeature === true)
    ? "minor"
    : "patch";
}
