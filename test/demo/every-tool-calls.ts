import { addDays, dayOf } from "../../demo/harbour-api/calendar.ts";
import { encodePng } from "../../demo/harbour-api/png.ts";

const day = (days: number): string => addDays(dayOf(new Date()), days);
const euros = (amount: number): object => ({ amount, currency: "EUR" });
const png = encodePng({ width: 5, height: 5 }, () => [1, 2, 3]);
const picture = { content: Buffer.from(png).toString("base64"), encoding: "base64" };
const key = { "Idempotency-Key": "every-tool-0001" };
const vessel = { name: "Tern", registration: "SE/88 A", length: 9, beam: 3, draught: 1.5 };

/** The request line that each tool's call must become, in an order that works on a fresh harbour. */
export const everyToolCall: readonly (readonly [tool: string, args: object, requestLine: string])[] = [
  ["get_harbour_status", {}, "GET /v1/status"],
  ["get_harbour_map", { highlight: ["A-01", "B-02"], scale: 6 }, "GET /v1/map?highlight=A-01&highlight=B-02&scale=6"],
  ["get_dock_tree", { under: "harbour/north", depth: 2 }, "GET /v1/docks?under=harbour/north&depth=2"],
  [
    "list_berths",
    {
      dock: ["pontoon-a", "pontoon-b"],
      amenities: ["water", "wifi"],
      status: "free",
      filter: { minLength: 9, covered: false },
      sort: "-price",
      limit: 2,
    },
    "GET /v1/berths?dock=pontoon-a&dock=pontoon-b&amenities=water,wifi&status=free&filter%5BminLength%5D=9&filter%5Bcovered%5D=false&sort=-price&limit=2",
  ],
  [
    "create_berth",
    {
      ...key,
      id: "E-09",
      dock: "pontoon-e",
      length: 20,
      beam: 5,
      depth: 4,
      amenities: ["water"],
      pricePerNight: euros(6000),
    },
    "POST /v1/berths",
  ],
  [
    "import_berths",
    { body: "id,dock,length,beam,depth,price\nF-01,pontoon-f,12,4.2,3,5200\n" },
    "POST /v1/berths/import",
  ],
  ["get_berth_import", { importId: 1 }, "GET /v1/berths/imports/1"],
  ["get_berth", { berthId: "A-03", units: "feet" }, "GET /v1/berths/A-03"],
  [
    "update_berth",
    { berthId: "A-03", "If-Match": '"1"', body: { notice: "Mind the step.", position: null } },
    "PATCH /v1/berths/A-03",
  ],
  ["delete_berth", { berthId: "A-08", "If-Match": '"1"' }, "DELETE /v1/berths/A-08"],
  [
    "get_berth_availability",
    { berthId: "B-03", from: day(20), to: day(60), arrival: ["mon", "fri"], minNights: 2 },
    `GET /v1/berths/B-03/availability?from=${day(20)}&to=${day(60)}&arrival=mon%7Cfri&minNights=2`,
  ],
  ["get_berth_notice", { berthId: "A-03" }, "GET /v1/berths/A-03/notice"],
  ["set_berth_notice", { berthId: "A-03", body: "Wet paint" }, "PUT /v1/berths/A-03/notice"],
  [
    "list_vessels",
    { q: "h", kind: ["sailing", "motor"], filter: { maxLength: 12, fuel: "diesel" } },
    "GET /v1/vessels?q=h&kind=sailing,motor&filter%5BmaxLength%5D=12&filter%5Bfuel%5D=diesel",
  ],
  ["create_vessel", { ...key, body: { ...vessel, kind: "sailing", mastHeight: 12 } }, "POST /v1/vessels"],
  ["search_vessels", { text: "gull" }, "POST /v1/vessels/search"],
  ["find_vessel_by_registration", { registration: "GR/2291-B" }, "GET /v1/vessels/by-registration/GR%2F2291-B"],
  ["get_vessel", { vesselId: "ves_0007" }, "GET /v1/vessels/ves_0007"],
  [
    "replace_vessel",
    {
      vesselId: "ves_0008",
      "If-Match": '"1"',
      body: { ...vessel, kind: "motor", engines: [{ powerKw: 80, fuel: "electric" }] },
    },
    "PUT /v1/vessels/ves_0008",
  ],
  ["delete_vessel", { vesselId: "ves_0008" }, "DELETE /v1/vessels/ves_0008"],
  ["get_vessel_owner", { vesselId: "ves_0001" }, "GET /v1/vessels/ves_0001/owner"],
  [
    "set_vessel_owner",
    { vesselId: "ves_0003", name: "Élise", email: "elise@mail.example", phone: null, gateCode: "123456" },
    "PUT /v1/vessels/ves_0003/owner",
  ],
  [
    "list_movements",
    { vesselId: "ves_0007", since: "2026-06-01T00:00:00+02:00", limit: 5 },
    "GET /v1/vessels/ves_0007/movements?since=2026-06-01T00%3A00%3A00%2B02%3A00&limit=5",
  ],
  [
    "record_movement",
    {
      vesselId: "ves_0007",
      kind: "arrival",
      at: "2026-06-15T09:30:00+01:00",
      berthId: "E-01",
      readings: { powerKwh: 12.5 },
    },
    "POST /v1/vessels/ves_0007/movements",
  ],
  ["get_account", {}, "GET /v1/account"],
  [
    "list_bookings",
    { status: ["confirmed", "arrived"], mine: true, limit: 2 },
    "GET /v1/bookings?status=confirmed&status=arrived&mine=true&limit=2",
  ],
  [
    "create_booking",
    {
      ...key,
      berthId: "B-03",
      vesselId: "ves_0001",
      from: day(70),
      to: day(73),
      guests: 2,
      extras: ["power"],
      contact: { name: "Ana", email: "ana@harbour.example" },
    },
    "POST /v1/bookings",
  ],
  ["quote_booking", { berthId: "A-02", from: day(80), to: day(83), extras: ["cleaning"] }, "POST /v1/bookings/quote"],
  ["export_bookings", { columns: ["id", "berthId", "total"] }, "GET /v1/bookings/export?columns=id%20berthId%20total"],
  ["get_booking", { bookingId: "bkg_0009" }, "GET /v1/bookings/bkg_0009"],
  [
    "update_booking",
    { bookingId: "bkg_0009", "If-Match": '"1"', body: { to: day(74), contact: null, remarks: "Late" } },
    "PATCH /v1/bookings/bkg_0009",
  ],
  [
    "cancel_booking",
    {
      bookingId: "bkg_0005",
      body: { reason: "weather", refundPercent: 50, notify: ["a@mail.example", "b@mail.example"] },
    },
    "POST /v1/bookings/bkg_0005/cancel",
  ],
  ["check_in_booking", { bookingId: "bkg_0006" }, "POST /v1/bookings/bkg_0006/check-in"],
  ["list_tariffs", {}, "GET /v1/tariffs"],
  ["set_tariff", { season: "high", factor: 1.5, months: [6, 7, 8] }, "PUT /v1/tariffs/high"],
  [
    "list_invoices",
    { status: "sent", overdue: true, total: { min: 100 } },
    "GET /v1/invoices?status=sent&overdue=true&total%5Bmin%5D=100",
  ],
  [
    "create_invoice",
    { ...key, bookingId: "bkg_0009", lines: [{ text: "Crane", quantity: 1, price: euros(2500) }] },
    "POST /v1/invoices",
  ],
  ["get_invoice", { invoiceId: "inv_0004" }, "GET /v1/invoices/inv_0004"],
  ["void_invoice", { invoiceId: "inv_0001" }, "DELETE /v1/invoices/inv_0001"],
  ["get_invoice_document", { invoiceId: "inv_0002", format: "pdf" }, "GET /v1/invoices/inv_0002/document?format=pdf"],
  [
    "send_invoice",
    { invoiceId: "inv_0004", body: { copies: ["a@mail.example", "b@mail.example"] } },
    "POST /v1/invoices/inv_0004/send",
  ],
  [
    "pay_invoice",
    { invoiceId: "inv_0002", ...key, body: { method: "card", amount: euros(1000), cardNumber: "4111111111111111" } },
    "POST /v1/invoices/inv_0002/payments",
  ],
  ["list_photos", { subject: ["berth", "A-03"], limit: 1 }, "GET /v1/photos?subject=berth,A-03&limit=1"],
  [
    "upload_photo",
    { body: { file: picture, metadata: { subject: { type: "berth", id: "A-03" } }, tags: ["tide", "a-dock"] } },
    "POST /v1/photos",
  ],
  ["get_photo", { photoId: "pho_0004" }, "GET /v1/photos/pho_0004"],
  ["get_photo_image", { photoId: "pho_0004" }, "GET /v1/photos/pho_0004/image"],
  ["replace_photo_image", { photoId: "pho_0004", body: picture }, "PUT /v1/photos/pho_0004/image"],
  ["delete_photo", { photoId: "pho_0003" }, "DELETE /v1/photos/pho_0003"],
];
