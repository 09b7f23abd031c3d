import { nearest } from "../../nearest.ts";
import { child, isDocumentObject, itemsOf, membersOf, rootCursor, stringAt } from "../cursor.ts";
import type { Cursor } from "../cursor.ts";
import { followReference, referenceOf, report } from "../reading.ts";
import { isScopeToken, schemeNamed } from "../security.ts";
import type { Checking } from "./checking.ts";

/** Security Requirement Objects (OpenAPI 3.1, 4.8.30): schemes and scopes that no one declares. */
export function checkSecurity(checking: Checking, owner: Cursor): void {
  const schemes = declaredSchemes(checking);
  for (const requirement of itemsOf(child(owner, "security"))) {
    for (const { key, cursor } of membersOf(requirement)) {
      const scheme = schemes.get(schemeNamed(key));
      if (scheme === undefined) reportUndeclaredScheme(checking, cursor, key, [...schemes.keys()]);
      else checkScopes(checking, cursor, key, scheme);
    }
  }
}

function declaredSchemes(checking: Checking): Map<string, Cursor> {
  const components = child(rootCursor(checking.document), "components");
  const schemes = components === undefined ? undefined : child(components, "securitySchemes");
  return new Map(
    membersOf(schemes).map(({ key, cursor }) => {
      const reference = referenceOf(cursor);
      const target = reference === undefined ? cursor : followReference(checking.document, cursor, reference);
      return [key, "problem" in target ? cursor : target];
    }),
  );
}

function reportUndeclaredScheme(checking: Checking, cursor: Cursor, name: string, known: readonly string[]): void {
  const near = nearest(name, known);
  report(checking, cursor, {
    severity: "warning",
    code: "security-scheme-undeclared",
    message: `The security scheme "${name}" is not declared: nothing can satisfy it. It counts only where there is no other alternative.`,
    help:
      near === undefined
        ? "Declare it under `components.securitySchemes`, or remove the requirement."
        : `Did you mean "${near}"?`,
  });
}

/** Scopes of an OAuth flow are listed in it; OpenID Connect and roles (OpenAPI 3.1) are declared elsewhere. */
function checkScopes(checking: Checking, scopes: Cursor, name: string, scheme: Cursor): void {
  if (!isDocumentObject(scheme.value) || stringAt(scheme, "type") !== "oauth2") return;
  const flows = membersOf(child(scheme, "flows"));
  const declared = flows.flatMap(({ cursor }) => membersOf(child(cursor, "scopes")).map(({ key }) => key));
  for (const scope of Array.isArray(scopes.value) ? itemsOf(scopes) : []) {
    if (typeof scope.value !== "string" || !isScopeToken(scope.value) || declared.includes(scope.value)) continue;
    const near = nearest(scope.value, declared);
    report(checking, scope, {
      severity: "warning",
      code: "scope-undeclared",
      message: `No flow of "${name}" has the scope "${scope.value}"; it is asked for as it stands.`,
      help: near === undefined ? "Add it to `scopes` of the flow, or correct it." : `Did you mean "${near}"?`,
    });
  }
}
