import { addDays, dayOf } from "./calendar.ts";
import type { Harbour } from "./harbour.ts";
import { storeImage } from "./images.ts";
import type { Amenity, Berth, Booking, BookingStatus, Extra, Invoice, Owner, Photo, Vessel } from "./model.ts";
import { recordMovement } from "./movements.ts";
import { encodePng } from "./png.ts";
import type { Colour } from "./png.ts";
import { euros, priceStay, totalOf } from "./pricing.ts";

/** Fills an empty harbour. The same day gives the same harbour. */
export function seedHarbour(harbour: Harbour): void {
  const today = dayOf(harbour.clock());
  harbour.tariffs.insert("low", { factor: 0.7, months: [11, 12, 1, 2, 3] });
  harbour.tariffs.insert("mid", {
    factor: 1,
    months: [4, 5, 9, 10],
    extras: { power: 450, laundry: 300, cleaning: 900, crane: 2500 },
  });
  harbour.tariffs.insert("high", { factor: 1.4, months: [6, 7, 8] });
  for (const [index, dock] of ["a", "b", "c", "d", "e"].entries()) seedDock(harbour, dock, index, today);
  for (const vessel of vesselsOf(today)) harbour.vessels.insert(harbour.vessels.nextId("ves_"), vessel);
  for (const [id, owner] of Object.entries(owners)) harbour.owners.insert(id, owner);
  seedBookings(harbour, today);
  seedInvoices(harbour, today);
  seedMovements(harbour, today);
  seedPhotos(harbour, today);
}

const berthsPerDock = 8;

/** Docks further along take longer boats. */
function seedDock(harbour: Harbour, letter: string, index: number, today: string): void {
  for (let number = 1; number <= berthsPerDock; number += 1) {
    const length = 8 + index * 3 + Math.floor(number / 3);
    const amenities: Amenity[] = ["water", "power"];
    if (number % 2 === 0) amenities.push("wifi");
    if (number === 1) amenities.push("fuel");
    if (number === berthsPerDock && index > 2) amenities.push("crane");
    const id = `${letter.toUpperCase()}-${String(number).padStart(2, "0")}`;
    const berth: Berth = {
      id,
      dock: `pontoon-${letter}`,
      length,
      beam: Math.round((2.6 + length * 0.12) * 10) / 10,
      depth: 2 + index * 0.5,
      amenities,
      covered: index === 1 && number <= 4,
      pricePerNight: euros(2000 + length * 180),
      closed: id === "C-05",
      position: {
        latitude: Math.round((38.705 + index * 0.0006) * 1e4) / 1e4,
        longitude: Math.round((-9.15 + number * 0.0002) * 1e4) / 1e4,
      },
      notice: id === "C-05" ? "Closed for repairs of the planks." : null,
      labels: number === 1 ? { side: "harbour-wall" } : {},
      updatedAt: `${addDays(today, -30)}T08:00:00.000Z`,
    };
    harbour.berths.insert(id, berth);
  }
}

function vesselsOf(today: string): Vessel[] {
  const registeredAt = `${addDays(today, -200)}T09:00:00.000Z`;
  const sail = (id: number, name: string, registration: string, length: number): Vessel => ({
    id: `ves_000${id}`,
    kind: "sailing",
    name,
    registration,
    length,
    beam: 3.4,
    draught: 1.9,
    mastHeight: length * 1.4,
    auxiliary: { powerKw: 21, fuel: "diesel" },
    callSign: null,
    registeredAt,
  });
  const motor = (id: number, name: string, registration: string, length: number): Vessel => ({
    id: `ves_000${id}`,
    kind: "motor",
    name,
    registration,
    length,
    beam: 2.9,
    draught: 0.9,
    engines: [{ powerKw: 110, fuel: id % 2 === 0 ? "electric" : "diesel" }],
    callSign: `CS${id}HB`,
    registeredAt,
  });
  return [
    sail(1, "Halcyon", "GR/2291-B", 11.4),
    sail(2, "Sea Urchin", "PT 1182", 9.2),
    sail(3, "Étoile du Nord", "FR-77 120", 12.8),
    motor(4, "Grey Gull", "NL 4711", 8),
    motor(5, "Compass Rose", "UK/SSR 90", 10.5),
    motor(6, "Quiet Current", "PT 3300-E", 7.4),
    {
      id: "ves_0007",
      kind: "barge",
      name: "Old Faithful",
      registration: "BE 5150",
      length: 19,
      beam: 4.6,
      draught: 1.2,
      cargoTonnes: 38,
      registeredAt,
    },
  ];
}

const owners: Readonly<Record<string, Owner>> = {
  ves_0001: { name: "Ana Castro", email: "ana@harbour.example", phone: "+351 210 000 001", gateCode: "413377" },
  ves_0002: { name: "Ben Okafor", email: "ben@mail.example", phone: null, gateCode: "902210" },
  ves_0004: { name: "Mies de Vries", email: "mies@mail.example", gateCode: "118844" },
};

type SeedBooking = readonly [
  berthId: string,
  vesselId: string,
  startIn: number,
  nights: number,
  status: BookingStatus,
  bookedBy: string,
];

const bookings: readonly SeedBooking[] = [
  ["B-03", "ves_0001", -2, 6, "arrived", "ana"],
  ["A-02", "ves_0004", -1, 3, "arrived", "ben"],
  ["E-01", "ves_0007", -20, 14, "departed", "ana"],
  ["B-03", "ves_0003", 7, 4, "confirmed", "ben"],
  ["A-04", "ves_0002", 3, 2, "confirmed", "ben"],
  ["C-02", "ves_0005", 10, 7, "confirmed", "ana"],
  ["A-06", "ves_0006", 1, 5, "cancelled", "ben"],
  ["D-01", "ves_0003", 30, 10, "confirmed", "ana"],
];

function seedBookings(harbour: Harbour, today: string): void {
  for (const [berthId, vesselId, startIn, nights, status, bookedBy] of bookings) {
    const berth = harbour.berths.get(berthId);
    if (!berth) throw new TypeError(`the seed books ${berthId}, which it did not make`);
    const from = addDays(today, startIn);
    const stay = { from, to: addDays(from, nights) };
    const extras: Extra[] = ["power"];
    const id = harbour.bookings.nextId("bkg_");
    const booking: Booking = {
      id,
      berthId,
      vesselId,
      ...stay,
      guests: 2,
      extras,
      contact: { name: bookedBy, email: `${bookedBy}@mail.example` },
      remarks: null,
      status,
      bookedBy,
      total: totalOf(priceStay(harbour, berth.value, stay, extras)),
      createdAt: `${addDays(today, -40)}T10:00:00.000Z`,
    };
    harbour.bookings.insert(id, booking);
  }
}

function seedInvoices(harbour: Harbour, today: string): void {
  const states: readonly [bookingId: string, status: Invoice["status"], dueIn: number][] = [
    ["bkg_0001", "draft", 14],
    ["bkg_0002", "sent", 7],
    ["bkg_0003", "sent", -6],
  ];
  for (const [bookingId, status, dueIn] of states) {
    const booking = harbour.bookings.get(bookingId)?.value;
    const berth = booking && harbour.berths.get(booking.berthId)?.value;
    if (!booking || !berth) throw new TypeError(`the seed invoices ${bookingId}, which it did not make`);
    const id = harbour.invoices.nextId("inv_");
    const lines = priceStay(harbour, berth, booking, booking.extras ?? []);
    harbour.invoices.insert(id, {
      id,
      bookingId,
      status,
      issuedOn: addDays(today, dueIn - 14),
      dueOn: addDays(today, dueIn),
      lines,
      payments: [],
    });
  }
}

function seedMovements(harbour: Harbour, today: string): void {
  const at = (days: number, time: string): string => `${addDays(today, days)}T${time}Z`;
  const { database } = harbour;
  recordMovement(database, "ves_0007", { kind: "arrival", at: at(-20, "15:10:00"), berthId: "E-01" });
  recordMovement(database, "ves_0007", {
    kind: "departure",
    at: at(-6, "09:40:00"),
    berthId: null,
    readings: { powerKwh: 212.5 },
  });
  recordMovement(database, "ves_0001", { kind: "arrival", at: at(-2, "17:25:00"), berthId: "B-03" });
  recordMovement(database, "ves_0004", { kind: "arrival", at: at(-1, "12:05:00"), berthId: "A-02" });
}

function seedPhotos(harbour: Harbour, today: string): void {
  const pictures: readonly [subject: Photo["subject"], caption: string, colour: Colour][] = [
    [{ type: "berth", id: "A-03" }, "A-03 at low water", [70, 140, 170]],
    [{ type: "berth", id: "B-03" }, "Roof over pontoon B", [120, 110, 90]],
    [{ type: "vessel", id: "ves_0001" }, "Halcyon under sail", [235, 240, 244]],
  ];
  for (const [subject, caption, colour] of pictures) {
    const size = { width: 96, height: 64 };
    const bytes = drawSeascape(size, colour);
    const id = harbour.photos.nextId("pho_");
    harbour.photos.insert(id, {
      id,
      subject,
      caption,
      takenOn: addDays(today, -10),
      ...size,
      bytes: bytes.byteLength,
      tags: [subject.type],
      uploadedBy: "ana",
      uploadedAt: `${addDays(today, -9)}T12:00:00.000Z`,
    });
    storeImage(harbour.database, id, bytes);
  }
}

/** Sky over water, with a triangle of the given colour for a sail. */
function drawSeascape(
  size: { readonly width: number; readonly height: number },
  sail: Colour,
): Uint8Array<ArrayBuffer> {
  return encodePng(size, (x, y) => {
    const horizon = size.height * 0.6;
    const inSail = y > 8 && y < horizon && x > size.width / 2 && x - size.width / 2 < (y - 8) * 0.6;
    if (inSail) return sail;
    return y < horizon ? [200, 222, 238] : [24, 90, 130];
  });
}
