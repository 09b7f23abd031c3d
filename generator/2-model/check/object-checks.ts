import type { Cursor } from "../cursor.ts";
import type { Checking } from "./checking.ts";
import { checkInfo } from "./check-info.ts";
import { checkMediaType, checkRequestBody } from "./check-media-type.ts";
import { checkOperation } from "./check-operation.ts";
import { checkParameter } from "./check-parameter.ts";
import { checkPaths } from "./check-paths.ts";
import { checkSchema } from "./check-schema.ts";
import { checkSecurity } from "./check-security.ts";
import { checkServer } from "./check-server.ts";
import type { ObjectName } from "./object-fields.ts";

/** What is checked of an object besides the types of its fields. */
type ObjectCheck = (checking: Checking, cursor: Cursor) => void;

/** Checks by object. */
export const objectChecks: { readonly [name in ObjectName]?: readonly ObjectCheck[] } = {
  document: [checkInfo, checkPaths, checkSecurity],
  server: [checkServer],
  operation: [checkOperation, checkSecurity],
  parameter: [checkParameter],
  requestBody: [checkRequestBody],
  mediaType: [checkMediaType],
  schema: [checkSchema],
};
