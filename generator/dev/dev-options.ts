import type { InspectOptions } from "../options.ts";
import type { ToolChanges } from "./tool-changes.ts";

/** What `slipway dev` takes. */
export interface DevOptions {
  /** The project, as `generate` takes it. What is about its deployment (issuer, audience, provider) is replaced. */
  readonly project: Omit<InspectOptions, "onProgress" | "onDiagnostics">;
  /** Where the project is written, absolute. Default: a folder of the system's for temporary files, removed at the end. */
  readonly folder?: string;
  /** The user's `src/custom.ts`, absolute: copied into the project, and watched. */
  readonly customFile?: string;
  /** The API to call instead of a mock. */
  readonly apiBaseUrl?: string;
  /** Ports that must be free. Default: 3000, 3001 and 3002 where they are, else any. */
  readonly ports?: Partial<DevPorts>;
  /** Our environment, of which the server sees what every program needs, and what was named for the API. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Told what happens. Must not throw. */
  readonly onEvent?: (event: DevEvent) => void;
}

/** Where the parts listen, all on loopback. */
export interface DevPorts {
  readonly server: number;
  readonly api: number;
  readonly authorizationServer: number;
}

/** Something that a developer wants to read. */
export type DevEvent =
  /** A change arrived in the running server; times in ms. */
  | { readonly kind: "reloaded"; readonly changes: ToolChanges; readonly milliseconds: number }
  /** A file was saved, and nothing follows from it. */
  | { readonly kind: "unchanged" }
  /** The document, or what was made of it, does not work; the server before it goes on. */
  | { readonly kind: "broken"; readonly message: string }
  /** The mock was called. */
  | { readonly kind: "api-call"; readonly method: string; readonly target: string; readonly status: number }
  /** A line of the generated server. */
  | { readonly kind: "output"; readonly text: string };

/** Somebody who can sign in. */
export interface DevUser {
  readonly username: string;
  readonly password: string;
  readonly may: string;
}

/** Everything, running. */
export interface RunningDev {
  /** Machine name of the server. */
  readonly name: string;
  readonly title: string;
  readonly tools: number;
  /** Operations of the document that are no tool because it says them wrongly. */
  readonly lost: readonly string[];
  readonly folder: string;
  /** The MCP endpoint. */
  readonly mcpUrl: string;
  readonly apiUrl: string;
  readonly issuer: string;
  readonly users: readonly DevUser[];
  /** Files whose change is followed; none for a document at a URL. */
  readonly watched: readonly string[];
  /** A token of all scopes, for `curl`, good for eight hours. */
  token(): Promise<string>;
  /** Ends all of it, its processes and its temporary files. Called again, answers the same promise. */
  stop(): Promise<void>;
}
