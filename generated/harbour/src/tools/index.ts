import type { Tool } from "../runtime/surface-types.ts";
import { berthsTools, type BerthsTypes } from "./berths.ts";
import { bookingsTools, type BookingsTypes } from "./bookings.ts";
import { invoicesTools, type InvoicesTypes } from "./invoices.ts";
import { photosTools, type PhotosTypes } from "./photos.ts";
import { vesselsTools, type VesselsTypes } from "./vessels.ts";

/** Argument and answer types of every tool, by name. */
export interface ToolTypes extends BerthsTypes, BookingsTypes, InvoicesTypes, PhotosTypes, VesselsTypes {}

export const tools: readonly Tool[] = [
  ...berthsTools,
  ...bookingsTools,
  ...invoicesTools,
  ...photosTools,
  ...vesselsTools,
];
