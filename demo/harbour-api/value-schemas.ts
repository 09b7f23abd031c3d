import { z } from "zod";
import { extras, fuels } from "./model.ts";
import type { Contact, Engine, Extra, Fuel, InvoiceLine, Money, Position } from "./model.ts";

/** Checks that several services share. Texts come from queries and forms, the others from JSON. */

export const berthId: z.ZodType<string> = z.string().regex(/^[A-F]-[0-9]{2}$/, "must be like A-03");
export const vesselId: z.ZodType<string> = z.string().regex(/^ves_[0-9]{4}$/, "must be like ves_0001");
export const bookingId: z.ZodType<string> = z.string().regex(/^bkg_[0-9]{4}$/, "must be like bkg_0001");

/** `YYYY-MM-DD`. */
export const date: z.ZodType<string> = z.iso.date("must be a date, YYYY-MM-DD");
/** With offset, RFC 3339. */
export const dateTime: z.ZodType<string> = z.iso.datetime({ offset: true, error: "must be a time with offset" });
export const email: z.ZodType<string> = z.email("must be a mail address");

export const money: z.ZodType<Money> = z.strictObject({ amount: z.int().min(0), currency: z.literal("EUR") });
export const position: z.ZodType<Position> = z.strictObject({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});
export const fuel: z.ZodType<Fuel> = z.enum(fuels);
export const engine: z.ZodType<Engine> = z.strictObject({ powerKw: z.number().positive(), fuel });
export const extraList: z.ZodType<Extra[]> = z.array(z.enum(extras)).refine(isSet, "must not repeat");
export const contact: z.ZodType<Contact> = z.strictObject({
  name: z.string().min(1).max(80),
  email,
  phone: z.string().max(30).nullable().optional(),
});
export const invoiceLine: z.ZodType<InvoiceLine> = z.strictObject({
  text: z.string().min(1).max(120),
  quantity: z.number().positive(),
  price: money,
});

/** A text that is an integer between two bounds. */
export function integerText(minimum: number, maximum: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^-?[0-9]+$/, "must be an integer")
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum));
}

/** A text that is a number of at least the minimum. */
export function numberText(minimum: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^-?[0-9]+(\.[0-9]+)?$/, "must be a number")
    .transform(Number)
    .pipe(z.number().min(minimum));
}

/** `true` or `false`. */
export const booleanText: z.ZodType<boolean, string> = z
  .enum(["true", "false"], "must be true or false")
  .transform((text) => text === "true") as z.ZodType<boolean, string>;

/** The parameters of every paged list. */
export const pageShape: { limit: z.ZodType<number>; cursor: z.ZodType<string | undefined> } = {
  limit: integerText(1, 100).default(20),
  cursor: z.string().max(200).optional(),
};

/** Whether no two entries are the same. */
export function isSet(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length;
}
