import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `create_vessel`: POST /vessels */
export interface CreateVesselInput {
  /** A value of the caller's own. */
  "Idempotency-Key"?: string;
  body: types.VesselInput;
}

/** Answer of `create_vessel`. */
export type CreateVesselOutput = types.Vessel;

export const createVessel: Tool<CreateVesselInput, CreateVesselOutput> = defineTool({
  name: "create_vessel",
  title: "Register a vessel",
  description: "Register a vessel.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["vessels:write"]],
  inputSchema: {
    type: "object",
    properties: {
      "Idempotency-Key": {
        description:
          "A value of the caller's own. The same key answers with the first outcome instead of doing it again.",
        type: "string",
        minLength: 8,
        maxLength: 64,
      },
      body: { $ref: "#/$defs/VesselInput" },
    },
    required: ["body"],
    additionalProperties: false,
    $defs: {
      BargeInput: schemas.BargeInput,
      Engine: schemas.Engine,
      MotorVesselInput: schemas.MotorVesselInput,
      SailingVesselInput: schemas.SailingVesselInput,
      VesselInput: schemas.VesselInput,
    },
  },
  operation: {
    method: "POST",
    path: "/vessels",
    parameters: [
      { argument: "Idempotency-Key", name: "Idempotency-Key", in: "header", style: "simple", explode: false },
    ],
    body: { mediaType: "application/json", format: "json", required: true, from: "argument" },
    responses: {
      "201": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "409": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `delete_vessel`: DELETE /vessels/{vesselId} */
export interface DeleteVesselInput {
  vesselId: types.VesselId;
}

/** Answer of `delete_vessel`. */
export type DeleteVesselOutput = undefined;

export const deleteVessel: Tool<DeleteVesselInput, DeleteVesselOutput> = defineTool({
  name: "delete_vessel",
  title: "Strike a vessel off the register",
  description: "Strike a vessel off the register.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:write"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
    },
    required: ["vesselId"],
    additionalProperties: false,
    $defs: { VesselId: schemas.VesselId },
  },
  operation: {
    method: "DELETE",
    path: "/vessels/{vesselId}",
    parameters: [{ argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false }],
    responses: {
      "204": [],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
    },
  },
});

/** Arguments of `find_vessel_by_registration`: GET /vessels/by-registration/{registration} */
export interface FindVesselByRegistrationInput {
  registration: string;
}

/** Answer of `find_vessel_by_registration`. */
export type FindVesselByRegistrationOutput = types.Vessel;

export const findVesselByRegistration: Tool<FindVesselByRegistrationInput, FindVesselByRegistrationOutput> = defineTool(
  {
    name: "find_vessel_by_registration",
    title: "Find a vessel by registration",
    description:
      "Find a vessel by registration.\nThe registration as painted on the hull, with its slashes and spaces.",
    service: "vessels",
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    scopes: [["vessels:read"]],
    inputSchema: {
      type: "object",
      properties: {
        registration: { type: "string", minLength: 2, maxLength: 30 },
      },
      required: ["registration"],
      additionalProperties: false,
    },
    operation: {
      method: "GET",
      path: "/vessels/by-registration/{registration}",
      parameters: [{ argument: "registration", name: "registration", in: "path", style: "simple", explode: false }],
      responses: {
        "200": ["application/json"],
        "401": ["application/problem+json"],
        "403": ["application/problem+json"],
        "404": ["application/problem+json"],
      },
    },
  },
);

/** Arguments of `get_vessel`: GET /vessels/{vesselId} */
export interface GetVesselInput {
  vesselId: types.VesselId;
}

/** Answer of `get_vessel`. */
export type GetVesselOutput = types.Vessel;

export const getVessel: Tool<GetVesselInput, GetVesselOutput> = defineTool({
  name: "get_vessel",
  title: "Get a vessel",
  description: "Get a vessel.",
  service: "vessels",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:read"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
    },
    required: ["vesselId"],
    additionalProperties: false,
    $defs: { VesselId: schemas.VesselId },
  },
  operation: {
    method: "GET",
    path: "/vessels/{vesselId}",
    parameters: [{ argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_vessel_owner`: GET /vessels/{vesselId}/owner */
export interface GetVesselOwnerInput {
  vesselId: types.VesselId;
}

/** Answer of `get_vessel_owner`. */
export type GetVesselOwnerOutput = types.Owner;

export const getVesselOwner: Tool<GetVesselOwnerInput, GetVesselOwnerOutput> = defineTool({
  name: "get_vessel_owner",
  title: "Get a vessel's owner",
  description:
    "Get a vessel's owner.\nPersonal data, hence for the office or for those who may see both vessels and bookings.",
  service: "vessels",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["bookings:read", "vessels:read"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
    },
    required: ["vesselId"],
    additionalProperties: false,
    $defs: { VesselId: schemas.VesselId },
  },
  operation: {
    method: "GET",
    path: "/vessels/{vesselId}/owner",
    parameters: [{ argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_movements`: GET /vessels/{vesselId}/movements */
export interface ListMovementsInput {
  vesselId: types.VesselId;
  /** Only movements at or after this time. */
  since?: string;
  /** Entries per page. */
  limit?: number;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_movements`. */
export type ListMovementsOutput = types.Movement[];

export const listMovements: Tool<ListMovementsInput, ListMovementsOutput> = defineTool({
  name: "list_movements",
  title: "Arrivals and departures",
  description: "Arrivals and departures.\nThe vessel's movements, latest first.",
  service: "vessels",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:read"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
      since: { description: "Only movements at or after this time.", type: "string", format: "date-time" },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      select: { type: "string", description: "JMESPath" },
    },
    required: ["vesselId"],
    additionalProperties: false,
    $defs: { VesselId: schemas.VesselId },
  },
  select: "select",
  operation: {
    method: "GET",
    path: "/vessels/{vesselId}/movements",
    parameters: [
      { argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false },
      { argument: "since", name: "since", in: "query", style: "form", explode: true },
      { argument: "limit", name: "limit", in: "query", style: "form", explode: true },
    ],
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_vessels`: GET /vessels */
export interface ListVesselsInput {
  /** Words in the name or registration. */
  q?: string;
  /** Kinds to include. */
  kind?: types.VesselKind[];
  filter?: types.VesselFilter;
  /** Entries per page. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_vessels`. */
export type ListVesselsOutput = types.VesselPage;

export const listVessels: Tool<ListVesselsInput, ListVesselsOutput> = defineTool({
  name: "list_vessels",
  title: "List vessels",
  description: "List vessels.",
  service: "vessels",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:read"]],
  inputSchema: {
    type: "object",
    properties: {
      q: { description: "Words in the name or registration.", type: "string", minLength: 1, maxLength: 80 },
      kind: {
        description: "Kinds to include.",
        type: "array",
        uniqueItems: true,
        items: { $ref: "#/$defs/VesselKind" },
      },
      filter: { $ref: "#/$defs/VesselFilter" },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      cursor: { description: "`nextCursor` of the page before.", type: "string", maxLength: 200 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
    $defs: { VesselFilter: schemas.VesselFilter, VesselKind: schemas.VesselKind },
  },
  select: "select",
  paging: {
    arguments: ["cursor"],
    size: { argument: "limit", default: 20 },
    next: { at: ["nextCursor"], argument: "cursor" },
    items: ["items"],
    total: { at: ["total"], of: "items" },
  },
  operation: {
    method: "GET",
    path: "/vessels",
    parameters: [
      { argument: "q", name: "q", in: "query", style: "form", explode: true },
      { argument: "kind", name: "kind", in: "query", style: "form", explode: false },
      { argument: "filter", name: "filter", in: "query", style: "deepObject", explode: true },
      { argument: "limit", name: "limit", in: "query", style: "form", explode: true },
      { argument: "cursor", name: "cursor", in: "query", style: "form", explode: true },
    ],
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
    },
  },
});

/** Arguments of `record_movement`: POST /vessels/{vesselId}/movements */
export interface RecordMovementInput {
  vesselId: types.VesselId;
  kind: "arrival" | "departure";
  at: string;
  berthId?: types.BerthId | null;
  /** Meters at that time, by name. */
  readings?: {
    [key: string]: number;
  };
}

/** Answer of `record_movement`. */
export type RecordMovementOutput = types.Movement;

export const recordMovement: Tool<RecordMovementInput, RecordMovementOutput> = defineTool({
  name: "record_movement",
  title: "Log an arrival or departure",
  description: "Log an arrival or departure.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["vessels:write"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
      kind: { type: "string", enum: ["arrival", "departure"] },
      at: { type: "string", format: "date-time" },
      berthId: { anyOf: [{ $ref: "#/$defs/BerthId" }, { type: "null" }] },
      readings: {
        description: "Meters at that time, by name.",
        type: "object",
        additionalProperties: { type: "number" },
      },
    },
    required: ["vesselId", "kind", "at"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId, VesselId: schemas.VesselId },
  },
  operation: {
    method: "POST",
    path: "/vessels/{vesselId}/movements",
    parameters: [{ argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["kind", "at", "berthId", "readings"],
    },
    responses: {
      "201": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `replace_vessel`: PUT /vessels/{vesselId} */
export interface ReplaceVesselInput {
  vesselId: types.VesselId;
  /** ETag of the state that the change is meant for, with its quotes. */
  "If-Match"?: string;
  body: types.VesselInput;
}

/** Answer of `replace_vessel`. */
export type ReplaceVesselOutput = types.Vessel;

export const replaceVessel: Tool<ReplaceVesselInput, ReplaceVesselOutput> = defineTool({
  name: "replace_vessel",
  title: "Replace a vessel",
  description: "Replace a vessel.\nReplaces all properties; what is left out is gone.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:write"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
      "If-Match": {
        description:
          "ETag of the state that the change is meant for, with its quotes. Without it the change is made whatever came in between.",
        type: "string",
        maxLength: 80,
      },
      body: { $ref: "#/$defs/VesselInput" },
    },
    required: ["vesselId", "body"],
    additionalProperties: false,
    $defs: {
      BargeInput: schemas.BargeInput,
      Engine: schemas.Engine,
      MotorVesselInput: schemas.MotorVesselInput,
      SailingVesselInput: schemas.SailingVesselInput,
      VesselId: schemas.VesselId,
      VesselInput: schemas.VesselInput,
    },
  },
  operation: {
    method: "PUT",
    path: "/vessels/{vesselId}",
    parameters: [
      { argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false },
      { argument: "If-Match", name: "If-Match", in: "header", style: "simple", explode: false },
    ],
    body: { mediaType: "application/json", format: "json", required: true, from: "argument" },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "412": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `search_vessels`: POST /vessels/search */
export interface SearchVesselsInput {
  text: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `search_vessels`. */
export type SearchVesselsOutput = types.Vessel[];

export const searchVessels: Tool<SearchVesselsInput, SearchVesselsOutput> = defineTool({
  name: "search_vessels",
  title: "Search vessels",
  description: "Deprecated. Search vessels.\nUse `listVessels`.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["vessels:read"]],
  inputSchema: {
    type: "object",
    properties: {
      text: { type: "string", minLength: 1, maxLength: 80 },
      select: { type: "string", description: "JMESPath" },
    },
    required: ["text"],
    additionalProperties: false,
  },
  select: "select",
  operation: {
    method: "POST",
    path: "/vessels/search",
    parameters: [],
    body: { mediaType: "application/json", format: "json", required: true, from: "properties", properties: ["text"] },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** Arguments of `set_vessel_owner`: PUT /vessels/{vesselId}/owner */
export interface SetVesselOwnerInput {
  vesselId: types.VesselId;
  name: string;
  email: string;
  phone?: string | null;
  /** Code for the pontoon gate. */
  gateCode?: string;
}

/** Answer of `set_vessel_owner`. */
export type SetVesselOwnerOutput = types.Owner;

export const setVesselOwner: Tool<SetVesselOwnerInput, SetVesselOwnerOutput> = defineTool({
  name: "set_vessel_owner",
  title: "Set a vessel's owner",
  description: "Set a vessel's owner.",
  service: "vessels",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["vessels:write"]],
  inputSchema: {
    type: "object",
    properties: {
      vesselId: { $ref: "#/$defs/VesselId" },
      name: { type: "string", minLength: 1, maxLength: 80 },
      email: { type: "string", format: "email" },
      phone: { type: ["string", "null"], maxLength: 30 },
      gateCode: { description: "Code for the pontoon gate.", type: "string", pattern: "^[0-9]{6}$" },
    },
    required: ["vesselId", "name", "email"],
    additionalProperties: false,
    $defs: { VesselId: schemas.VesselId },
  },
  operation: {
    method: "PUT",
    path: "/vessels/{vesselId}/owner",
    parameters: [{ argument: "vesselId", name: "vesselId", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["name", "email", "phone", "gateCode"],
    },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface VesselsTypes {
  create_vessel: { input: CreateVesselInput; output: CreateVesselOutput };
  delete_vessel: { input: DeleteVesselInput; output: DeleteVesselOutput };
  find_vessel_by_registration: { input: FindVesselByRegistrationInput; output: FindVesselByRegistrationOutput };
  get_vessel: { input: GetVesselInput; output: GetVesselOutput };
  get_vessel_owner: { input: GetVesselOwnerInput; output: GetVesselOwnerOutput };
  list_movements: { input: ListMovementsInput; output: ListMovementsOutput };
  list_vessels: { input: ListVesselsInput; output: ListVesselsOutput };
  record_movement: { input: RecordMovementInput; output: RecordMovementOutput };
  replace_vessel: { input: ReplaceVesselInput; output: ReplaceVesselOutput };
  search_vessels: { input: SearchVesselsInput; output: SearchVesselsOutput };
  set_vessel_owner: { input: SetVesselOwnerInput; output: SetVesselOwnerOutput };
}

export const vesselsTools: readonly Tool[] = [
  createVessel,
  deleteVessel,
  findVesselByRegistration,
  getVessel,
  getVesselOwner,
  listMovements,
  listVessels,
  recordMovement,
  replaceVessel,
  searchVessels,
  setVesselOwner,
];
