/** What the harbour keeps. Types only; `specs/harbour/openapi.yaml` says what each of them means. */

export interface Money {
  readonly amount: number;
  readonly currency: "EUR";
}

export const amenities = ["water", "power", "wifi", "fuel", "crane", "sauna"] as const;
export type Amenity = (typeof amenities)[number];

export const fuels = ["diesel", "petrol", "electric", "hydrogen"] as const;
export type Fuel = (typeof fuels)[number];

export const extras = ["power", "laundry", "cleaning", "crane"] as const;
export type Extra = (typeof extras)[number];

export const bookingStatuses = ["confirmed", "arrived", "departed", "cancelled"] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

export const invoiceStatuses = ["draft", "sent", "paid", "void"] as const;
export type InvoiceStatus = (typeof invoiceStatuses)[number];

export const seasons = ["low", "mid", "high"] as const;
export type Season = (typeof seasons)[number];

export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** A berth as stored; its status is worked out from `closed` and the bookings. */
export interface Berth {
  readonly id: string;
  readonly dock: string;
  readonly length: number;
  readonly beam: number;
  readonly depth: number;
  readonly amenities: readonly Amenity[];
  readonly covered: boolean;
  readonly pricePerNight: Money;
  readonly closed: boolean;
  readonly position?: Position | undefined;
  readonly notice?: string | null | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly updatedAt: string;
}

export interface Dock {
  readonly name: string;
  readonly path: string;
  readonly kind: "harbour" | "basin" | "pontoon";
  readonly berths: readonly string[];
  readonly docks: readonly Dock[];
}

export interface BerthImport {
  readonly id: number;
  readonly status: "running" | "done" | "failed";
  readonly added: number;
  readonly updated: number;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
}

export interface Engine {
  readonly powerKw: number;
  readonly fuel: Fuel;
}

interface VesselBase {
  readonly id: string;
  readonly name: string;
  readonly registration: string;
  readonly length: number;
  readonly beam: number;
  readonly draught: number;
  readonly callSign?: string | null | undefined;
  readonly registeredAt: string;
}

export interface SailingVessel extends VesselBase {
  readonly kind: "sailing";
  readonly mastHeight: number;
  readonly auxiliary?: Engine | undefined;
}

export interface MotorVessel extends VesselBase {
  readonly kind: "motor";
  readonly engines: readonly Engine[];
}

export interface Barge extends VesselBase {
  readonly kind: "barge";
  readonly cargoTonnes?: number | undefined;
}

export type Vessel = SailingVessel | MotorVessel | Barge;

export interface Owner {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null | undefined;
  /** Never shown. */
  readonly gateCode?: string | undefined;
}

export interface Movement {
  readonly id: number;
  readonly kind: "arrival" | "departure";
  readonly at: string;
  readonly berthId?: string | null | undefined;
  readonly readings?: Readonly<Record<string, number>> | undefined;
}

export interface Contact {
  readonly name: string;
  readonly email: string;
  readonly phone?: string | null | undefined;
}

export interface Booking {
  readonly id: string;
  readonly berthId: string;
  readonly vesselId: string;
  readonly from: string;
  readonly to: string;
  readonly guests: number;
  readonly extras?: readonly Extra[] | undefined;
  readonly contact?: Contact | undefined;
  readonly remarks?: string | null | undefined;
  readonly status: BookingStatus;
  readonly bookedBy: string;
  readonly total: Money;
  readonly createdAt: string;
}

export interface Tariff {
  readonly factor: number;
  readonly months: readonly number[];
  readonly extras?: Readonly<Record<string, number>> | undefined;
}

export interface InvoiceLine {
  readonly text: string;
  readonly quantity: number;
  readonly price: Money;
}

/** A payment as stored: of a card only the last digits. */
export type Payment =
  | { readonly method: "card"; readonly amount: Money; readonly lastDigits: string; readonly paidAt: string }
  | { readonly method: "transfer"; readonly amount: Money; readonly reference: string; readonly paidAt: string }
  | { readonly method: "cash"; readonly amount: Money; readonly paidAt: string };

/** An invoice as stored; what is due is worked out. */
export interface Invoice {
  readonly id: string;
  readonly bookingId: string;
  readonly status: InvoiceStatus;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly lines: readonly InvoiceLine[];
  readonly payments: readonly Payment[];
}

export interface Photo {
  readonly id: string;
  readonly subject: { readonly type: "berth" | "vessel"; readonly id: string };
  readonly caption?: string | null | undefined;
  readonly takenOn?: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly tags: readonly string[];
  readonly uploadedBy: string;
  readonly uploadedAt: string;
}
