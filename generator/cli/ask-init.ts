import { isCancel, multiselect, select, text } from "@clack/prompts";
import type { InitChoices } from "../init/init-choices.ts";
import type { InspectResult } from "../inspect-result.ts";
import { harmless } from "./harmless.ts";
import type { InitFlags, InitQuestions } from "./run-init.ts";
import { countOf } from "./text-layout.ts";

/** The questions of `init`, on a terminal. */
export function createInitQuestions(): InitQuestions {
  return {
    document: async (found) => await orCancelled(askDocument(found)),
    choices: async (proposed, found, given) => await orCancelled(askChoices(proposed, found, given)),
  };
}

/** Thrown by an answer that was Ctrl-C or Esc. */
class Cancelled extends Error {}

async function orCancelled<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Cancelled) return undefined;
    throw error;
  }
}

async function answer<Given>(asked: Promise<Given>): Promise<Exclude<Given, symbol>> {
  const given = await asked;
  if (isCancel(given)) throw new Cancelled();
  return given as Exclude<Given, symbol>;
}

async function askText(message: string, initialValue: string): Promise<string> {
  const validate = (value: string | undefined): string | undefined =>
    (value ?? "").trim() === "" ? "An answer is needed." : undefined;
  return (await answer(text({ message, initialValue, validate }))).trim();
}

async function askOne<Value extends string>(
  message: string,
  choices: Readonly<Record<Value, string>>,
  initialValue: Value,
): Promise<Value> {
  const options = (Object.entries(choices) as [Value, string][]).map(([value, hint]) => ({
    value,
    label: value,
    hint,
  }));
  return (await answer(select<string>({ message, options, initialValue }))) as Value;
}

async function askDocument(found: readonly string[]): Promise<string> {
  return await askText("The OpenAPI document: a file or a URL", found[0] ?? "");
}

async function askChoices(proposed: InitChoices, found: InspectResult, given: InitFlags): Promise<InitChoices> {
  const out = given.out ?? (await askText("Folder of the project", proposed.out));
  const name = given.name ?? (await askText("Name of the server", proposed.name));
  const exclude = given.excludeService ?? (await askServices(found));
  const mode = given.mode ?? (await askOne("How tools are offered", modeWords(found), proposed.mode));
  const confirm =
    given.confirm ?? (await askOne("Calls that wait until the user has agreed", confirmWords, proposed.confirm));
  const baseline =
    given.baseline ?? (await askOne("Scopes that the first sign-in asks for", baselineWords, proposed.baseline));
  const provider =
    given.provider ?? (await askOne("The authorization server", providerWords, proposed.provider ?? "none"));
  const upstream = given.upstream === undefined ? await askUpstream() : proposed.upstream;
  const ci = given.ci ?? (await askOne("Workflows that keep the project true to the document", ciWords, proposed.ci));
  const { provider: _, ...rest } = proposed;
  return {
    ...rest,
    out,
    name,
    exclude,
    mode,
    confirm,
    baseline,
    upstream,
    ci,
    ...(provider !== "none" && { provider }),
  };
}

async function askServices({ services }: InspectResult): Promise<readonly string[]> {
  if (services.length < 2) return [];
  const options = services.map(({ name, tools, tokens }) => ({
    value: name,
    label: harmless(name),
    hint: `${countOf(tools.length, "tool")}, ${countOf(tokens, "token")}`,
  }));
  const message = "Services to leave out (space chooses, enter goes on)";
  return await answer(multiselect<string>({ message, options, required: false, maxItems: 12 }));
}

async function askUpstream(): Promise<InitChoices["upstream"]> {
  const mode = await askOne<InitChoices["upstream"]["mode"]>(
    "What the API gets as credentials",
    upstreamWords,
    "forward",
  );
  switch (mode) {
    case "forward":
      return { mode };
    case "exchange":
      return {
        mode,
        clientId: await askText("This server's client id at the authorization server", ""),
        audience: [await askText("Audience of the API's tokens", "")],
      };
    case "credentials":
      return { mode, requires: { scope: await askText("Scope of those who may use the server's credentials", "") } };
  }
}

function modeWords({ tokens }: InspectResult): Readonly<Record<InitChoices["mode"], string>> {
  return {
    all: `every tool is listed, for ${countOf(tokens, "token")}`,
    search: "four tools find and call the others",
  };
}

const confirmWords = { never: "none", destructive: "those that may destroy", writes: "all that write" } as const;
const baselineWords = {
  minimal: "none: a client asks for more when it needs to",
  read: "those of the read-only tools",
  all: "all, for clients that cannot ask for more later",
} as const;
const providerWords = {
  none: "keeps to RFC 9068, or is not known yet",
  keycloak: "",
  auth0: "",
  okta: "",
  entra: "",
  cognito: "",
  workos: "",
  google: "",
} as const;
const upstreamWords = {
  forward: "the caller's verified token, unchanged",
  exchange: "a token of the API's own for each caller (RFC 8693)",
  credentials: "keys of the server's own, from its environment",
} as const;
const ciWords = { none: "", github: "GitHub Actions", gitlab: "GitLab CI" } as const;
