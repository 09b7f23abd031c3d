import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `create_invoice`: POST /invoices */
export interface CreateInvoiceInput {
  /** A value of the caller's own. */
  "Idempotency-Key"?: string;
  bookingId: types.BookingId;
  dueInDays?: number;
  /** On top of the stay. */
  lines?: types.InvoiceLine[];
}

/** Answer of `create_invoice`. */
export type CreateInvoiceOutput = types.Invoice;

export const createInvoice: Tool<CreateInvoiceInput, CreateInvoiceOutput> = defineTool({
  name: "create_invoice",
  title: "Invoice a booking",
  description: "Invoice a booking.\nWrites a draft from the booking's price and the extra lines.",
  service: "invoices",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["invoices:write"], ["harbour:admin"]],
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
      bookingId: { $ref: "#/$defs/BookingId" },
      dueInDays: { type: "integer", minimum: 0, maximum: 90, default: 14 },
      lines: {
        description: "On top of the stay.",
        type: "array",
        maxItems: 20,
        items: { $ref: "#/$defs/InvoiceLine" },
      },
    },
    required: ["bookingId"],
    additionalProperties: false,
    $defs: { BookingId: schemas.BookingId, InvoiceLine: schemas.InvoiceLine, Money: schemas.Money },
  },
  operation: {
    method: "POST",
    path: "/invoices",
    parameters: [
      { argument: "Idempotency-Key", name: "Idempotency-Key", in: "header", style: "simple", explode: false },
    ],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["bookingId", "dueInDays", "lines"],
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

/** Arguments of `get_invoice`: GET /invoices/{invoiceId} */
export interface GetInvoiceInput {
  invoiceId: types.InvoiceId;
}

/** Answer of `get_invoice`. */
export type GetInvoiceOutput = types.Invoice;

export const getInvoice: Tool<GetInvoiceInput, GetInvoiceOutput> = defineTool({
  name: "get_invoice",
  title: "Get an invoice",
  description: "Get an invoice.",
  service: "invoices",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["invoices:read"]],
  inputSchema: {
    type: "object",
    properties: {
      invoiceId: { $ref: "#/$defs/InvoiceId" },
    },
    required: ["invoiceId"],
    additionalProperties: false,
    $defs: { InvoiceId: schemas.InvoiceId },
  },
  operation: {
    method: "GET",
    path: "/invoices/{invoiceId}",
    parameters: [{ argument: "invoiceId", name: "invoiceId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_invoice_document`: GET /invoices/{invoiceId}/document */
export interface GetInvoiceDocumentInput {
  invoiceId: types.InvoiceId;
  format?: "pdf" | "text";
}

/** Answer of `get_invoice_document`. */
export type GetInvoiceDocumentOutput = string | Uint8Array;

export const getInvoiceDocument: Tool<GetInvoiceDocumentInput, GetInvoiceDocumentOutput> = defineTool({
  name: "get_invoice_document",
  title: "Invoice as PDF or text",
  description: "Invoice as PDF or text.",
  service: "invoices",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["invoices:read"]],
  inputSchema: {
    type: "object",
    properties: {
      invoiceId: { $ref: "#/$defs/InvoiceId" },
      format: { default: "pdf", type: "string", enum: ["pdf", "text"] },
    },
    required: ["invoiceId"],
    additionalProperties: false,
    $defs: { InvoiceId: schemas.InvoiceId },
  },
  operation: {
    method: "GET",
    path: "/invoices/{invoiceId}/document",
    parameters: [
      { argument: "invoiceId", name: "invoiceId", in: "path", style: "simple", explode: false },
      { argument: "format", name: "format", in: "query", style: "form", explode: true },
    ],
    responses: {
      "200": ["application/pdf", "text/plain"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_invoices`: GET /invoices */
export interface ListInvoicesInput {
  status?: types.InvoiceStatus;
  /** Only unpaid ones past their due day. */
  overdue?: boolean;
  /** Range of the total, in minor units. */
  total?: {
    min?: number;
    max?: number;
  };
  /** Entries per page. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_invoices`. */
export type ListInvoicesOutput = types.InvoicePage;

export const listInvoices: Tool<ListInvoicesInput, ListInvoicesOutput> = defineTool({
  name: "list_invoices",
  title: "List invoices",
  description: "List invoices.",
  service: "invoices",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["invoices:read"]],
  inputSchema: {
    type: "object",
    properties: {
      status: { $ref: "#/$defs/InvoiceStatus" },
      overdue: { description: "Only unpaid ones past their due day.", type: "boolean" },
      total: {
        description: "Range of the total, in minor units.",
        type: "object",
        properties: { min: { type: "integer", minimum: 0 }, max: { type: "integer", minimum: 0 } },
        additionalProperties: false,
      },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      cursor: { description: "`nextCursor` of the page before.", type: "string", maxLength: 200 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
    $defs: { InvoiceStatus: schemas.InvoiceStatus },
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
    path: "/invoices",
    parameters: [
      { argument: "status", name: "status", in: "query", style: "form", explode: true },
      { argument: "overdue", name: "overdue", in: "query", style: "form", explode: true },
      { argument: "total", name: "total", in: "query", style: "deepObject", explode: true },
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

/** Arguments of `list_tariffs`: GET /tariffs */
export interface ListTariffsInput {
  [key: string]: never;
}

/** Answer of `list_tariffs`. */
export type ListTariffsOutput = types.Tariffs;

export const listTariffs: Tool<ListTariffsInput, ListTariffsOutput> = defineTool({
  name: "list_tariffs",
  title: "Tariffs",
  description: "Tariffs.\nFactors on the price of a night, by season. Signed-in callers also see services for members.",
  service: "invoices",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/tariffs", parameters: [], responses: { "200": ["application/json"] } },
});

/** Arguments of `pay_invoice`: POST /invoices/{invoiceId}/payments */
export interface PayInvoiceInput {
  invoiceId: types.InvoiceId;
  /** A value of the caller's own; the same key never pays twice. */
  "Idempotency-Key": string;
  body: types.PaymentInput;
}

/** Answer of `pay_invoice`. */
export type PayInvoiceOutput = types.Payment;

export const payInvoice: Tool<PayInvoiceInput, PayInvoiceOutput> = defineTool({
  name: "pay_invoice",
  title: "Pay an invoice",
  description: "Pay an invoice.\nTakes a payment of at most what is still due.",
  service: "invoices",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["invoices:write", "payments:write"]],
  inputSchema: {
    type: "object",
    properties: {
      invoiceId: { $ref: "#/$defs/InvoiceId" },
      "Idempotency-Key": {
        description: "A value of the caller's own; the same key never pays twice.",
        type: "string",
        minLength: 8,
        maxLength: 64,
      },
      body: { $ref: "#/$defs/PaymentInput" },
    },
    required: ["invoiceId", "Idempotency-Key", "body"],
    additionalProperties: false,
    $defs: {
      CardPaymentInput: schemas.CardPaymentInput,
      CashPaymentInput: schemas.CashPaymentInput,
      InvoiceId: schemas.InvoiceId,
      Money: schemas.Money,
      PaymentInput: schemas.PaymentInput,
      TransferPaymentInput: schemas.TransferPaymentInput,
    },
  },
  operation: {
    method: "POST",
    path: "/invoices/{invoiceId}/payments",
    parameters: [
      { argument: "invoiceId", name: "invoiceId", in: "path", style: "simple", explode: false },
      { argument: "Idempotency-Key", name: "Idempotency-Key", in: "header", style: "simple", explode: false },
    ],
    body: { mediaType: "application/json", format: "json", required: true, from: "argument" },
    responses: {
      "201": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `send_invoice`: POST /invoices/{invoiceId}/send */
export interface SendInvoiceInput {
  invoiceId: types.InvoiceId;
  /** Without a body, the mail goes to the contact of the booking. */
  body?: {
    to?: string;
    copies?: string[];
  };
}

/** Answer of `send_invoice`. */
export type SendInvoiceOutput = undefined;

export const sendInvoice: Tool<SendInvoiceInput, SendInvoiceOutput> = defineTool({
  name: "send_invoice",
  title: "Mail an invoice",
  description: "Mail an invoice.\nQueues the mail. A draft becomes `sent`.",
  service: "invoices",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["invoices:write"]],
  inputSchema: {
    type: "object",
    properties: {
      invoiceId: { $ref: "#/$defs/InvoiceId" },
      body: {
        description: "Without a body, the mail goes to the contact of the booking.",
        type: "object",
        properties: {
          to: { type: "string", format: "email" },
          copies: { type: "array", maxItems: 3, items: { type: "string", format: "email" } },
        },
        additionalProperties: false,
      },
    },
    required: ["invoiceId"],
    additionalProperties: false,
    $defs: { InvoiceId: schemas.InvoiceId },
  },
  operation: {
    method: "POST",
    path: "/invoices/{invoiceId}/send",
    parameters: [{ argument: "invoiceId", name: "invoiceId", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/x-www-form-urlencoded",
      format: "form",
      required: false,
      from: "argument",
      parts: { copies: { kind: "text", style: "form", explode: false } },
    },
    responses: {
      "202": [],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `set_tariff`: PUT /tariffs/{season} */
export interface SetTariffInput {
  season: types.Season;
  /** Multiplies the price of a night. */
  factor: number;
  months: number[];
  /** Price of extras per night, in minor units. */
  extras?: {
    [key: string]: number;
  };
}

/** Answer of `set_tariff`. */
export type SetTariffOutput = types.Tariff;

export const setTariff: Tool<SetTariffInput, SetTariffOutput> = defineTool({
  name: "set_tariff",
  title: "Set a season's tariff",
  description: "Set a season's tariff.",
  service: "invoices",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      season: { $ref: "#/$defs/Season" },
      factor: { description: "Multiplies the price of a night.", type: "number", minimum: 0.1, maximum: 5 },
      months: { type: "array", uniqueItems: true, items: { type: "integer", minimum: 1, maximum: 12 } },
      extras: {
        description: "Price of extras per night, in minor units.",
        type: "object",
        additionalProperties: { type: "integer", minimum: 0 },
      },
    },
    required: ["season", "factor", "months"],
    additionalProperties: false,
    $defs: { Season: schemas.Season },
  },
  operation: {
    method: "PUT",
    path: "/tariffs/{season}",
    parameters: [{ argument: "season", name: "season", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["factor", "months", "extras"],
    },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `void_invoice`: DELETE /invoices/{invoiceId} */
export interface VoidInvoiceInput {
  invoiceId: types.InvoiceId;
}

/** Answer of `void_invoice`. */
export type VoidInvoiceOutput = undefined;

export const voidInvoice: Tool<VoidInvoiceInput, VoidInvoiceOutput> = defineTool({
  name: "void_invoice",
  title: "Void an invoice",
  description: "Void an invoice.\nMarks it as void; numbers are never used again.",
  service: "invoices",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      invoiceId: { $ref: "#/$defs/InvoiceId" },
    },
    required: ["invoiceId"],
    additionalProperties: false,
    $defs: { InvoiceId: schemas.InvoiceId },
  },
  operation: {
    method: "DELETE",
    path: "/invoices/{invoiceId}",
    parameters: [{ argument: "invoiceId", name: "invoiceId", in: "path", style: "simple", explode: false }],
    responses: {
      "204": [],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
    },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface InvoicesTypes {
  create_invoice: { input: CreateInvoiceInput; output: CreateInvoiceOutput };
  get_invoice: { input: GetInvoiceInput; output: GetInvoiceOutput };
  get_invoice_document: { input: GetInvoiceDocumentInput; output: GetInvoiceDocumentOutput };
  list_invoices: { input: ListInvoicesInput; output: ListInvoicesOutput };
  list_tariffs: { input: ListTariffsInput; output: ListTariffsOutput };
  pay_invoice: { input: PayInvoiceInput; output: PayInvoiceOutput };
  send_invoice: { input: SendInvoiceInput; output: SendInvoiceOutput };
  set_tariff: { input: SetTariffInput; output: SetTariffOutput };
  void_invoice: { input: VoidInvoiceInput; output: VoidInvoiceOutput };
}

export const invoicesTools: readonly Tool[] = [
  createInvoice,
  getInvoice,
  getInvoiceDocument,
  listInvoices,
  listTariffs,
  payInvoice,
  sendInvoice,
  setTariff,
  voidInvoice,
];
