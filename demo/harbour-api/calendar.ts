/** Dates as `YYYY-MM-DD`, so that they compare as text. */

const dayMs = 86_400_000;

/** A span of nights: from the first night up to, not including, the day of departure. */
export interface Stay {
  readonly from: string;
  readonly to: string;
}

/** The day of a moment, in harbour time (UTC). */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** The day some days later, or earlier. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * dayMs));
}

/** Nights of a stay; zero or less when it is none. */
export function nightsOf({ from, to }: Stay): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** Whether two stays have a night in common. */
export function overlap(left: Stay, right: Stay): boolean {
  return left.from < right.to && right.from < left.to;
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Weekday = (typeof weekdays)[number];

/** The weekday of a date. */
export function weekdayOf(day: string): Weekday {
  return weekdays[new Date(day).getUTCDay()] ?? "sun";
}

/** The month of a date, 1 to 12. */
export function monthOf(day: string): number {
  return new Date(day).getUTCMonth() + 1;
}

/** What is left of a span when the taken stays are cut out, earliest first. */
export function freeSpans(span: Stay, taken: readonly Stay[]): Stay[] {
  const spans: Stay[] = [];
  let from = span.from;
  for (const stay of taken.toSorted((left, right) => left.from.localeCompare(right.from))) {
    if (!overlap(stay, { from, to: span.to })) continue;
    if (stay.from > from) spans.push({ from, to: stay.from });
    if (stay.to > from) from = stay.to;
  }
  if (from < span.to) spans.push({ from, to: span.to });
  return spans;
}
