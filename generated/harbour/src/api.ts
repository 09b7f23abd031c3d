import type { ApiDefinition } from "./runtime/surface-types.ts";

export const api: ApiDefinition = {
  name: "harbour-api",
  title: "Harbour API",
  version: "1.4.0",
  instructions:
    'Runs a marina: which berths are free, whose boat lies where, who comes when, what it costs.\n\n- Money is in minor units: `{"amount": 4250, "currency": "EUR"}` is 42.50 euros.\n- Lengths are metres. Dates are `YYYY-MM-DD`; a stay has the nights from `from` up to, not including, `to`.\n- Lists are paged: pass `nextCursor` of one page as `cursor` of the next.\n- `ETag` of an answer goes into `If-Match`. Retries are safe with `Idempotency-Key`.\n- Errors are problem details (RFC 9457); `errors` names each wrong field.',
  scopes: {
    supported: [
      "berths:read",
      "berths:write",
      "bookings:read",
      "bookings:write",
      "harbour:admin",
      "invoices:read",
      "invoices:write",
      "payments:write",
      "photos:read",
      "photos:write",
      "vessels:read",
      "vessels:write",
    ],
    baseline: {
      minimal: [],
      read: ["berths:read", "bookings:read", "invoices:read", "photos:read", "vessels:read"],
      all: [
        "berths:read",
        "berths:write",
        "bookings:read",
        "bookings:write",
        "harbour:admin",
        "invoices:read",
        "invoices:write",
        "payments:write",
        "photos:read",
        "photos:write",
        "vessels:read",
        "vessels:write",
      ],
    },
  },
  origins: [],
};
