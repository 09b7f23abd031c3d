import type { Extension, Operation } from "./api.ts";
import { readBody } from "./body.ts";
import { booleanAt, child, children, placeOf, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { readExtension } from "./extension.ts";
import { readParameters } from "./parameter.ts";
import { dereference, report } from "./reading.ts";
import type { Reading } from "./reading.ts";
import { readResponses } from "./response.ts";
import { readSecurity } from "./security.ts";
import { readServers } from "./server.ts";

/** The methods that a Path Item Object knows (OpenAPI 3.1, 4.8.9). */
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;

/** Every operation of the Paths Object (OpenAPI 3.1, 4.8.8), in document order. One that cannot be read is reported and left out. */
export function readOperations(reading: Reading, root: Cursor): Operation[] {
  const ofDocument = readExtension(root, "document");
  return children(child(root, "paths")).flatMap(({ key: path, cursor: reference }) => {
    if (path.startsWith("x-")) return [];
    const pathItem = dereference(reading, reference);
    if (pathItem === undefined) return [];
    if (!path.startsWith("/")) {
      report(reading, pathItem, {
        severity: "error",
        code: "path-without-slash",
        message: `A path must start with "/"; "${path}" and its operations are left out.`,
      });
      return [];
    }
    // A path item that is a reference may have an extension beside it, which is nearer.
    const beside = pathItem === reference ? [] : readExtension(reference, "path");
    const inherited = [...ofDocument, ...readExtension(pathItem, "path"), ...beside];
    return methods.flatMap((method) => {
      const cursor = child(pathItem, method);
      return cursor === undefined
        ? []
        : readOperationSafely(reading, { root, pathItem, path, method, cursor, inherited });
    });
  });
}

interface OperationSource {
  readonly root: Cursor;
  readonly pathItem: Cursor;
  readonly path: string;
  readonly method: string;
  readonly cursor: Cursor;
  /** `x-mcp` of the document and of the path. */
  readonly inherited: readonly Extension[];
}

function readOperationSafely(reading: Reading, source: OperationSource): Operation[] {
  if (typeof source.cursor.value === "object" && source.cursor.value !== null && !Array.isArray(source.cursor.value))
    return [readOperation(reading, source)];
  report(reading, source.cursor, {
    severity: "error",
    code: "operation-not-an-object",
    message: "An operation must be an object; it is left out.",
  });
  return [];
}

function readOperation(
  reading: Reading,
  { root, pathItem, path, method, cursor, inherited }: OperationSource,
): Operation {
  const body = readBody(reading, cursor);
  const servers = [...readServers(cursor), ...readServers(pathItem)];
  return {
    place: placeOf(cursor),
    ...textMembers(cursor),
    method: method.toUpperCase(),
    path,
    tags: children(child(cursor, "tags")).flatMap((tag) =>
      typeof tag.cursor.value === "string" && tag.cursor.value.trim() !== "" ? [tag.cursor.value] : [],
    ),
    deprecated: booleanAt(cursor, "deprecated") === true,
    parameters: readParameters(reading, pathItem, cursor),
    ...(body === undefined ? {} : { body }),
    responses: readResponses(reading, cursor),
    security: readSecurity(reading, root, cursor),
    ...(servers.length === 0 ? {} : { servers }),
    extensions: [...inherited, ...readExtension(cursor, "operation")],
  };
}

function textMembers(cursor: Cursor): Pick<Operation, "operationId" | "summary" | "description"> {
  const operationId = stringAt(cursor, "operationId");
  const summary = stringAt(cursor, "summary");
  const description = stringAt(cursor, "description");
  return {
    ...(operationId === undefined || operationId === "" ? {} : { operationId }),
    ...(summary === undefined ? {} : { summary }),
    ...(description === undefined ? {} : { description }),
  };
}
