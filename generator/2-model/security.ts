import type { SchemeRequirement, SecurityRequirement, SecurityScheme } from "./api.ts";
import { child, children, isDocumentObject, stringAt } from "./cursor.ts";
import type { Cursor } from "./cursor.ts";
import { dereference, report } from "./reading.ts";
import type { Reading } from "./reading.ts";

const schemeTypes = ["oauth2", "openIdConnect", "http", "apiKey", "mutualTLS"] as const;

/** Security Scheme Objects (OpenAPI 3.1, 4.8.27) by name. */
export function readSecuritySchemes(reading: Reading, root: Cursor): SecurityScheme[] {
  const components = child(root, "components");
  return children(components === undefined ? undefined : child(components, "securitySchemes")).flatMap(
    ({ key, cursor: reference }) => {
      const cursor = dereference(reading, reference);
      const type = cursor === undefined ? undefined : schemeTypes.find((name) => name === stringAt(cursor, "type"));
      if (cursor === undefined || type === undefined) return [];
      const flows = children(child(cursor, "flows")).map((flow) => flow.cursor);
      const proposedIssuer =
        stringAt(cursor, "openIdConnectUrl") ??
        flows
          .map((flow) => stringAt(flow, "authorizationUrl") ?? stringAt(flow, "tokenUrl"))
          .find((url) => url !== undefined);
      const scopes = new Set(flows.flatMap((flow) => children(child(flow, "scopes")).map((scope) => scope.key)));
      return [
        {
          name: key,
          type,
          scopes: [...scopes].toSorted(),
          ...(proposedIssuer === undefined ? {} : { proposedIssuer }),
        },
      ];
    },
  );
}

/**
 * The Security Requirement Objects (4.8.30) in force: the operation's own, even when empty, else the document's.
 * No list, or an empty one: nobody is asked for anything.
 */
export function readSecurity(reading: Reading, root: Cursor, operation: Cursor): SecurityRequirement[] {
  const own = child(operation, "security");
  const list = own ?? child(root, "security");
  if (list === undefined) return [];
  if (!Array.isArray(list.value)) {
    report(reading, list, {
      severity: "warning",
      code: "security-not-a-list",
      message: "`security` must be a list of requirements; it is read as absent.",
    });
    return [];
  }
  return children(list).flatMap(({ cursor }) => (isDocumentObject(cursor.value) ? [readRequirement(cursor)] : []));
}

function readRequirement(cursor: Cursor): SchemeRequirement[] {
  return children(cursor).map(({ key, cursor: scopes }) => ({
    scheme: key,
    scopes: children(scopes).flatMap((scope) => (typeof scope.cursor.value === "string" ? [scope.cursor.value] : [])),
  }));
}
