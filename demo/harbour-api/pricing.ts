import { addDays, monthOf, nightsOf } from "./calendar.ts";
import type { Stay } from "./calendar.ts";
import type { Harbour } from "./harbour.ts";
import type { Berth, Extra, Invoice, InvoiceLine, Money, Season } from "./model.ts";

/** An amount of euros in cents. */
export function euros(cents: number): Money {
  return { amount: Math.round(cents), currency: "EUR" };
}

/** The lines of a stay: its nights by season, then the extras per night. */
export function priceStay(harbour: Harbour, berth: Berth, stay: Stay, extras: readonly Extra[]): InvoiceLine[] {
  const tariffs = harbour.tariffs.all();
  const nights = nightsOf(stay);
  const nightsBySeason = new Map<Season, number>();
  for (let night = 0; night < nights; night += 1) {
    const month = monthOf(addDays(stay.from, night));
    const season = (tariffs.find(({ value }) => value.months.includes(month))?.id ?? "mid") as Season;
    nightsBySeason.set(season, (nightsBySeason.get(season) ?? 0) + 1);
  }
  const lines = [...nightsBySeason].map(([season, quantity]) => {
    const factor = tariffs.find(({ id }) => id === season)?.value.factor ?? 1;
    return { text: `Berth ${berth.id}, ${season} season`, quantity, price: euros(berth.pricePerNight.amount * factor) };
  });
  const prices = tariffs.find(({ id }) => id === "mid")?.value.extras ?? {};
  return [...lines, ...extras.map((extra) => ({ text: extra, quantity: nights, price: euros(prices[extra] ?? 0) }))];
}

/** The sum of the lines. */
export function totalOf(lines: readonly InvoiceLine[]): Money {
  return euros(lines.reduce((sum, line) => sum + line.quantity * line.price.amount, 0));
}

/** What is still to be paid. */
export function dueOf(invoice: Invoice): Money {
  if (invoice.status === "void") return euros(0);
  const paid = invoice.payments.reduce((sum, payment) => sum + payment.amount.amount, 0);
  return euros(Math.max(0, totalOf(invoice.lines).amount - paid));
}
