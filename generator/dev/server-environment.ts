import { originVariablePrefix } from "../../templates/src/runtime/environment.ts";
import { childEnvironment } from "../child-environment.ts";
import type { Generation } from "./generation.ts";

/** Where everything is. */
export interface DevPlaces {
  readonly publicUrl: string;
  readonly issuer: string;
  readonly apiUrl: string;
  /** For Node's cache of compiled source. */
  readonly cacheFolder: string;
}

/** The environment of the generated server: nothing of ours but what it needs, and the credentials that its config names. */
export function serverEnvironment(
  { publicUrl, issuer, apiUrl, cacheFolder }: DevPlaces,
  { origins, credentials }: Pick<Generation, "origins" | "credentials">,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const named = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && credentials.some((start) => name.startsWith(start)) ? [[name, value] as const] : [],
  );
  return {
    ...childEnvironment(environment),
    ...Object.fromEntries(named),
    ...Object.fromEntries(origins.map((name) => [originVariablePrefix + name.toUpperCase(), apiUrl])),
    PUBLIC_URL: publicUrl,
    OAUTH_ISSUER: issuer,
    API_BASE_URL: apiUrl,
    // The Inspector's page calls from its own origin.
    ALLOWED_ORIGINS: "http://localhost:6274,http://127.0.0.1:6274",
    LAME_DUCK_MS: "0",
    NODE_COMPILE_CACHE: cacheFolder,
  };
}
