import type { JsonSchema } from "./runtime/surface-types.ts";

export const Amenity: JsonSchema = { type: "string", enum: ["water", "power", "wifi", "fuel", "crane", "sauna"] };

export const BargeInput: JsonSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["barge"] },
    name: { type: "string", minLength: 1, maxLength: 60 },
    registration: { description: "As painted on the hull.", type: "string", minLength: 2, maxLength: 30 },
    length: { type: "number", maximum: 300, exclusiveMinimum: 0 },
    beam: { type: "number", maximum: 60, exclusiveMinimum: 0 },
    draught: { type: "number", minimum: 0, maximum: 60 },
    callSign: { type: ["string", "null"], maxLength: 12 },
    cargoTonnes: { type: "number", minimum: 0 },
  },
  required: ["kind", "name", "registration", "length", "beam", "draught"],
};

export const BerthFilter: JsonSchema = {
  type: "object",
  properties: {
    minLength: { type: "number", minimum: 0 },
    minBeam: { type: "number", minimum: 0 },
    minDepth: { type: "number", minimum: 0 },
    maxPrice: { description: "Minor units per night.", type: "integer", minimum: 0 },
    covered: { type: "boolean" },
  },
  additionalProperties: false,
};

export const BerthId: JsonSchema = { type: "string", pattern: "^[A-F]-[0-9]{2}$", examples: ["A-03"] };

export const BerthPatch: JsonSchema = {
  type: "object",
  minProperties: 1,
  properties: {
    length: { type: "number", maximum: 300, exclusiveMinimum: 0 },
    beam: { type: "number", maximum: 60, exclusiveMinimum: 0 },
    depth: { type: "number", maximum: 60, exclusiveMinimum: 0 },
    amenities: { type: "array", uniqueItems: true, items: { $ref: "#/$defs/Amenity" } },
    covered: { type: "boolean" },
    closed: { description: "Closes the berth or opens it again.", type: "boolean" },
    pricePerNight: { $ref: "#/$defs/Money" },
    position: { oneOf: [{ $ref: "#/$defs/Position" }, { type: "null" }] },
    notice: { type: ["string", "null"], maxLength: 500 },
    labels: {
      description: "`null` removes a label.",
      type: "object",
      additionalProperties: { type: ["string", "null"], maxLength: 60 },
    },
  },
  additionalProperties: false,
};

export const BerthStatus: JsonSchema = { type: "string", enum: ["free", "occupied", "closed"] };

export const BookingId: JsonSchema = { type: "string", pattern: "^bkg_[0-9]{4}$", examples: ["bkg_0001"] };

export const BookingPatch: JsonSchema = {
  type: "object",
  minProperties: 1,
  properties: {
    from: { type: "string", format: "date" },
    to: { type: "string", format: "date" },
    guests: { type: "integer", minimum: 1, maximum: 30 },
    extras: { anyOf: [{ type: "array", uniqueItems: true, items: { $ref: "#/$defs/Extra" } }, { type: "null" }] },
    contact: { anyOf: [{ $ref: "#/$defs/Contact" }, { type: "null" }] },
    remarks: { type: ["string", "null"], maxLength: 500 },
  },
  additionalProperties: false,
};

export const BookingStatus: JsonSchema = { type: "string", enum: ["confirmed", "arrived", "departed", "cancelled"] };

export const CardPaymentInput: JsonSchema = {
  type: "object",
  properties: {
    method: { type: "string", enum: ["card"] },
    amount: { $ref: "#/$defs/Money" },
    cardNumber: { type: "string", pattern: "^[0-9]{12,19}$" },
  },
  required: ["method", "amount", "cardNumber"],
};

export const CashPaymentInput: JsonSchema = {
  type: "object",
  properties: { method: { type: "string", enum: ["cash"] }, amount: { $ref: "#/$defs/Money" } },
  required: ["method", "amount"],
};

export const Contact: JsonSchema = {
  type: "object",
  properties: {
    name: { type: "string", minLength: 1, maxLength: 80 },
    email: { type: "string", format: "email" },
    phone: { type: ["string", "null"], maxLength: 30 },
  },
  required: ["name", "email"],
  additionalProperties: false,
};

export const Engine: JsonSchema = {
  type: "object",
  properties: {
    powerKw: { type: "number", exclusiveMinimum: 0 },
    fuel: { type: "string", enum: ["diesel", "petrol", "electric", "hydrogen"] },
  },
  required: ["powerKw", "fuel"],
  additionalProperties: false,
};

export const Extra: JsonSchema = { type: "string", enum: ["power", "laundry", "cleaning", "crane"] };

export const FileArgument: JsonSchema = {
  type: "object",
  description: "A file: its content and how that is written.",
  properties: {
    content: { type: "string", description: "Text, base64, or a data: URI." },
    encoding: {
      type: "string",
      enum: ["text", "base64", "dataUri"],
      description: "How content is written. Default: dataUri when it starts with data:, else text.",
    },
    filename: { type: "string" },
    mediaType: { type: "string", description: "Such as image/png." },
  },
  required: ["content"],
  additionalProperties: false,
};

export const InvoiceId: JsonSchema = { type: "string", pattern: "^inv_[0-9]{4}$", examples: ["inv_0001"] };

export const InvoiceLine: JsonSchema = {
  type: "object",
  properties: {
    text: { type: "string", minLength: 1, maxLength: 120 },
    quantity: { type: "number", exclusiveMinimum: 0 },
    price: { $ref: "#/$defs/Money" },
  },
  required: ["text", "quantity", "price"],
  additionalProperties: false,
};

export const InvoiceStatus: JsonSchema = { type: "string", enum: ["draft", "sent", "paid", "void"] };

export const Money: JsonSchema = {
  description: "An amount in minor units.",
  type: "object",
  properties: { amount: { type: "integer", minimum: 0 }, currency: { type: "string", enum: ["EUR"] } },
  required: ["amount", "currency"],
  additionalProperties: false,
};

export const MotorVesselInput: JsonSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["motor"] },
    name: { type: "string", minLength: 1, maxLength: 60 },
    registration: { description: "As painted on the hull.", type: "string", minLength: 2, maxLength: 30 },
    length: { type: "number", maximum: 300, exclusiveMinimum: 0 },
    beam: { type: "number", maximum: 60, exclusiveMinimum: 0 },
    draught: { type: "number", minimum: 0, maximum: 60 },
    callSign: { type: ["string", "null"], maxLength: 12 },
    engines: { type: "array", minItems: 1, maxItems: 4, items: { $ref: "#/$defs/Engine" } },
  },
  required: ["kind", "name", "registration", "length", "beam", "draught", "engines"],
};

export const PaymentInput: JsonSchema = {
  oneOf: [
    { $ref: "#/$defs/CardPaymentInput" },
    { $ref: "#/$defs/TransferPaymentInput" },
    { $ref: "#/$defs/CashPaymentInput" },
  ],
};

export const PhotoId: JsonSchema = { type: "string", pattern: "^pho_[0-9]{4}$", examples: ["pho_0001"] };

export const PhotoMetadata: JsonSchema = {
  type: "object",
  properties: {
    subject: { $ref: "#/$defs/PhotoSubject" },
    caption: { type: ["string", "null"], maxLength: 200 },
    takenOn: { type: "string", format: "date" },
  },
  required: ["subject"],
};

export const PhotoSubject: JsonSchema = {
  type: "object",
  properties: { type: { type: "string", enum: ["berth", "vessel"] }, id: { type: "string", maxLength: 20 } },
  required: ["type", "id"],
  additionalProperties: false,
};

export const Position: JsonSchema = {
  type: "object",
  properties: {
    latitude: { type: "number", minimum: -90, maximum: 90 },
    longitude: { type: "number", minimum: -180, maximum: 180 },
  },
  required: ["latitude", "longitude"],
  additionalProperties: false,
};

export const SailingVesselInput: JsonSchema = {
  type: "object",
  properties: {
    kind: { type: "string", enum: ["sailing"] },
    name: { type: "string", minLength: 1, maxLength: 60 },
    registration: { description: "As painted on the hull.", type: "string", minLength: 2, maxLength: 30 },
    length: { type: "number", maximum: 300, exclusiveMinimum: 0 },
    beam: { type: "number", maximum: 60, exclusiveMinimum: 0 },
    draught: { type: "number", minimum: 0, maximum: 60 },
    callSign: { type: ["string", "null"], maxLength: 12 },
    mastHeight: { type: "number", maximum: 120, exclusiveMinimum: 0 },
    auxiliary: { $ref: "#/$defs/Engine" },
  },
  required: ["kind", "name", "registration", "length", "beam", "draught", "mastHeight"],
};

export const Season: JsonSchema = { type: "string", enum: ["low", "mid", "high"] };

export const TransferPaymentInput: JsonSchema = {
  type: "object",
  properties: {
    method: { type: "string", enum: ["transfer"] },
    amount: { $ref: "#/$defs/Money" },
    reference: { type: "string", minLength: 1, maxLength: 140 },
  },
  required: ["method", "amount", "reference"],
};

export const VesselFilter: JsonSchema = {
  type: "object",
  properties: {
    minLength: { type: "number", minimum: 0 },
    maxLength: { type: "number", minimum: 0 },
    fuel: { type: "string", enum: ["diesel", "petrol", "electric", "hydrogen"] },
  },
  additionalProperties: false,
};

export const VesselId: JsonSchema = { type: "string", pattern: "^ves_[0-9]{4}$", examples: ["ves_0001"] };

export const VesselInput: JsonSchema = {
  oneOf: [{ $ref: "#/$defs/SailingVesselInput" }, { $ref: "#/$defs/MotorVesselInput" }, { $ref: "#/$defs/BargeInput" }],
};

export const VesselKind: JsonSchema = { type: "string", enum: ["sailing", "motor", "barge"] };
