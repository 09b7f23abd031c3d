import { child, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { report } from "../reading.ts";
import type { Checking } from "./checking.ts";

/** Info Object (OpenAPI 3.1, 4.8.2): a server needs a name and a version. */
export function checkInfo(checking: Checking, root: Cursor): void {
  const info = child(root, "info");
  const missing = ["title", "version"].filter(
    (field) => info === undefined || (stringAt(info, field) ?? "").trim() === "",
  );
  if (missing.length === 0) return;
  report(checking, info ?? root, {
    severity: "warning",
    code: "info-incomplete",
    message: `\`info\` has no ${missing.join(" and no ")}; the server gets ${missing.map((field) => (field === "title" ? 'the name "API"' : 'the version "0.0.0"')).join(" and ")}.`,
    help: "Write `title` and `version` into `info`.",
  });
}
