import { Hono } from "hono";
import { z } from "zod";
import { dayOf } from "../calendar.ts";
import { etagOf } from "../collection.ts";
import type { Stored } from "../collection.ts";
import type { Harbour, HarbourContext, HarbourEnv } from "../harbour.ts";
import { admin, requireScopes } from "../harbour.ts";
import { idempotent } from "../idempotency.ts";
import type { Owner, Vessel } from "../model.ts";
import { listMovements, recordMovement } from "../movements.ts";
import { answerPage } from "../paging.ts";
import { conflict, notFound } from "../problem.ts";
import { readJson, readQuery } from "../read-request.ts";
import { berthId, dateTime, email, engine, fuel, integerText, isSet, numberText, pageShape } from "../value-schemas.ts";

const read = ["vessels:read"];
const write = ["vessels:write"];
const kinds = ["sailing", "motor", "barge"] as const;

const common = {
  name: z.string().min(1).max(60),
  registration: z.string().min(2).max(30),
  length: z.number().positive().max(300),
  beam: z.number().positive().max(60),
  draught: z.number().min(0).max(60),
  callSign: z.string().max(12).nullable().optional(),
};
const newVessel = z.discriminatedUnion("kind", [
  z.object({
    ...common,
    kind: z.literal("sailing"),
    mastHeight: z.number().positive().max(120),
    auxiliary: engine.optional(),
  }),
  z.object({ ...common, kind: z.literal("motor"), engines: z.array(engine).min(1).max(4) }),
  z.object({ ...common, kind: z.literal("barge"), cargoTonnes: z.number().min(0).optional() }),
]);

const newOwner = z.object({
  name: z.string().min(1).max(80),
  email,
  phone: z.string().max(30).nullable().optional(),
  gateCode: z
    .string()
    .regex(/^[0-9]{6}$/, "must be six digits")
    .optional(),
});

const newMovement = z.object({
  kind: z.enum(["arrival", "departure"]),
  at: dateTime,
  berthId: berthId.nullable().optional(),
  readings: z.record(z.string(), z.number()).optional(),
});

const listQuery = z.strictObject({
  q: z.string().min(1).max(80).optional(),
  kind: z.array(z.enum(kinds)).refine(isSet, "must not repeat").optional(),
  filter: z
    .strictObject({ minLength: numberText(0).optional(), maxLength: numberText(0).optional(), fuel: fuel.optional() })
    .default({}),
  ...pageShape,
});
const movementQuery = z.strictObject({ since: dateTime.optional(), limit: integerText(1, 100).default(20) });
const searchBody = z.strictObject({ text: z.string().min(1).max(80) });

/** The operations of the service `vessels`. */
export function vesselRoutes(harbour: Harbour): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  const reader = requireScopes(harbour, read);
  const writer = requireScopes(harbour, write);
  const find = (context: HarbourContext): Stored<Vessel> => findVessel(harbour, context.req.param("vesselId") ?? "");

  app.get("/vessels", reader, (context) => listVessels(harbour, context));
  app.post("/vessels", writer, idempotent(harbour, { required: false }), (context) => createVessel(harbour, context));
  app.post("/vessels/search", reader, async (context) => {
    const { text } = await readJson(context, searchBody);
    return context.json(
      allVessels(harbour)
        .filter((vessel) => hasWords(vessel, text))
        .slice(0, 20),
    );
  });
  app.get("/vessels/by-registration/:registration", reader, (context) => {
    const registration = context.req.param("registration");
    const stored = harbour.vessels.all().find(({ value }) => value.registration === registration);
    if (!stored) throw notFound(`vessel with the registration ${registration}`);
    return context.json(stored.value, 200, { ETag: etagOf(stored) });
  });
  app.get("/vessels/:vesselId", reader, (context) => {
    const stored = find(context);
    return context.json(stored.value, 200, { ETag: etagOf(stored) });
  });
  app.put("/vessels/:vesselId", writer, (context) => replaceVessel(harbour, context, find(context)));
  app.delete("/vessels/:vesselId", writer, (context) => {
    deleteVessel(harbour, find(context));
    return context.body(null, 204);
  });
  app.get("/vessels/:vesselId/owner", requireScopes(harbour, admin, [...read, "bookings:read"]), (context) => {
    const owner = harbour.owners.get(find(context).id);
    if (!owner) throw notFound("owner of this vessel");
    return context.json(showOwner(owner.value));
  });
  app.put("/vessels/:vesselId/owner", writer, (context) => setOwner(harbour, context, find(context).id));
  app.get("/vessels/:vesselId/movements", reader, (context) => {
    const { since, limit } = readQuery(context, movementQuery);
    return context.json(listMovements(harbour.database, { vesselId: find(context).id, since, limit }));
  });
  app.post("/vessels/:vesselId/movements", writer, async (context) => {
    const { id } = find(context);
    return context.json(recordMovement(harbour.database, id, await readJson(context, newMovement)), 201);
  });
  return app;
}

/** A vessel that is there. @throws Problem 404 */
function findVessel(harbour: Harbour, id: string): Stored<Vessel> {
  const stored = harbour.vessels.get(id);
  if (!stored) throw notFound(`vessel ${id}`);
  return stored;
}

function allVessels(harbour: Harbour): Vessel[] {
  return harbour.vessels.all().map(({ value }) => value);
}

function hasWords(vessel: Vessel, text: string): boolean {
  const haystack = `${vessel.name} ${vessel.registration}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}

function listVessels(harbour: Harbour, context: HarbourContext): Response {
  const query = readQuery(context, listQuery, { kind: "comma", filter: "deep" });
  const matching = allVessels(harbour).filter(
    (vessel) =>
      (query.q === undefined || hasWords(vessel, query.q)) &&
      (query.kind === undefined || query.kind.includes(vessel.kind)) &&
      vessel.length >= (query.filter.minLength ?? 0) &&
      vessel.length <= (query.filter.maxLength ?? Number.POSITIVE_INFINITY) &&
      (query.filter.fuel === undefined || fuelsOf(vessel).includes(query.filter.fuel)),
  );
  return answerPage(context, matching, query);
}

function fuelsOf(vessel: Vessel): string[] {
  if (vessel.kind === "motor") return vessel.engines.map((motor) => motor.fuel);
  return vessel.kind === "sailing" && vessel.auxiliary ? [vessel.auxiliary.fuel] : [];
}

async function createVessel(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const given = await readJson(context, newVessel);
  refuseTwin(harbour, given.registration, undefined);
  const id = harbour.vessels.nextId("ves_");
  const stored = harbour.vessels.insert(id, { id, ...given, registeredAt: harbour.clock().toISOString() });
  return context.json(stored.value, 201, { Location: `/v1/vessels/${id}`, ETag: etagOf(stored) });
}

async function replaceVessel(harbour: Harbour, context: HarbourContext, stored: Stored<Vessel>): Promise<Response> {
  const given = await readJson(context, newVessel);
  refuseTwin(harbour, given.registration, stored.id);
  const vessel = { id: stored.id, ...given, registeredAt: stored.value.registeredAt };
  const replaced = harbour.vessels.replace(stored, vessel, context.req.header("If-Match"));
  return context.json(replaced.value, 200, { ETag: etagOf(replaced) });
}

function refuseTwin(harbour: Harbour, registration: string, except: string | undefined): void {
  const twin = allVessels(harbour).find((vessel) => vessel.registration === registration && vessel.id !== except);
  if (twin) throw conflict(`${registration} is registered as ${twin.id}.`);
}

function deleteVessel(harbour: Harbour, stored: Stored<Vessel>): void {
  const today = dayOf(harbour.clock());
  const ahead = harbour.bookings
    .all()
    .some(({ value }) => value.vesselId === stored.id && value.to > today && value.status !== "cancelled");
  if (ahead) throw conflict(`Vessel ${stored.id} has bookings.`);
  harbour.vessels.remove(stored);
}

/** The owner without the gate code. */
function showOwner(owner: Owner): object {
  const { gateCode: _gateCode, ...shown } = owner;
  return shown;
}

async function setOwner(harbour: Harbour, context: HarbourContext, vesselId: string): Promise<Response> {
  const owner = await readJson(context, newOwner);
  const before = harbour.owners.get(vesselId);
  const stored = before ? harbour.owners.replace(before, owner) : harbour.owners.insert(vesselId, owner);
  return context.json(showOwner(stored.value));
}
