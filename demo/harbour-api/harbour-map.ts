import { encodePng } from "./png.ts";
import type { Colour } from "./png.ts";

/** A berth on the map. */
export interface MapBerth {
  readonly id: string;
  readonly dock: string;
  readonly status: "free" | "occupied" | "closed";
}

const water: Colour = [214, 232, 242];
const planks: Colour = [146, 116, 84];
const marked: Colour = [245, 180, 30];
const colours: Readonly<Record<MapBerth["status"], Colour>> = {
  free: [64, 160, 96],
  occupied: [196, 72, 58],
  closed: [130, 138, 146],
};

/** Draws the harbour: a row of berths per dock above its planks. `scale` is the pixels per cell. */
export function drawHarbourMap(
  berths: readonly MapBerth[],
  highlight: ReadonlySet<string>,
  scale: number,
): Uint8Array<ArrayBuffer> {
  const docks = [...new Set(berths.map((berth) => berth.dock))].toSorted();
  const rows = docks.map((dock) => berths.filter((berth) => berth.dock === dock));
  const columns = Math.max(1, ...rows.map((row) => row.length));
  // Cells: a margin all round, berths two apart, three cells of height per dock (berth, planks, water).
  const size = { width: (columns * 2 + 1) * scale, height: (rows.length * 3 + 1) * scale };
  return encodePng(size, (x, y) => {
    const [cellX, cellY] = [Math.floor(x / scale), Math.floor(y / scale)];
    const row = rows[Math.floor((cellY - 1) / 3)];
    if (cellY === 0 || !row) return water;
    const part = (cellY - 1) % 3;
    if (part === 1) return cellX > 0 && cellX < columns * 2 ? planks : water;
    const berth = part === 0 && cellX % 2 === 1 ? row[(cellX - 1) / 2] : undefined;
    if (!berth) return water;
    const edge = x % scale < 2 || x % scale >= scale - 2 || y % scale < 2 || y % scale >= scale - 2;
    return edge && highlight.has(berth.id) ? marked : colours[berth.status];
  });
}
