import { encodePng } from "../../demo/harbour-api/png.ts";
import type { CallOptions } from "./harbour-under-test.ts";
import { json, mergePatch } from "./harbour-under-test.ts";

/** A call of one operation that succeeds when the samples run in this order on a fresh harbour. */
export interface HarbourSample extends Omit<CallOptions, "token"> {
  readonly operationId: string;
  /** With query, without `/v1`. */
  readonly path: string;
  readonly status: number;
}

/** A picture of 4 by 3 pixels. */
export const picture: Uint8Array<ArrayBuffer> = encodePng({ width: 4, height: 3 }, () => [10, 20, 30]);

function photoForm(): FormData {
  const form = new FormData();
  const metadata = { subject: { type: "berth", id: "A-03" }, caption: "Low water", takenOn: "2026-06-14" };
  form.append("file", new Blob([picture], { type: "image/png" }), "berth.png");
  form.append("metadata", new Blob([JSON.stringify(metadata)], { type: "application/json" }));
  form.append("tags", "tide");
  form.append("tags", "a-dock");
  return form;
}

const newBerth = {
  id: "E-09",
  dock: "pontoon-e",
  length: 20,
  beam: 5,
  depth: 4,
  amenities: ["water"],
  pricePerNight: { amount: 6000, currency: "EUR" },
  labels: { zone: "quay" },
};
const newVessel = {
  kind: "sailing",
  name: "Tern",
  registration: "SE/88 A",
  length: 9,
  beam: 3,
  draught: 1.5,
  mastHeight: 12,
};
const newBooking = {
  berthId: "B-03",
  vesselId: "ves_0001",
  from: "2026-07-10",
  to: "2026-07-13",
  guests: 2,
  extras: ["power"],
  contact: { name: "Ana Castro", email: "ana@harbour.example" },
};
const key = { "Idempotency-Key": "sample-key-0001" };

/** One call per operation of the document. */
export const samples: readonly HarbourSample[] = [
  { operationId: "getHarbourStatus", path: "/status", status: 200 },
  { operationId: "getHarbourMap", path: "/map?highlight=A-01&highlight=B-02&scale=6", status: 200 },
  { operationId: "getDockTree", path: "/docks?under=harbour/north&depth=2", status: 200 },
  {
    operationId: "listBerths",
    path: "/berths?dock=pontoon-a&dock=pontoon-b&amenities=water,wifi&status=free&filter[minLength]=9&filter[covered]=false&sort=-price&limit=2",
    status: 200,
  },
  {
    operationId: "createBerth",
    path: "/berths",
    headers: { ...json, ...key },
    body: JSON.stringify(newBerth),
    status: 201,
  },
  {
    operationId: "importBerths",
    path: "/berths/import",
    headers: { "Content-Type": "text/csv" },
    body: "id,dock,length,beam,depth,price\nF-01,pontoon-f,12,4.2,3,5200\nA-01,pontoon-a,9,3,2,4000\nZ-1,pontoon-f,1,1,1,1\n",
    status: 202,
  },
  { operationId: "getBerthImport", path: "/berths/imports/1", status: 200 },
  { operationId: "getBerth", path: "/berths/A-03", headers: { Cookie: "units=feet" }, status: 200 },
  {
    operationId: "updateBerth",
    path: "/berths/A-03",
    headers: { ...mergePatch, "If-Match": '"1"' },
    body: JSON.stringify({ notice: "Mind the step.", position: null, labels: { zone: "wall" } }),
    status: 200,
  },
  { operationId: "deleteBerth", path: "/berths/A-08", headers: { "If-Match": '"1"' }, status: 204 },
  {
    operationId: "getBerthAvailability",
    path: "/berths/B-03/availability?from=2026-06-15&to=2026-07-31&arrival=mon|fri&minNights=2",
    status: 200,
  },
  { operationId: "getBerthNotice", path: "/berths/A-03/notice", status: 200 },
  {
    operationId: "setBerthNotice",
    path: "/berths/A-03/notice",
    headers: { "Content-Type": "text/plain" },
    body: "Wet paint",
    status: 204,
  },
  {
    operationId: "listVessels",
    path: "/vessels?q=h&kind=sailing,motor&filter[maxLength]=12&filter[fuel]=diesel",
    status: 200,
  },
  {
    operationId: "createVessel",
    path: "/vessels",
    headers: { ...json, ...key },
    body: JSON.stringify(newVessel),
    status: 201,
  },
  {
    operationId: "searchVessels",
    path: "/vessels/search",
    headers: json,
    body: JSON.stringify({ text: "gull" }),
    status: 200,
  },
  { operationId: "findVesselByRegistration", path: "/vessels/by-registration/GR%2F2291-B", status: 200 },
  { operationId: "getVessel", path: "/vessels/ves_0007", status: 200 },
  {
    operationId: "replaceVessel",
    path: "/vessels/ves_0008",
    headers: { ...json, "If-Match": '"1"' },
    body: JSON.stringify({
      kind: "motor",
      name: "Tern",
      registration: "SE/88 A",
      length: 9,
      beam: 3,
      draught: 1,
      engines: [{ powerKw: 80, fuel: "electric" }],
    }),
    status: 200,
  },
  { operationId: "deleteVessel", path: "/vessels/ves_0008", status: 204 },
  { operationId: "getVesselOwner", path: "/vessels/ves_0001/owner", status: 200 },
  {
    operationId: "setVesselOwner",
    path: "/vessels/ves_0003/owner",
    headers: json,
    body: JSON.stringify({ name: "Élise", email: "elise@mail.example", phone: null, gateCode: "123456" }),
    status: 200,
  },
  {
    operationId: "listMovements",
    path: "/vessels/ves_0007/movements?since=2026-06-01T00:00:00%2B02:00&limit=5",
    status: 200,
  },
  {
    operationId: "recordMovement",
    path: "/vessels/ves_0007/movements",
    headers: json,
    body: JSON.stringify({
      kind: "arrival",
      at: "2026-06-15T09:30:00+01:00",
      berthId: "E-01",
      readings: { powerKwh: 12.5 },
    }),
    status: 201,
  },
  { operationId: "getAccount", path: "/account", status: 200 },
  {
    operationId: "listBookings",
    path: "/bookings?status=confirmed&status=arrived&from=2026-06-01&to=2026-08-01&mine=true&limit=2",
    status: 200,
  },
  {
    operationId: "createBooking",
    path: "/bookings",
    headers: { ...json, ...key },
    body: JSON.stringify(newBooking),
    status: 201,
  },
  {
    operationId: "quoteBooking",
    path: "/bookings/quote",
    headers: json,
    body: JSON.stringify({ berthId: "A-02", from: "2026-08-30", to: "2026-09-02", extras: ["cleaning"] }),
    status: 200,
  },
  { operationId: "exportBookings", path: "/bookings/export?columns=id%20berthId%20total", status: 200 },
  { operationId: "getBooking", path: "/bookings/bkg_0009", status: 200 },
  {
    operationId: "updateBooking",
    path: "/bookings/bkg_0009",
    headers: { ...mergePatch, "If-Match": '"1"' },
    body: JSON.stringify({ to: "2026-07-14", contact: null, remarks: "Late arrival" }),
    status: 200,
  },
  {
    operationId: "cancelBooking",
    path: "/bookings/bkg_0005/cancel",
    body: new URLSearchParams([
      ["reason", "weather"],
      ["refundPercent", "50"],
      ["notify", "a@mail.example"],
      ["notify", "b@mail.example"],
    ]),
    status: 200,
  },
  { operationId: "checkInBooking", path: "/bookings/bkg_0006/check-in", status: 200 },
  { operationId: "listTariffs", path: "/tariffs", status: 200 },
  {
    operationId: "setTariff",
    path: "/tariffs/high",
    headers: json,
    body: JSON.stringify({ factor: 1.5, months: [6, 7, 8] }),
    status: 200,
  },
  { operationId: "listInvoices", path: "/invoices?status=sent&overdue=true&total[min]=100", status: 200 },
  {
    operationId: "createInvoice",
    path: "/invoices",
    headers: { ...json, ...key },
    body: JSON.stringify({
      bookingId: "bkg_0009",
      lines: [{ text: "Crane", quantity: 1, price: { amount: 2500, currency: "EUR" } }],
    }),
    status: 201,
  },
  { operationId: "getInvoice", path: "/invoices/inv_0004", status: 200 },
  { operationId: "voidInvoice", path: "/invoices/inv_0001", status: 204 },
  { operationId: "getInvoiceDocument", path: "/invoices/inv_0002/document", status: 200 },
  {
    operationId: "sendInvoice",
    path: "/invoices/inv_0004/send",
    body: new URLSearchParams({ copies: "a@mail.example,b@mail.example" }),
    status: 202,
  },
  {
    operationId: "payInvoice",
    path: "/invoices/inv_0002/payments",
    headers: { ...json, ...key },
    body: JSON.stringify({ method: "card", amount: { amount: 1000, currency: "EUR" }, cardNumber: "4111111111111111" }),
    status: 201,
  },
  { operationId: "listPhotos", path: "/photos?subject=berth,A-03&limit=1", status: 200 },
  { operationId: "uploadPhoto", path: "/photos", body: photoForm(), status: 201 },
  { operationId: "getPhoto", path: "/photos/pho_0004", status: 200 },
  { operationId: "getPhotoImage", path: "/photos/pho_0004/image", status: 200 },
  {
    operationId: "replacePhotoImage",
    path: "/photos/pho_0004/image",
    headers: { "Content-Type": "application/octet-stream" },
    body: picture,
    status: 200,
  },
  { operationId: "deletePhoto", path: "/photos/pho_0003", status: 204 },
];
