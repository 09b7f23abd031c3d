import { Hono } from "hono";
import { z } from "zod";
import { dayOf, freeSpans, nightsOf, weekdayOf } from "../calendar.ts";
import { etagOf } from "../collection.ts";
import type { Stored } from "../collection.ts";
import { berthStatus, dockNames, dockTree } from "../docks.ts";
import { importBerths } from "../import-berths.ts";
import type { Harbour, HarbourContext, HarbourEnv } from "../harbour.ts";
import { admin, requireScopes } from "../harbour.ts";
import { drawHarbourMap } from "../harbour-map.ts";
import { idempotent } from "../idempotency.ts";
import { amenities } from "../model.ts";
import type { Berth } from "../model.ts";
import { answerPage } from "../paging.ts";
import { conflict, notFound, Problem } from "../problem.ts";
import { badRequest, parse, readJson, readQuery, readText } from "../read-request.ts";
import {
  berthId,
  booleanText,
  date,
  integerText,
  isSet,
  money,
  numberText,
  pageShape,
  position,
} from "../value-schemas.ts";

const read = ["berths:read"];
const write = ["berths:write"];
const amenityList = z.array(z.enum(amenities)).refine(isSet, "must not repeat");
const label = z.string().max(60);
const sizes = {
  length: z.number().positive().max(300),
  beam: z.number().positive().max(60),
  depth: z.number().positive().max(60),
};

const newBerth = z.object({
  ...sizes,
  id: berthId,
  dock: z.string().min(1).max(40),
  amenities: amenityList,
  covered: z.boolean().default(false),
  pricePerNight: money,
  position: position.optional(),
  notice: z.string().max(500).nullable().optional(),
  labels: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,29}$/), label).optional(),
});

const berthPatch = z
  .strictObject({
    length: sizes.length.optional(),
    beam: sizes.beam.optional(),
    depth: sizes.depth.optional(),
    amenities: amenityList.optional(),
    covered: z.boolean().optional(),
    closed: z.boolean().optional(),
    pricePerNight: money.optional(),
    position: position.nullable().optional(),
    notice: z.string().max(500).nullable().optional(),
    labels: z.record(z.string(), label.nullable()).optional(),
  })
  .refine((patch) => Object.keys(patch).length > 0, "give at least one property");

const listQuery = z.strictObject({
  dock: z.array(z.string().max(40)).max(10).optional(),
  amenities: amenityList.optional(),
  status: z.enum(["free", "occupied", "closed"]).optional(),
  filter: z
    .strictObject({
      minLength: numberText(0).optional(),
      minBeam: numberText(0).optional(),
      minDepth: numberText(0).optional(),
      maxPrice: integerText(0, Number.MAX_SAFE_INTEGER).optional(),
      covered: booleanText.optional(),
    })
    .default({}),
  sort: z.enum(["id", "-id", "length", "-length", "price", "-price"]).default("id"),
  ...pageShape,
});

const availabilityQuery = z.strictObject({
  from: date,
  to: date,
  arrival: z
    .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
    .refine(isSet, "must not repeat")
    .optional(),
  minNights: integerText(1, 90).default(1),
});

const mapQuery = z.strictObject({
  highlight: z.array(berthId).max(20).default([]),
  scale: integerText(4, 32).default(12),
});
const treeQuery = z.strictObject({
  under: z.string().min(1).max(120).default("harbour"),
  depth: integerText(0, 6).default(6),
});

/** The operations of the service `berths`. */
export function berthRoutes(harbour: Harbour): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  const reader = requireScopes(harbour, read);
  const writer = requireScopes(harbour, admin, write);
  const office = requireScopes(harbour, admin);
  const find = (context: HarbourContext): Stored<Berth> => findBerth(harbour, context.req.param("berthId") ?? "");

  app.get("/status", (context) => context.json(harbourStatus(harbour)));
  app.get("/map", reader, (context) => answerMap(harbour, context));
  app.get("/docks", reader, (context) => {
    const { under, depth } = readQuery(context, treeQuery);
    const tree = dockTree(allBerths(harbour), under, depth);
    if (!tree) throw notFound(`dock at ${under}`);
    return context.json(tree);
  });
  app.get("/berths", reader, (context) => listBerths(harbour, context));
  app.post("/berths", writer, idempotent(harbour, { required: false }), (context) => createBerth(harbour, context));
  app.post("/berths/import", office, async (context) => {
    const started = importBerths(harbour, await readText(context, "text/csv", 100_000));
    return context.json(started, 202, { Location: `/v1/berths/imports/${started.id}` });
  });
  app.get("/berths/imports/:importId", requireScopes(harbour, admin, read), (context) => {
    const id = context.req.param("importId");
    const found = harbour.imports.get(id);
    if (!found) throw notFound(`import ${id}`);
    return context.json(found.value);
  });
  app.get("/berths/:berthId", reader, (context) => answerBerth(harbour, context, find(context)));
  app.patch("/berths/:berthId", writer, (context) => updateBerth(harbour, context, find(context)));
  app.delete("/berths/:berthId", office, (context) => {
    deleteBerth(harbour, find(context), context.req.header("If-Match"));
    return context.body(null, 204);
  });
  app.get("/berths/:berthId/availability", reader, (context) =>
    context.json(
      availability(harbour, find(context).value, readQuery(context, availabilityQuery, { arrival: "pipe" })),
    ),
  );
  app.get("/berths/:berthId/notice", reader, (context) => context.text(find(context).value.notice ?? ""));
  app.put("/berths/:berthId/notice", writer, async (context) => {
    const stored = find(context);
    const notice = await readText(context, "text/plain", 500);
    harbour.berths.replace(stored, { ...stored.value, notice: notice === "" ? null : notice, updatedAt: now(harbour) });
    return context.body(null, 204);
  });
  return app;
}

/** A berth that is there. @throws Problem 404 */
export function findBerth(harbour: Harbour, id: string): Stored<Berth> {
  const stored = harbour.berths.get(id);
  if (!stored) throw notFound(`berth ${id}`);
  return stored;
}

function now(harbour: Harbour): string {
  return harbour.clock().toISOString();
}

function allBerths(harbour: Harbour): Berth[] {
  return harbour.berths.all().map(({ value }) => value);
}

/** The berth as it is shown: with its status, without the flag behind it. */
function showBerth(harbour: Harbour, berth: Berth): object {
  const { closed: _closed, ...shown } = berth;
  return { ...shown, status: berthStatus(harbour, berth) };
}

const feetPerMetre = 3.28084;

function answerBerth(harbour: Harbour, context: HarbourContext, stored: Stored<Berth>): Response {
  const { units } = parse(unitsCookie, { units: cookieOf(context, "units") }, { status: 400, prefix: "" });
  const factor = units === "feet" ? feetPerMetre : 1;
  const convert = (metres: number): number => Math.round(metres * factor * 100) / 100;
  const { length, beam, depth } = stored.value;
  const shown = {
    ...showBerth(harbour, stored.value),
    length: convert(length),
    beam: convert(beam),
    depth: convert(depth),
  };
  return context.json(shown, 200, { ETag: etagOf(stored) });
}

const unitsCookie = z.object({ units: z.enum(["metres", "feet"]).default("metres") });

function cookieOf(context: HarbourContext, name: string): string | undefined {
  const pairs = (context.req.header("Cookie") ?? "").split(/;\s*/);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

function harbourStatus(harbour: Harbour): object {
  const free = allBerths(harbour).filter((berth) => berthStatus(harbour, berth) === "free");
  const freeBerths = Object.fromEntries(
    dockNames().map((dock) => [dock, free.filter((berth) => berth.dock === dock).length]),
  );
  return { open: true, time: now(harbour), wind: { knots: 11.5, from: 310 }, freeBerths, warning: null };
}

function answerMap(harbour: Harbour, context: HarbourContext): Response {
  const { highlight, scale } = readQuery(context, mapQuery, { highlight: "repeated" });
  const berths = allBerths(harbour).map((berth) => ({
    id: berth.id,
    dock: berth.dock,
    status: berthStatus(harbour, berth),
  }));
  return context.body(drawHarbourMap(berths, new Set(highlight), scale), 200, { "Content-Type": "image/png" });
}

function listBerths(harbour: Harbour, context: HarbourContext): Response {
  const query = readQuery(context, listQuery, { dock: "repeated", amenities: "comma", filter: "deep" });
  const matching = allBerths(harbour)
    .filter((berth) => matches(berth, query))
    .filter((berth) => query.status === undefined || berthStatus(harbour, berth) === query.status)
    .toSorted(orderOf(query.sort))
    .map((berth) => ({ ...showBerth(harbour, berth), id: berth.id }));
  return answerPage(context, matching, query);
}

function matches(berth: Berth, { dock, amenities: wanted, filter }: z.output<typeof listQuery>): boolean {
  return (
    (dock === undefined || dock.includes(berth.dock)) &&
    (wanted ?? []).every((amenity) => berth.amenities.includes(amenity)) &&
    berth.length >= (filter.minLength ?? 0) &&
    berth.beam >= (filter.minBeam ?? 0) &&
    berth.depth >= (filter.minDepth ?? 0) &&
    berth.pricePerNight.amount <= (filter.maxPrice ?? Number.POSITIVE_INFINITY) &&
    (filter.covered === undefined || berth.covered === filter.covered)
  );
}

function orderOf(sort: z.output<typeof listQuery>["sort"]): (left: Berth, right: Berth) => number {
  const sign = sort.startsWith("-") ? -1 : 1;
  const key = sort.replace("-", "");
  return (left, right) => {
    const byKey =
      key === "length"
        ? left.length - right.length
        : key === "price"
          ? left.pricePerNight.amount - right.pricePerNight.amount
          : 0;
    return sign * (byKey || left.id.localeCompare(right.id));
  };
}

async function createBerth(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const berth = await readJson(context, newBerth);
  if (!dockNames().includes(berth.dock)) {
    throw new Problem(422, {
      detail: `No dock is called ${berth.dock}.`,
      errors: [{ at: "/dock", message: `one of ${dockNames().join(", ")}` }],
    });
  }
  if (harbour.berths.get(berth.id)) throw conflict(`There is a berth ${berth.id} already.`);
  const stored = harbour.berths.insert(berth.id, { ...berth, closed: false, updatedAt: now(harbour) });
  return context.json(showBerth(harbour, stored.value), 201, {
    Location: `/v1/berths/${stored.id}`,
    ETag: etagOf(stored),
  });
}

async function updateBerth(harbour: Harbour, context: HarbourContext, stored: Stored<Berth>): Promise<Response> {
  const { labels, position: place, ...patch } = await readJson(context, berthPatch, "application/merge-patch+json");
  const { position: before, ...rest } = stored.value;
  const after = place === undefined ? before : (place ?? undefined);
  const merged = { ...rest.labels, ...labels };
  const berth: Berth = {
    ...rest,
    ...withoutUndefined(patch),
    position: after,
    labels: Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null)),
    updatedAt: now(harbour),
  };
  const replaced = harbour.berths.replace(stored, berth, context.req.header("If-Match"));
  return context.json(showBerth(harbour, replaced.value), 200, { ETag: etagOf(replaced) });
}

/** Only the properties that have a value. */
export function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}

function deleteBerth(harbour: Harbour, stored: Stored<Berth>, ifMatch: string | undefined): void {
  const today = dayOf(harbour.clock());
  const ahead = harbour.bookings
    .all()
    .some(({ value }) => value.berthId === stored.id && value.to > today && value.status !== "cancelled");
  if (ahead) throw conflict(`Berth ${stored.id} is booked.`);
  harbour.berths.remove(stored, ifMatch);
}

function availability(harbour: Harbour, berth: Berth, query: z.output<typeof availabilityQuery>): object {
  const nights = nightsOf(query);
  if (nights < 1 || nights > 366) throw badRequest("to", "must be 1 to 366 days after `from`");
  const taken = berth.closed ? [query] : takenStays(harbour, berth.id);
  const spans = freeSpans(query, taken)
    .map((span) => ({ ...span, nights: nightsOf(span) }))
    .filter((span) => span.nights >= query.minNights)
    .filter((span) => query.arrival === undefined || query.arrival.includes(weekdayOf(span.from)));
  return { berthId: berth.id, spans };
}

/** The stays at a berth that take up nights. `except`: a booking that is to be changed. */
export function takenStays(harbour: Harbour, berth: string, except?: string): { from: string; to: string }[] {
  return harbour.bookings
    .all()
    .filter(({ id, value }) => value.berthId === berth && value.status !== "cancelled" && id !== except)
    .map(({ value }) => ({ from: value.from, to: value.to }));
}
