import type { Reading } from "../reading.ts";

/** What the checks work with. */
export type Checking = Pick<Reading, "document" | "diagnostics">;
