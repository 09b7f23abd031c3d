import { dayOf } from "./calendar.ts";
import type { Harbour } from "./harbour.ts";
import type { Berth, Dock } from "./model.ts";

type Plan = Omit<Dock, "path" | "berths" | "docks"> & { readonly docks: readonly Plan[] };

/** How the docks lie. They do not change. */
const plan: Plan = {
  name: "harbour",
  kind: "harbour",
  docks: [
    {
      name: "north",
      kind: "basin",
      docks: [pontoon("pontoon-a"), pontoon("pontoon-b")],
    },
    {
      name: "south",
      kind: "basin",
      docks: [pontoon("pontoon-c"), pontoon("pontoon-d"), pontoon("pontoon-f")],
    },
    pontoon("pontoon-e"),
  ],
};

function pontoon(name: string): Plan {
  return { name, kind: "pontoon", docks: [] };
}

/** The tree from the dock at `path` down to `depth` levels below it, or `undefined` when there is no such dock. */
export function dockTree(berths: readonly Berth[], path: string, depth: number): Dock | undefined {
  const found = findPlan(plan, plan.name, path);
  return found && buildDock(found, path, { berths, depth });
}

/** Names of all docks that can have berths. */
export function dockNames(from: Plan = plan): string[] {
  return from.kind === "pontoon" ? [from.name] : from.docks.flatMap((dock) => dockNames(dock));
}

function findPlan(at: Plan, atPath: string, wanted: string): Plan | undefined {
  if (atPath === wanted) return at;
  for (const dock of at.docks) {
    const found = findPlan(dock, `${atPath}/${dock.name}`, wanted);
    if (found) return found;
  }
  return undefined;
}

function buildDock(at: Plan, path: string, tree: { readonly berths: readonly Berth[]; readonly depth: number }): Dock {
  const docks = tree.depth === 0 ? [] : at.docks;
  return {
    name: at.name,
    path,
    kind: at.kind,
    berths: tree.berths.filter((berth) => berth.dock === at.name).map((berth) => berth.id),
    docks: docks.map((dock) => buildDock(dock, `${path}/${dock.name}`, { berths: tree.berths, depth: tree.depth - 1 })),
  };
}

/** Free, occupied by a boat that has arrived, or closed. */
export function berthStatus(harbour: Harbour, berth: Berth): "free" | "occupied" | "closed" {
  if (berth.closed) return "closed";
  const today = dayOf(harbour.clock());
  const occupied = harbour.bookings
    .all()
    .some(
      ({ value }) =>
        value.berthId === berth.id && value.status === "arrived" && value.from <= today && today < value.to,
    );
  return occupied ? "occupied" : "free";
}
