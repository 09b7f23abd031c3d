import type { JsonObject } from "./evidence.ts";
import type { SignInOptions } from "./sign-in.ts";

/** What to examine, and how far to go. */
export interface DoctorOptions {
  /** The MCP endpoint, as clients are given it. */
  readonly url: string;
  /** An access token: the checks behind the gate are made too. It is sent to the endpoint only, and never told. */
  readonly token?: string;
  /** Sign in, and go on with the token that this gives. */
  readonly signIn?: SignInOptions;
  /** An origin whose pages are to use the server. */
  readonly origin?: string;
  /** Call this tool, if it says that it is read-only. */
  readonly call?: string;
  /** Arguments of the call. */
  readonly callArguments?: JsonObject;
  /** Call the first read-only tool without required arguments. */
  readonly callRead?: boolean;
  /** Send the token in the query also to a server elsewhere, whose access log may keep it. On loopback it always is. */
  readonly tokenInQuery?: boolean;
  /** Milliseconds for one request. Default: 10,000. */
  readonly timeout?: number;
  /** Told what is done next. */
  readonly onProgress?: (step: string) => void;
}
