import type { DemoUser } from "../../generator/dev/authorization-server/options.ts";

/** The harbour master: may grant everything. */
export const ana: DemoUser = {
  username: "ana",
  password: "anchor",
  fullName: "Ana Castro",
  role: "harbour master",
  scopes: "all",
};

/** A guest: may look, not touch. */
export const ben: DemoUser = {
  username: "ben",
  password: "buoy",
  fullName: "Ben Okafor",
  role: "guest, read only",
  scopes: ["berths:read", "vessels:read", "bookings:read", "invoices:read", "photos:read"],
};
