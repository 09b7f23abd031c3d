export interface Account {
  /** Subject of the token. */
  user: string;
  /** The application that asks. */
  client?: string | null;
  scopes: string[];
  bookings: number;
}

export type Amenity = "water" | "power" | "wifi" | "fuel" | "crane" | "sauna";

export interface Availability {
  berthId: BerthId;
  spans: {
    from: string;
    to: string;
    nights: number;
  }[];
}

export type Barge = VesselBase & {
  kind?: "barge";
  cargoTonnes?: number;
};

export interface BargeInput {
  kind: "barge";
  name: string;
  /** As painted on the hull. */
  registration: string;
  length: number;
  beam: number;
  draught: number;
  callSign?: string | null;
  cargoTonnes?: number;
}

export interface Berth {
  id: BerthId;
  /** Name of the dock. */
  dock: string;
  /** Longest vessel. */
  length: number;
  /** Widest vessel. */
  beam: number;
  /** Deepest draught. */
  depth: number;
  status: BerthStatus;
  amenities: Amenity[];
  /** Under a roof. */
  covered?: boolean;
  pricePerNight: Money;
  position?: Position;
  /** What guests should know. */
  notice?: string | null;
  /** Free labels of the office. */
  labels?: {
    [key: string]: string;
  };
  updatedAt: string;
}

export interface BerthFilter {
  minLength?: number;
  minBeam?: number;
  minDepth?: number;
  /** Minor units per night. */
  maxPrice?: number;
  covered?: boolean;
}

export type BerthId = string;

export interface BerthImport {
  id: number;
  status: "running" | "done" | "failed";
  added: number;
  updated: number;
  errors: {
    line: number;
    message: string;
  }[];
}

export type BerthPage = Page & {
  items: Berth[];
};

export interface BerthPatch {
  length?: number;
  beam?: number;
  depth?: number;
  amenities?: Amenity[];
  covered?: boolean;
  /** Closes the berth or opens it again. */
  closed?: boolean;
  pricePerNight?: Money;
  position?: Position | null;
  notice?: string | null;
  /** `null` removes a label. */
  labels?: {
    [key: string]: string | null;
  };
}

export type BerthStatus = "free" | "occupied" | "closed";

export interface Booking {
  id: BookingId;
  berthId: BerthId;
  vesselId: VesselId;
  /** First night. */
  from: string;
  /** Day of departure. */
  to: string;
  guests: number;
  extras?: Extra[];
  contact?: Contact;
  remarks?: string | null;
  status: BookingStatus;
  bookedBy: string;
  total: Money;
  createdAt: string;
}

export type BookingId = string;

export type BookingPage = Page & {
  items: Booking[];
};

export interface BookingPatch {
  from?: string;
  to?: string;
  guests?: number;
  extras?: Extra[] | null;
  contact?: Contact | null;
  remarks?: string | null;
}

export type BookingStatus = "confirmed" | "arrived" | "departed" | "cancelled";

export interface CardPayment {
  method: "card";
  amount: Money;
  lastDigits: string;
  paidAt: string;
}

export interface CardPaymentInput {
  method: "card";
  amount: Money;
  cardNumber: string;
}

export interface CashPayment {
  method: "cash";
  amount: Money;
  paidAt: string;
}

export interface CashPaymentInput {
  method: "cash";
  amount: Money;
}

export interface Contact {
  name: string;
  email: string;
  phone?: string | null;
}

export interface Dock {
  name: string;
  path: string;
  kind: "harbour" | "basin" | "pontoon";
  berths: BerthId[];
  /** The docks inside. */
  docks: Dock[];
}

export interface Engine {
  powerKw: number;
  fuel: "diesel" | "petrol" | "electric" | "hydrogen";
}

export type Extra = "power" | "laundry" | "cleaning" | "crane";

/** A file: its content and how that is written. */
export interface FileArgument {
  /** Text, base64, or a data: URI. */
  content: string;
  /** How content is written. */
  encoding?: "text" | "base64" | "dataUri";
  filename?: string;
  /** Such as image/png. */
  mediaType?: string;
}

export interface HarbourStatus {
  open: boolean;
  time: string;
  wind: {
    knots: number;
    /** Degrees. */
    from: number;
  };
  /** Free berths by dock. */
  freeBerths: {
    [key: string]: number;
  };
  warning?: string | null;
}

export interface Invoice {
  id: InvoiceId;
  bookingId: BookingId;
  status: InvoiceStatus;
  issuedOn: string;
  dueOn: string;
  lines: InvoiceLine[];
  total: Money;
  due: Money;
  payments: Payment[];
}

export type InvoiceId = string;

export interface InvoiceLine {
  text: string;
  quantity: number;
  price: Money;
}

export type InvoicePage = Page & {
  items: Invoice[];
};

export type InvoiceStatus = "draft" | "sent" | "paid" | "void";

/** An amount in minor units. */
export interface Money {
  amount: number;
  currency: "EUR";
}

export type MotorVessel = VesselBase & {
  kind?: "motor";
  engines: Engine[];
};

export interface MotorVesselInput {
  kind: "motor";
  name: string;
  /** As painted on the hull. */
  registration: string;
  length: number;
  beam: number;
  draught: number;
  callSign?: string | null;
  engines: Engine[];
}

export interface Movement {
  id: number;
  kind: "arrival" | "departure";
  at: string;
  berthId?: BerthId | null;
  /** Meters at that time, by name. */
  readings?: {
    [key: string]: number;
  };
}

export interface Owner {
  name: string;
  email: string;
  phone?: string | null;
}

export interface Page {
  /** Entries on all pages. */
  total: number;
  /** `null` on the last page. */
  nextCursor: string | null;
}

export type Payment = CardPayment | TransferPayment | CashPayment;

export type PaymentInput = CardPaymentInput | TransferPaymentInput | CashPaymentInput;

export type Photo = PhotoMetadata & {
  id: PhotoId;
  width: number;
  height: number;
  /** Size of the file. */
  bytes: number;
  tags: string[];
  uploadedBy: string;
  uploadedAt: string;
};

export type PhotoId = string;

export interface PhotoMetadata {
  subject: PhotoSubject;
  caption?: string | null;
  takenOn?: string;
}

export type PhotoPage = Page & {
  items: Photo[];
};

export interface PhotoSubject {
  type: "berth" | "vessel";
  id: string;
}

export interface Position {
  latitude: number;
  longitude: number;
}

export interface Quote {
  nights: number;
  /** Whether the berth is free on all of them. */
  free: boolean;
  lines: InvoiceLine[];
  total: Money;
}

export type SailingVessel = VesselBase & {
  kind?: "sailing";
  mastHeight: number;
  auxiliary?: Engine;
};

export interface SailingVesselInput {
  kind: "sailing";
  name: string;
  /** As painted on the hull. */
  registration: string;
  length: number;
  beam: number;
  draught: number;
  callSign?: string | null;
  mastHeight: number;
  auxiliary?: Engine;
}

export type Season = "low" | "mid" | "high";

export interface Tariff {
  /** Multiplies the price of a night. */
  factor: number;
  months: number[];
  /** Price of extras per night, in minor units. */
  extras?: {
    [key: string]: number;
  };
}

/** By season. */
export interface Tariffs {
  [key: string]: Tariff;
}

export interface TransferPayment {
  method: "transfer";
  amount: Money;
  reference: string;
  paidAt: string;
}

export interface TransferPaymentInput {
  method: "transfer";
  amount: Money;
  reference: string;
}

export type Vessel = SailingVessel | MotorVessel | Barge;

export interface VesselBase {
  id: VesselId;
  kind: VesselKind;
  name: string;
  /** As painted on the hull. */
  registration: string;
  length: number;
  beam: number;
  draught: number;
  callSign?: string | null;
  registeredAt: string;
}

export interface VesselFilter {
  minLength?: number;
  maxLength?: number;
  fuel?: "diesel" | "petrol" | "electric" | "hydrogen";
}

export type VesselId = string;

export type VesselInput = SailingVesselInput | MotorVesselInput | BargeInput;

export type VesselKind = "sailing" | "motor" | "barge";

export type VesselPage = Page & {
  items: Vessel[];
};
