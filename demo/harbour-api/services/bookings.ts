import { Hono } from "hono";
import { z } from "zod";
import { nightsOf, overlap } from "../calendar.ts";
import type { Stay } from "../calendar.ts";
import { etagOf } from "../collection.ts";
import type { Stored } from "../collection.ts";
import { formatCsv } from "../csv.ts";
import type { Identity } from "../authenticate.ts";
import type { Harbour, HarbourContext, HarbourEnv } from "../harbour.ts";
import { admin, identityOf, requireScopes } from "../harbour.ts";
import { idempotent } from "../idempotency.ts";
import { bookingStatuses } from "../model.ts";
import type { Berth, Booking, Vessel } from "../model.ts";
import { answerPage } from "../paging.ts";
import { priceStay, totalOf } from "../pricing.ts";
import { conflict, notFound, Problem } from "../problem.ts";
import { readForm, readJson, readQuery } from "../read-request.ts";
import {
  berthId,
  booleanText,
  contact,
  date,
  email,
  extraList,
  integerText,
  isSet,
  pageShape,
  vesselId,
} from "../value-schemas.ts";
import { findBerth, takenStays, withoutUndefined } from "./berths.ts";

const read = ["bookings:read"];
const write = ["bookings:write"];
const columns = ["id", "berthId", "vesselId", "from", "to", "status", "guests", "total"] as const;
const guests = z.int().min(1).max(30);
const remarks = z.string().max(500).nullable().optional();

const newBooking = z.object({
  berthId,
  vesselId,
  from: date,
  to: date,
  guests,
  extras: extraList.optional(),
  contact: contact.optional(),
  remarks,
});
const bookingPatch = z
  .strictObject({
    from: date.optional(),
    to: date.optional(),
    guests: guests.optional(),
    extras: extraList.nullable().optional(),
    contact: contact.nullable().optional(),
    remarks,
  })
  .refine((patch) => Object.keys(patch).length > 0, "give at least one property");
const quoteRequest = z.strictObject({ berthId, from: date, to: date, extras: extraList.optional() });
const cancelForm = z.strictObject({
  reason: z.enum(["weather", "illness", "damage", "other"]),
  note: z.string().max(300).optional(),
  refundPercent: integerText(0, 100).default(100),
  notify: z.array(email).max(5).optional(),
});
const listQuery = z.strictObject({
  status: z.array(z.enum(bookingStatuses)).refine(isSet, "must not repeat").optional(),
  from: date.optional(),
  to: date.optional(),
  berthId: berthId.optional(),
  mine: booleanText.default(false),
  ...pageShape,
});
const exportQuery = z.strictObject({
  columns: z
    .array(z.enum(columns))
    .min(1)
    .refine(isSet, "must not repeat")
    .default(["id", "berthId", "vesselId", "from", "to", "status"]),
});

/** The operations of the service `bookings`. */
export function bookingRoutes(harbour: Harbour): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  const reader = requireScopes(harbour, admin, read);
  const writer = requireScopes(harbour, admin, write);
  const find = (context: HarbourContext): Stored<Booking> => findBooking(harbour, context.req.param("bookingId") ?? "");

  app.get("/account", requireScopes(harbour), (context) => context.json(accountOf(harbour, identityOf(context))));
  app.get("/bookings", reader, (context) => listBookings(harbour, context));
  app.post("/bookings", writer, idempotent(harbour, { required: false }), (context) => createBooking(harbour, context));
  app.post("/bookings/quote", requireScopes(harbour, read), (context) => quoteBooking(harbour, context));
  app.get("/bookings/export", reader, (context) => exportBookings(harbour, context));
  app.get("/bookings/:bookingId", reader, (context) => answerBooking(context, find(context)));
  app.patch("/bookings/:bookingId", writer, (context) => updateBooking(harbour, context, find(context)));
  app.post("/bookings/:bookingId/cancel", writer, async (context) => {
    const stored = find(context);
    const { note } = await readForm(context, cancelForm, { notify: "repeated" });
    requireStatus(stored, "confirmed", "cancelled");
    const remarksAfter = note ?? stored.value.remarks;
    return answerBooking(
      context,
      harbour.bookings.replace(stored, { ...stored.value, status: "cancelled", remarks: remarksAfter }),
    );
  });
  app.post("/bookings/:bookingId/check-in", writer, (context) => {
    const stored = find(context);
    requireStatus(stored, "confirmed", "checked in");
    return answerBooking(context, harbour.bookings.replace(stored, { ...stored.value, status: "arrived" }));
  });
  return app;
}

/** A booking that is there. @throws Problem 404 */
function findBooking(harbour: Harbour, id: string): Stored<Booking> {
  const stored = harbour.bookings.get(id);
  if (!stored) throw notFound(`booking ${id}`);
  return stored;
}

function accountOf(harbour: Harbour, identity: Identity): object {
  const own = harbour.bookings.all().filter(({ value }) => value.bookedBy === identity.user);
  return {
    user: identity.user,
    client: identity.client,
    scopes: [...identity.scopes].toSorted(),
    bookings: own.length,
  };
}

/** Other people's contacts are for the office only. */
function showBooking(booking: Booking, identity: Identity): Booking {
  if (booking.bookedBy === identity.user || identity.scopes.has("harbour:admin")) return booking;
  const { contact: _contact, ...shown } = booking;
  return shown;
}

function answerBooking(context: HarbourContext, stored: Stored<Booking>, status: 200 | 201 = 200): Response {
  return context.json(showBooking(stored.value, identityOf(context)), status, {
    ETag: etagOf(stored),
    ...(status === 201 && { Location: `/v1/bookings/${stored.id}` }),
  });
}

function listBookings(harbour: Harbour, context: HarbourContext): Response {
  const query = readQuery(context, listQuery, { status: "repeated" });
  const identity = identityOf(context);
  const matching = harbour.bookings
    .all()
    .map(({ value }) => value)
    .filter(
      (booking) =>
        (query.status === undefined || query.status.includes(booking.status)) &&
        (query.from === undefined || booking.to > query.from) &&
        (query.to === undefined || booking.from < query.to) &&
        (query.berthId === undefined || booking.berthId === query.berthId) &&
        (!query.mine || booking.bookedBy === identity.user),
    )
    .toSorted((left, right) => left.from.localeCompare(right.from) || left.id.localeCompare(right.id))
    .map((booking) => showBooking(booking, identity));
  return answerPage(context, matching, query);
}

async function createBooking(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const given = await readJson(context, newBooking);
  const berth = bookableBerth(harbour, given.berthId);
  requireFit(berth, knownVessel(harbour, given.vesselId));
  requireFree(harbour, berth, given, undefined);
  const id = harbour.bookings.nextId("bkg_");
  const booking: Booking = {
    id,
    ...given,
    status: "confirmed",
    bookedBy: identityOf(context).user,
    total: totalOf(priceStay(harbour, berth, given, given.extras ?? [])),
    createdAt: harbour.clock().toISOString(),
  };
  return answerBooking(context, harbour.bookings.insert(id, booking), 201);
}

async function updateBooking(harbour: Harbour, context: HarbourContext, stored: Stored<Booking>): Promise<Response> {
  const {
    extras,
    contact: newContact,
    ...patch
  } = await readJson(context, bookingPatch, "application/merge-patch+json");
  requireStatus(stored, "confirmed", "changed");
  const before = stored.value;
  const changed: Booking = {
    ...before,
    ...withoutUndefined(patch),
    extras: extras === undefined ? before.extras : (extras ?? undefined),
    contact: newContact === undefined ? before.contact : (newContact ?? undefined),
  };
  const berth = bookableBerth(harbour, changed.berthId);
  requireFree(harbour, berth, changed, stored.id);
  const total = totalOf(priceStay(harbour, berth, changed, changed.extras ?? []));
  return answerBooking(
    context,
    harbour.bookings.replace(stored, { ...changed, total }, context.req.header("If-Match")),
  );
}

async function quoteBooking(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const asked = await readJson(context, quoteRequest);
  const berth = bookableBerth(harbour, asked.berthId);
  requireNights(asked);
  const lines = priceStay(harbour, berth, asked, asked.extras ?? []);
  const free = !berth.closed && !takenStays(harbour, berth.id).some((stay) => overlap(stay, asked));
  return context.json({ nights: nightsOf(asked), free, lines, total: totalOf(lines) });
}

function exportBookings(harbour: Harbour, context: HarbourContext): Response {
  const query = readQuery(context, exportQuery, { columns: "space" });
  const rows = harbour.bookings
    .all()
    .map(({ value }) => query.columns.map((column) => (column === "total" ? value.total.amount : value[column])));
  return context.body(formatCsv(query.columns, rows), 200, { "Content-Type": "text/csv; charset=utf-8" });
}

/** In a body an unknown id is a wrong value, not a missing resource. */
function bookableBerth(harbour: Harbour, id: string): Berth {
  const stored = harbour.berths.get(id);
  if (!stored) throw invalid("/berthId", `there is no berth ${id}`);
  return findBerth(harbour, id).value;
}

function knownVessel(harbour: Harbour, id: string): Vessel {
  const stored = harbour.vessels.get(id);
  if (!stored) throw invalid("/vesselId", `there is no vessel ${id}`);
  return stored.value;
}

function requireFit(berth: Berth, vessel: Vessel): void {
  if (vessel.length > berth.length)
    throw conflict(`${vessel.name} is too long for ${berth.id}: ${vessel.length} m, room for ${berth.length} m.`);
  if (vessel.beam > berth.beam)
    throw conflict(`${vessel.name} is too wide for ${berth.id}: ${vessel.beam} m, room for ${berth.beam} m.`);
  if (vessel.draught > berth.depth)
    throw conflict(`${vessel.name} is too deep for ${berth.id}: ${vessel.draught} m, room for ${berth.depth} m.`);
}

function requireFree(harbour: Harbour, berth: Berth, stay: Stay, except: string | undefined): void {
  requireNights(stay);
  if (berth.closed) throw conflict(`Berth ${berth.id} is closed.`);
  const clash = takenStays(harbour, berth.id, except).find((taken) => overlap(taken, stay));
  if (clash) throw conflict(`Berth ${berth.id} is taken from ${clash.from} to ${clash.to}.`);
}

function requireNights(stay: Stay): void {
  const nights = nightsOf(stay);
  if (nights < 1 || nights > 366) throw invalid("/to", "must be 1 to 366 days after `from`");
}

function requireStatus(stored: Stored<Booking>, wanted: Booking["status"], done: string): void {
  if (stored.value.status === wanted) return;
  throw conflict(`Booking ${stored.id} is ${stored.value.status}; only a ${wanted} one can be ${done}.`);
}

function invalid(at: string, message: string): Problem {
  return new Problem(422, { detail: `${at}: ${message}`, errors: [{ at, message }] });
}
