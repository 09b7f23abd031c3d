import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `cancel_booking`: POST /bookings/{bookingId}/cancel */
export interface CancelBookingInput {
  bookingId: types.BookingId;
  body: {
    reason: "weather" | "illness" | "damage" | "other";
    note?: string;
    refundPercent?: number;
    /** Mail addresses to tell. */
    notify?: string[];
  };
}

/** Answer of `cancel_booking`. */
export type CancelBookingOutput = types.Booking;

export const cancelBooking: Tool<CancelBookingInput, CancelBookingOutput> = defineTool({
  name: "cancel_booking",
  title: "Cancel a booking",
  description: "Cancel a booking.",
  service: "bookings",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["bookings:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      bookingId: { $ref: "#/$defs/BookingId" },
      body: {
        type: "object",
        properties: {
          reason: { type: "string", enum: ["weather", "illness", "damage", "other"] },
          note: { type: "string", maxLength: 300 },
          refundPercent: { type: "integer", minimum: 0, maximum: 100, default: 100 },
          notify: {
            description: "Mail addresses to tell.",
            type: "array",
            maxItems: 5,
            items: { type: "string", format: "email" },
          },
        },
        required: ["reason"],
        additionalProperties: false,
      },
    },
    required: ["bookingId", "body"],
    additionalProperties: false,
    $defs: { BookingId: schemas.BookingId },
  },
  operation: {
    method: "POST",
    path: "/bookings/{bookingId}/cancel",
    parameters: [{ argument: "bookingId", name: "bookingId", in: "path", style: "simple", explode: false }],
    body: { mediaType: "application/x-www-form-urlencoded", format: "form", required: true, from: "argument" },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `check_in_booking`: POST /bookings/{bookingId}/check-in */
export interface CheckInBookingInput {
  bookingId: types.BookingId;
}

/** Answer of `check_in_booking`. */
export type CheckInBookingOutput = types.Booking;

export const checkInBooking: Tool<CheckInBookingInput, CheckInBookingOutput> = defineTool({
  name: "check_in_booking",
  title: "Check a guest in",
  description: "Check a guest in.\nMarks a confirmed booking as arrived.",
  service: "bookings",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["bookings:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      bookingId: { $ref: "#/$defs/BookingId" },
    },
    required: ["bookingId"],
    additionalProperties: false,
    $defs: { BookingId: schemas.BookingId },
  },
  operation: {
    method: "POST",
    path: "/bookings/{bookingId}/check-in",
    parameters: [{ argument: "bookingId", name: "bookingId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
    },
  },
});

/** Arguments of `create_booking`: POST /bookings */
export interface CreateBookingInput {
  /** A value of the caller's own. */
  "Idempotency-Key"?: string;
  berthId: types.BerthId;
  vesselId: types.VesselId;
  /** First night. */
  from: string;
  /** Day of departure. */
  to: string;
  guests: number;
  extras?: types.Extra[];
  contact?: types.Contact;
  remarks?: string | null;
}

/** Answer of `create_booking`. */
export type CreateBookingOutput = types.Booking;

export const createBooking: Tool<CreateBookingInput, CreateBookingOutput> = defineTool({
  name: "create_booking",
  title: "Book a berth",
  description:
    "Book a berth.\nBooks for the caller. The berth must be free and long, wide and deep enough for the vessel.",
  service: "bookings",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["bookings:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      "Idempotency-Key": {
        description:
          "A value of the caller's own. The same key answers with the first outcome instead of doing it again.",
        type: "string",
        minLength: 8,
        maxLength: 64,
      },
      berthId: { $ref: "#/$defs/BerthId" },
      vesselId: { $ref: "#/$defs/VesselId" },
      from: { description: "First night.", type: "string", format: "date" },
      to: { description: "Day of departure.", type: "string", format: "date" },
      guests: { type: "integer", minimum: 1, maximum: 30 },
      extras: { type: "array", uniqueItems: true, items: { $ref: "#/$defs/Extra" } },
      contact: { $ref: "#/$defs/Contact" },
      remarks: { type: ["string", "null"], maxLength: 500 },
    },
    required: ["berthId", "vesselId", "from", "to", "guests"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId, Contact: schemas.Contact, Extra: schemas.Extra, VesselId: schemas.VesselId },
  },
  operation: {
    method: "POST",
    path: "/bookings",
    parameters: [
      { argument: "Idempotency-Key", name: "Idempotency-Key", in: "header", style: "simple", explode: false },
    ],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["berthId", "vesselId", "from", "to", "guests", "extras", "contact", "remarks"],
    },
    responses: {
      "201": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "409": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `export_bookings`: GET /bookings/export */
export interface ExportBookingsInput {
  /** Columns and their order. */
  columns?: ("id" | "berthId" | "vesselId" | "from" | "to" | "status" | "guests" | "total")[];
}

/** Answer of `export_bookings`. */
export type ExportBookingsOutput = string;

export const exportBookings: Tool<ExportBookingsInput, ExportBookingsOutput> = defineTool({
  name: "export_bookings",
  title: "Export bookings as CSV",
  description: "Export bookings as CSV.",
  service: "bookings",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["bookings:read"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      columns: {
        description: "Columns and their order.",
        type: "array",
        minItems: 1,
        uniqueItems: true,
        default: ["id", "berthId", "vesselId", "from", "to", "status"],
        items: { type: "string", enum: ["id", "berthId", "vesselId", "from", "to", "status", "guests", "total"] },
      },
    },
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/bookings/export",
    parameters: [{ argument: "columns", name: "columns", in: "query", style: "spaceDelimited", explode: false }],
    responses: {
      "200": ["text/csv"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_account`: GET /account */
export interface GetAccountInput {
  [key: string]: never;
}

/** Answer of `get_account`. */
export type GetAccountOutput = types.Account;

export const getAccount: Tool<GetAccountInput, GetAccountOutput> = defineTool({
  name: "get_account",
  title: "Who am I",
  description:
    "Who am I.\nThe signed-in person, what they may do, and how many bookings are theirs. Any valid token will do.",
  service: "bookings",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/account",
    parameters: [],
    responses: { "200": ["application/json"], "401": ["application/problem+json"] },
  },
});

/** Arguments of `get_booking`: GET /bookings/{bookingId} */
export interface GetBookingInput {
  bookingId: types.BookingId;
}

/** Answer of `get_booking`. */
export type GetBookingOutput = types.Booking;

export const getBooking: Tool<GetBookingInput, GetBookingOutput> = defineTool({
  name: "get_booking",
  title: "Get a booking",
  description: "Get a booking.",
  service: "bookings",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["bookings:read"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      bookingId: { $ref: "#/$defs/BookingId" },
    },
    required: ["bookingId"],
    additionalProperties: false,
    $defs: { BookingId: schemas.BookingId },
  },
  operation: {
    method: "GET",
    path: "/bookings/{bookingId}",
    parameters: [{ argument: "bookingId", name: "bookingId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_bookings`: GET /bookings */
export interface ListBookingsInput {
  /** Statuses to include; repeat for several. */
  status?: types.BookingStatus[];
  /** Stays that end after this day. */
  from?: string;
  /** Stays that begin before this day. */
  to?: string;
  berthId?: types.BerthId;
  /** Only the caller's own. */
  mine?: boolean;
  /** Entries per page. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_bookings`. */
export type ListBookingsOutput = types.BookingPage;

export const listBookings: Tool<ListBookingsInput, ListBookingsOutput> = defineTool({
  name: "list_bookings",
  title: "List bookings",
  description: "List bookings.\nBookings by arrival. Without `harbour:admin`, other people's contacts are left out.",
  service: "bookings",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["bookings:read"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      status: {
        description: "Statuses to include; repeat for several.",
        type: "array",
        uniqueItems: true,
        items: { $ref: "#/$defs/BookingStatus" },
      },
      from: { description: "Stays that end after this day.", type: "string", format: "date" },
      to: { description: "Stays that begin before this day.", type: "string", format: "date" },
      berthId: { $ref: "#/$defs/BerthId" },
      mine: { description: "Only the caller's own.", type: "boolean", default: false },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      cursor: { description: "`nextCursor` of the page before.", type: "string", maxLength: 200 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId, BookingStatus: schemas.BookingStatus },
  },
  select: "select",
  paging: {
    arguments: ["cursor"],
    size: { argument: "limit", default: 20 },
    next: { at: ["nextCursor"], argument: "cursor" },
    items: ["items"],
    total: { at: ["total"], of: "items" },
  },
  operation: {
    method: "GET",
    path: "/bookings",
    parameters: [
      { argument: "status", name: "status", in: "query", style: "form", explode: true },
      { argument: "from", name: "from", in: "query", style: "form", explode: true },
      { argument: "to", name: "to", in: "query", style: "form", explode: true },
      { argument: "berthId", name: "berthId", in: "query", style: "form", explode: true },
      { argument: "mine", name: "mine", in: "query", style: "form", explode: true },
      { argument: "limit", name: "limit", in: "query", style: "form", explode: true },
      { argument: "cursor", name: "cursor", in: "query", style: "form", explode: true },
    ],
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
    },
  },
});

/** Arguments of `quote_booking`: POST /bookings/quote */
export interface QuoteBookingInput {
  berthId: types.BerthId;
  from: string;
  to: string;
  extras?: types.Extra[];
  /** JMESPath */
  select?: string;
}

/** Answer of `quote_booking`. */
export type QuoteBookingOutput = types.Quote;

export const quoteBooking: Tool<QuoteBookingInput, QuoteBookingOutput> = defineTool({
  name: "quote_booking",
  title: "What a stay would cost",
  description: "What a stay would cost.\nWorks out the price. Books nothing.",
  service: "bookings",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["bookings:read"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { $ref: "#/$defs/BerthId" },
      from: { type: "string", format: "date" },
      to: { type: "string", format: "date" },
      extras: { type: "array", uniqueItems: true, items: { $ref: "#/$defs/Extra" } },
      select: { type: "string", description: "JMESPath" },
    },
    required: ["berthId", "from", "to"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId, Extra: schemas.Extra },
  },
  select: "select",
  operation: {
    method: "POST",
    path: "/bookings/quote",
    parameters: [],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["berthId", "from", "to", "extras"],
    },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `update_booking`: PATCH /bookings/{bookingId} */
export interface UpdateBookingInput {
  bookingId: types.BookingId;
  /** ETag of the state that the change is meant for, with its quotes. */
  "If-Match"?: string;
  body: types.BookingPatch;
}

/** Answer of `update_booking`. */
export type UpdateBookingOutput = types.Booking;

export const updateBooking: Tool<UpdateBookingInput, UpdateBookingOutput> = defineTool({
  name: "update_booking",
  title: "Change a booking",
  description: "Change a booking.\nChanges the given properties; `null` clears one (RFC 7396). New dates must be free.",
  service: "bookings",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["bookings:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      bookingId: { $ref: "#/$defs/BookingId" },
      "If-Match": {
        description:
          "ETag of the state that the change is meant for, with its quotes. Without it the change is made whatever came in between.",
        type: "string",
        maxLength: 80,
      },
      body: { $ref: "#/$defs/BookingPatch" },
    },
    required: ["bookingId", "body"],
    additionalProperties: false,
    $defs: {
      BookingId: schemas.BookingId,
      BookingPatch: schemas.BookingPatch,
      Contact: schemas.Contact,
      Extra: schemas.Extra,
    },
  },
  operation: {
    method: "PATCH",
    path: "/bookings/{bookingId}",
    parameters: [
      { argument: "bookingId", name: "bookingId", in: "path", style: "simple", explode: false },
      { argument: "If-Match", name: "If-Match", in: "header", style: "simple", explode: false },
    ],
    body: { mediaType: "application/merge-patch+json", format: "json", required: true, from: "argument" },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "412": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface BookingsTypes {
  cancel_booking: { input: CancelBookingInput; output: CancelBookingOutput };
  check_in_booking: { input: CheckInBookingInput; output: CheckInBookingOutput };
  create_booking: { input: CreateBookingInput; output: CreateBookingOutput };
  export_bookings: { input: ExportBookingsInput; output: ExportBookingsOutput };
  get_account: { input: GetAccountInput; output: GetAccountOutput };
  get_booking: { input: GetBookingInput; output: GetBookingOutput };
  list_bookings: { input: ListBookingsInput; output: ListBookingsOutput };
  quote_booking: { input: QuoteBookingInput; output: QuoteBookingOutput };
  update_booking: { input: UpdateBookingInput; output: UpdateBookingOutput };
}

export const bookingsTools: readonly Tool[] = [
  cancelBooking,
  checkInBooking,
  createBooking,
  exportBookings,
  getAccount,
  getBooking,
  listBookings,
  quoteBooking,
  updateBooking,
];
