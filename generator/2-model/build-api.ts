import { createRepetitionLimit } from "../1-spec/document-limits.ts";
import type { LoadedDocument } from "../1-spec/source-file.ts";
import type { Diagnostics } from "../diagnostics.ts";
import type { Api } from "./api.ts";
import { checkDocument } from "./check/check-document.ts";
import { checkOperations } from "./check/check-operations.ts";
import { child, rootCursor } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readOperations } from "./operation.ts";
import { report } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { convertSchema } from "./schema/convert.ts";
import { checkDialect } from "./schema/dialect.ts";
import { createSchemaRegistry } from "./schema/registry.ts";
import { readSecuritySchemes } from "./security.ts";
import { readServers } from "./server.ts";

/**
 * Document -> {@link Api}: everything the document says about its operations, with every default explicit. Nothing
 * is thrown for a fault of the document: it is reported, and costs at most the operation it is in.
 * @throws GeneratorError `document-too-large` when references repeat it beyond measure
 */
export function buildApi(document: LoadedDocument, diagnostics: Diagnostics): Api {
  const countSchemas = createRepetitionLimit(document.values, document.root.name);
  const schemas = createSchemaRegistry((target, view, use) =>
    convertSchema({ reading: { document, diagnostics, countSchemas }, view, use, depth: 0 }, target),
  );
  const reading: Reading = { document, diagnostics, schemas, countSchemas };
  const root = rootCursor(document);
  const info = child(root, "info");
  const description = info === undefined ? undefined : textOf(info, "description");
  checkDocument(reading);
  checkDialect(reading, root, "jsonSchemaDialect");
  const operations = readOperations(reading, root);
  checkOperations(reading, root, operations);
  const securitySchemes = readSecuritySchemes(reading, root);
  return {
    title: (info === undefined ? undefined : textOf(info, "title")) ?? "API",
    version: (info === undefined ? undefined : textOf(info, "version")) ?? "0.0.0",
    ...(description === undefined ? {} : { description }),
    servers: readServers(root),
    operations,
    securitySchemes,
    components: schemas.finish((target) => reportCircle(reading, target)),
  };
}

function reportCircle(reading: Reading, target: Cursor): void {
  report(reading, target, {
    severity: "warning",
    code: "circular-schema",
    message: "The schema is nothing but a reference to itself, by way of others; anything is accepted there.",
    help: "Say what it is, or refer to it from a property or from items.",
  });
}

/** Text, or a number where YAML made one of it (`version: 1.0`). */
function textOf(cursor: Cursor, key: string): string | undefined {
  const value = child(cursor, key)?.value;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}
