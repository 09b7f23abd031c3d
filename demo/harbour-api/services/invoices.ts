import { Hono } from "hono";
import { z } from "zod";
import { addDays, dayOf } from "../calendar.ts";
import type { Stored } from "../collection.ts";
import type { Harbour, HarbourContext, HarbourEnv } from "../harbour.ts";
import { admin, optionalToken, requireScopes } from "../harbour.ts";
import { idempotent } from "../idempotency.ts";
import { invoiceStatuses, seasons } from "../model.ts";
import type { Invoice, Payment } from "../model.ts";
import { answerPage } from "../paging.ts";
import { createPdf } from "../pdf.ts";
import { dueOf, priceStay, totalOf } from "../pricing.ts";
import { conflict, notFound, Problem } from "../problem.ts";
import { readForm, readJson, readQuery } from "../read-request.ts";
import { bookingId, booleanText, email, integerText, invoiceLine, isSet, money, pageShape } from "../value-schemas.ts";
import { findBerth } from "./berths.ts";

const read = ["invoices:read"];
const write = ["invoices:write"];
const cents = integerText(0, Number.MAX_SAFE_INTEGER);

const tariff = z.strictObject({
  factor: z.number().min(0.1).max(5),
  months: z.array(z.int().min(1).max(12)).refine(isSet, "must not repeat"),
  extras: z.record(z.string(), z.int().min(0)).optional(),
});
const invoiceRequest = z.strictObject({
  bookingId,
  dueInDays: z.int().min(0).max(90).default(14),
  lines: z.array(invoiceLine).max(20).default([]),
});
const newPayment = z.discriminatedUnion("method", [
  z.object({
    method: z.literal("card"),
    amount: money,
    cardNumber: z.string().regex(/^[0-9]{12,19}$/, "must be 12 to 19 digits"),
  }),
  z.object({ method: z.literal("transfer"), amount: money, reference: z.string().min(1).max(140) }),
  z.object({ method: z.literal("cash"), amount: money }),
]);
const listQuery = z.strictObject({
  status: z.enum(invoiceStatuses).optional(),
  overdue: booleanText.optional(),
  total: z.strictObject({ min: cents.optional(), max: cents.optional() }).default({}),
  ...pageShape,
});
const documentQuery = z.strictObject({ format: z.enum(["pdf", "text"]).default("pdf") });
const sendForm = z.strictObject({ to: email.optional(), copies: z.array(email).max(3).optional() });

/** The operations of the service `invoices`. */
export function invoiceRoutes(harbour: Harbour): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  const reader = requireScopes(harbour, read);
  const office = requireScopes(harbour, admin);
  const cashier = requireScopes(harbour, [...write, "payments:write"]);
  const find = (context: HarbourContext): Stored<Invoice> => findInvoice(harbour, context.req.param("invoiceId") ?? "");

  app.get("/tariffs", optionalToken(harbour), (context) => context.json(tariffsFor(harbour, context)));
  app.put("/tariffs/:season", office, (context) => setTariff(harbour, context));
  app.get("/invoices", reader, (context) => listInvoices(harbour, context));
  app.post("/invoices", requireScopes(harbour, admin, write), idempotent(harbour, { required: false }), (context) =>
    createInvoice(harbour, context),
  );
  app.get("/invoices/:invoiceId", reader, (context) => context.json(showInvoice(find(context).value)));
  app.delete("/invoices/:invoiceId", office, (context) => {
    const stored = find(context);
    if (stored.value.status === "paid") throw conflict(`Invoice ${stored.id} is paid.`);
    harbour.invoices.replace(stored, { ...stored.value, status: "void" });
    return context.body(null, 204);
  });
  app.get("/invoices/:invoiceId/document", reader, (context) => answerDocument(context, find(context).value));
  app.post("/invoices/:invoiceId/send", requireScopes(harbour, write), (context) =>
    sendInvoice(harbour, context, find(context)),
  );
  app.post("/invoices/:invoiceId/payments", cashier, idempotent(harbour, { required: true }), (context) =>
    payInvoice(harbour, context, find(context)),
  );
  return app;
}

function findInvoice(harbour: Harbour, id: string): Stored<Invoice> {
  const stored = harbour.invoices.get(id);
  if (!stored) throw notFound(`invoice ${id}`);
  return stored;
}

/** Extras are for members: callers whose token may read invoices. */
function tariffsFor(harbour: Harbour, context: HarbourContext): object {
  const member = context.get("identity")?.scopes.has("invoices:read") === true;
  return Object.fromEntries(
    harbour.tariffs.all().map(({ id, value: { extras, ...open } }) => [id, member ? { ...open, extras } : open]),
  );
}

async function setTariff(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const season = context.req.param("season") ?? "";
  if (!(seasons as readonly string[]).includes(season)) throw notFound(`season ${season}`);
  const value = await readJson(context, tariff);
  const before = harbour.tariffs.get(season);
  if (before) harbour.tariffs.replace(before, value);
  else harbour.tariffs.insert(season, value);
  return context.json(value);
}

function showInvoice(invoice: Invoice): Invoice & { total: object; due: object } {
  return { ...invoice, total: totalOf(invoice.lines), due: dueOf(invoice) };
}

function listInvoices(harbour: Harbour, context: HarbourContext): Response {
  const query = readQuery(context, listQuery, { total: "deep" });
  const today = dayOf(harbour.clock());
  const matching = harbour.invoices
    .all()
    .map(({ value }) => value)
    .filter((invoice) => {
      const total = totalOf(invoice.lines).amount;
      const overdue = invoice.dueOn < today && dueOf(invoice).amount > 0;
      return (
        (query.status === undefined || invoice.status === query.status) &&
        (query.overdue === undefined || overdue === query.overdue) &&
        total >= (query.total.min ?? 0) &&
        total <= (query.total.max ?? Number.POSITIVE_INFINITY)
      );
    })
    .map(showInvoice);
  return answerPage(context, matching, query);
}

async function createInvoice(harbour: Harbour, context: HarbourContext): Promise<Response> {
  const request = await readJson(context, invoiceRequest);
  const booking = harbour.bookings.get(request.bookingId)?.value;
  if (!booking) {
    const errors = [{ at: "/bookingId", message: `there is no booking ${request.bookingId}` }];
    throw new Problem(422, { detail: "There is nothing to invoice.", errors });
  }
  const twin = harbour.invoices.all().find(({ value }) => value.bookingId === booking.id && value.status !== "void");
  if (twin) throw conflict(`Booking ${booking.id} is invoiced as ${twin.id}.`);
  const stay = priceStay(harbour, findBerth(harbour, booking.berthId).value, booking, booking.extras ?? []);
  const today = dayOf(harbour.clock());
  const id = harbour.invoices.nextId("inv_");
  const stored = harbour.invoices.insert(id, {
    id,
    bookingId: booking.id,
    status: "draft",
    issuedOn: today,
    dueOn: addDays(today, request.dueInDays),
    lines: [...stay, ...request.lines],
    payments: [],
  });
  return context.json(showInvoice(stored.value), 201, { Location: `/v1/invoices/${id}` });
}

function answerDocument(context: HarbourContext, invoice: Invoice): Response {
  const { format } = readQuery(context, documentQuery);
  const lines = [
    `Invoice ${invoice.id}`,
    `Booking ${invoice.bookingId}, issued ${invoice.issuedOn}, due ${invoice.dueOn}`,
    ...invoice.lines.map((line) => `${line.quantity} x ${line.text}: ${inEuros(line.price.amount)}`),
    `Total ${inEuros(totalOf(invoice.lines).amount)}, still due ${inEuros(dueOf(invoice).amount)}`,
  ];
  if (format === "text") return context.text(`${lines.join("\n")}\n`);
  return context.body(createPdf(lines), 200, {
    "Content-Type": "application/pdf",
    "Content-Disposition": `attachment; filename="${invoice.id}.pdf"`,
  });
}

function inEuros(amount: number): string {
  return `EUR ${(amount / 100).toFixed(2)}`;
}

async function sendInvoice(harbour: Harbour, context: HarbourContext, stored: Stored<Invoice>): Promise<Response> {
  if (context.req.header("Content-Type") !== undefined) await readForm(context, sendForm, { copies: "comma" });
  if (stored.value.status === "void") throw conflict(`Invoice ${stored.id} is void.`);
  if (stored.value.status === "draft") harbour.invoices.replace(stored, { ...stored.value, status: "sent" });
  return context.body(null, 202);
}

async function payInvoice(harbour: Harbour, context: HarbourContext, stored: Stored<Invoice>): Promise<Response> {
  const given = await readJson(context, newPayment);
  const invoice = stored.value;
  const due = dueOf(invoice).amount;
  if (invoice.status !== "sent")
    throw conflict(`Invoice ${stored.id} is ${invoice.status}; only a sent one can be paid.`);
  if (given.amount.amount > due) throw conflict(`Only ${inEuros(due)} is due on ${stored.id}.`);
  const payment = toPayment(given, harbour.clock().toISOString());
  const status = given.amount.amount === due ? "paid" : "sent";
  harbour.invoices.replace(stored, { ...invoice, status, payments: [...invoice.payments, payment] });
  return context.json(payment, 201);
}

/** Keeps of a card only the last digits. */
function toPayment(given: z.output<typeof newPayment>, paidAt: string): Payment {
  if (given.method !== "card") return { ...given, paidAt };
  return { method: "card", amount: given.amount, lastDigits: given.cardNumber.slice(-4), paidAt };
}
