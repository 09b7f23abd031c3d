import type { DatabaseSync } from "node:sqlite";
import type { Context, MiddlewareHandler } from "hono";
import type { Authenticate, Identity } from "./authenticate.ts";
import { insufficientScope } from "./authenticate.ts";
import type { Collection } from "./collection.ts";
import type { Berth, BerthImport, Booking, Invoice, Owner, Photo, Tariff, Vessel } from "./model.ts";

/** The state of one running API, and what its routes share. */
export interface Harbour {
  readonly database: DatabaseSync;
  readonly berths: Collection<Berth>;
  readonly imports: Collection<BerthImport>;
  readonly vessels: Collection<Vessel>;
  readonly owners: Collection<Owner>;
  readonly bookings: Collection<Booking>;
  readonly invoices: Collection<Invoice>;
  readonly tariffs: Collection<Tariff>;
  readonly photos: Collection<Photo>;
  readonly clock: () => Date;
  readonly authenticate: Authenticate;
}

/** What a route's context carries. */
export interface HarbourEnv {
  Variables: { identity: Identity | undefined };
}

export type HarbourContext = Context<HarbourEnv>;

/** Lets callers in whose token has all scopes of one of the alternatives. None given: any valid token. */
export function requireScopes(
  harbour: Harbour,
  ...alternatives: readonly (readonly string[])[]
): MiddlewareHandler<HarbourEnv> {
  return async (context, next) => {
    const identity = await harbour.authenticate(context.req.header("Authorization"));
    if (
      alternatives.length > 0 &&
      !alternatives.some((scopes) => scopes.every((scope) => identity.scopes.has(scope)))
    ) {
      throw insufficientScope(alternatives);
    }
    context.set("identity", identity);
    await next();
  };
}

/** Lets anyone in; a token that is sent must be valid. */
export function optionalToken(harbour: Harbour): MiddlewareHandler<HarbourEnv> {
  return async (context, next) => {
    const authorization = context.req.header("Authorization");
    if (authorization !== undefined) context.set("identity", await harbour.authenticate(authorization));
    await next();
  };
}

/** Who calls. Only for routes behind {@link requireScopes}. */
export function identityOf(context: HarbourContext): Identity {
  const identity = context.get("identity");
  if (!identity) throw new TypeError("this route lets callers in without a token");
  return identity;
}

export const admin: readonly string[] = ["harbour:admin"];
