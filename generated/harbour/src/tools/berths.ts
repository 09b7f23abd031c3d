import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `create_berth`: POST /berths */
export interface CreateBerthInput {
  /** A value of the caller's own. */
  "Idempotency-Key"?: string;
  id: types.BerthId;
  dock: string;
  /** Longest vessel. */
  length: number;
  /** Widest vessel. */
  beam: number;
  /** Deepest draught. */
  depth: number;
  amenities: types.Amenity[];
  /** Under a roof. */
  covered?: boolean;
  pricePerNight: types.Money;
  position?: types.Position;
  /** What guests should know. */
  notice?: string | null;
  /** Free labels of the office. */
  labels?: {
    [key: string]: string;
  };
}

/** Answer of `create_berth`. */
export type CreateBerthOutput = types.Berth;

export const createBerth: Tool<CreateBerthInput, CreateBerthOutput> = defineTool({
  name: "create_berth",
  title: "Add a berth",
  description: "Add a berth.",
  service: "berths",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["berths:write"], ["harbour:admin"]],
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
      id: { $ref: "#/$defs/BerthId" },
      dock: { type: "string", minLength: 1, maxLength: 40, examples: ["pontoon-a"] },
      length: { description: "Longest vessel.", type: "number", maximum: 300, exclusiveMinimum: 0 },
      beam: { description: "Widest vessel.", type: "number", maximum: 60, exclusiveMinimum: 0 },
      depth: { description: "Deepest draught.", type: "number", maximum: 60, exclusiveMinimum: 0 },
      amenities: { type: "array", uniqueItems: true, items: { $ref: "#/$defs/Amenity" } },
      covered: { description: "Under a roof.", type: "boolean", default: false },
      pricePerNight: { $ref: "#/$defs/Money" },
      position: { $ref: "#/$defs/Position" },
      notice: { description: "What guests should know.", type: ["string", "null"], maxLength: 500 },
      labels: {
        description: "Free labels of the office.",
        type: "object",
        additionalProperties: { type: "string", maxLength: 60 },
        propertyNames: { pattern: "^[a-z][a-z0-9-]{0,29}$" },
      },
    },
    required: ["id", "dock", "length", "beam", "depth", "amenities", "pricePerNight"],
    additionalProperties: false,
    $defs: { Amenity: schemas.Amenity, BerthId: schemas.BerthId, Money: schemas.Money, Position: schemas.Position },
  },
  operation: {
    method: "POST",
    path: "/berths",
    parameters: [
      { argument: "Idempotency-Key", name: "Idempotency-Key", in: "header", style: "simple", explode: false },
    ],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: [
        "id",
        "dock",
        "length",
        "beam",
        "depth",
        "amenities",
        "covered",
        "pricePerNight",
        "position",
        "notice",
        "labels",
      ],
    },
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

/** Arguments of `delete_berth`: DELETE /berths/{berthId} */
export interface DeleteBerthInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
  /** ETag of the state that the change is meant for, with its quotes. */
  "If-Match"?: string;
}

/** Answer of `delete_berth`. */
export type DeleteBerthOutput = undefined;

export const deleteBerth: Tool<DeleteBerthInput, DeleteBerthOutput> = defineTool({
  name: "delete_berth",
  title: "Remove a berth",
  description: "Remove a berth.\nOnly a berth without stays to come can be removed.",
  service: "berths",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
      "If-Match": {
        description:
          "ETag of the state that the change is meant for, with its quotes. Without it the change is made whatever came in between.",
        type: "string",
        maxLength: 80,
      },
    },
    required: ["berthId"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  operation: {
    method: "DELETE",
    path: "/berths/{berthId}",
    parameters: [
      { argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false },
      { argument: "If-Match", name: "If-Match", in: "header", style: "simple", explode: false },
    ],
    responses: {
      "204": [],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "409": ["application/problem+json"],
      "412": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_berth`: GET /berths/{berthId} */
export interface GetBerthInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
  /** Units of lengths in the answer. */
  units?: "metres" | "feet";
}

/** Answer of `get_berth`. */
export type GetBerthOutput = types.Berth;

export const getBerth: Tool<GetBerthInput, GetBerthOutput> = defineTool({
  name: "get_berth",
  title: "Get a berth",
  description: "Get a berth.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
      units: {
        description: "Units of lengths in the answer.",
        default: "metres",
        type: "string",
        enum: ["metres", "feet"],
      },
    },
    required: ["berthId"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  operation: {
    method: "GET",
    path: "/berths/{berthId}",
    parameters: [
      { argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false },
      { argument: "units", name: "units", in: "cookie", style: "form", explode: true },
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

/** Arguments of `get_berth_availability`: GET /berths/{berthId}/availability */
export interface GetBerthAvailabilityInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
  /** First night. */
  from: string;
  /** Day of departure. */
  to: string;
  /** Weekdays on which a stay may begin. */
  arrival?: ("mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun")[];
  minNights?: number;
  /** JMESPath */
  select?: string;
}

/** Answer of `get_berth_availability`. */
export type GetBerthAvailabilityOutput = types.Availability;

export const getBerthAvailability: Tool<GetBerthAvailabilityInput, GetBerthAvailabilityOutput> = defineTool({
  name: "get_berth_availability",
  title: "When a berth is free",
  description: "When a berth is free.\nThe free spans of nights between two dates, at most 366 days apart.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
      from: { description: "First night.", type: "string", format: "date" },
      to: { description: "Day of departure.", type: "string", format: "date" },
      arrival: {
        description: "Weekdays on which a stay may begin.",
        type: "array",
        uniqueItems: true,
        items: { type: "string", enum: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
      },
      minNights: { type: "integer", minimum: 1, maximum: 90, default: 1 },
      select: { type: "string", description: "JMESPath" },
    },
    required: ["berthId", "from", "to"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  select: "select",
  operation: {
    method: "GET",
    path: "/berths/{berthId}/availability",
    parameters: [
      { argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false },
      { argument: "from", name: "from", in: "query", style: "form", explode: true },
      { argument: "to", name: "to", in: "query", style: "form", explode: true },
      { argument: "arrival", name: "arrival", in: "query", style: "pipeDelimited", explode: false },
      { argument: "minNights", name: "minNights", in: "query", style: "form", explode: true },
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

/** Arguments of `get_berth_import`: GET /berths/imports/{importId} */
export interface GetBerthImportInput {
  importId: number;
}

/** Answer of `get_berth_import`. */
export type GetBerthImportOutput = types.BerthImport;

export const getBerthImport: Tool<GetBerthImportInput, GetBerthImportOutput> = defineTool({
  name: "get_berth_import",
  title: "Outcome of an import",
  description: "Outcome of an import.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      importId: { type: "integer", minimum: 1 },
    },
    required: ["importId"],
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/berths/imports/{importId}",
    parameters: [{ argument: "importId", name: "importId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_berth_notice`: GET /berths/{berthId}/notice */
export interface GetBerthNoticeInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
}

/** Answer of `get_berth_notice`. */
export type GetBerthNoticeOutput = string;

export const getBerthNotice: Tool<GetBerthNoticeInput, GetBerthNoticeOutput> = defineTool({
  name: "get_berth_notice",
  title: "Read a berth's notice",
  description: "Read a berth's notice.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
    },
    required: ["berthId"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  operation: {
    method: "GET",
    path: "/berths/{berthId}/notice",
    parameters: [{ argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["text/plain"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_dock_tree`: GET /docks */
export interface GetDockTreeInput {
  /** Path of the dock to start from, such as `harbour/north/pontoon-a`. */
  under?: string;
  /** Levels to descend. */
  depth?: number;
  /** JMESPath */
  select?: string;
}

/** Answer of `get_dock_tree`. */
export type GetDockTreeOutput = types.Dock;

export const getDockTree: Tool<GetDockTreeInput, GetDockTreeOutput> = defineTool({
  name: "get_dock_tree",
  title: "Tree of docks",
  description: "Tree of docks.\nThe docks as a tree, harbour first, each with its berths and the docks inside it.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      under: {
        description: "Path of the dock to start from, such as `harbour/north/pontoon-a`.",
        type: "string",
        minLength: 1,
        maxLength: 120,
        default: "harbour",
      },
      depth: { description: "Levels to descend.", type: "integer", minimum: 0, maximum: 6, default: 6 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
  },
  select: "select",
  operation: {
    method: "GET",
    path: "/docks",
    parameters: [
      { argument: "under", name: "under", in: "query", style: "form", explode: true, allowReserved: true },
      { argument: "depth", name: "depth", in: "query", style: "form", explode: true },
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

/** Arguments of `get_harbour_map`: GET /map */
export interface GetHarbourMapInput {
  /** Berths to mark. */
  highlight?: types.BerthId[];
  /** Pixels per cell. */
  scale?: number;
}

/** Answer of `get_harbour_map`. */
export type GetHarbourMapOutput = Uint8Array;

export const getHarbourMap: Tool<GetHarbourMapInput, GetHarbourMapOutput> = defineTool({
  name: "get_harbour_map",
  title: "Map of the harbour",
  description: "Map of the harbour.\nA PNG of all berths, coloured by status. Give `highlight` to mark some of them.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      highlight: { description: "Berths to mark.", type: "array", maxItems: 20, items: { $ref: "#/$defs/BerthId" } },
      scale: { description: "Pixels per cell.", type: "integer", minimum: 4, maximum: 32, default: 12 },
    },
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  operation: {
    method: "GET",
    path: "/map",
    parameters: [
      { argument: "highlight", name: "highlight", in: "query", style: "form", explode: true },
      { argument: "scale", name: "scale", in: "query", style: "form", explode: true },
    ],
    responses: {
      "200": ["image/png"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_harbour_status`: GET /status */
export interface GetHarbourStatusInput {
  [key: string]: never;
}

/** Answer of `get_harbour_status`. */
export type GetHarbourStatusOutput = types.HarbourStatus;

export const getHarbourStatus: Tool<GetHarbourStatusInput, GetHarbourStatusOutput> = defineTool({
  name: "get_harbour_status",
  title: "Harbour status",
  description:
    "Harbour status.\nWhether the harbour is open, the wind, and how many berths are free per dock. Anyone may ask.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/status", parameters: [], responses: { "200": ["application/json"] } },
});

/** Arguments of `import_berths`: POST /berths/import */
export interface ImportBerthsInput {
  /** The CSV, with its header line. */
  body: string;
}

/** Answer of `import_berths`. */
export type ImportBerthsOutput = types.BerthImport;

export const importBerths: Tool<ImportBerthsInput, ImportBerthsOutput> = defineTool({
  name: "import_berths",
  title: "Import berths from CSV",
  description:
    "Import berths from CSV.\nAdds or updates berths from CSV with the header `id,dock,length,beam,depth,price` (price in cents per night). Works in the background: ask `getBerthImport` for the outcome.",
  service: "berths",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      body: { description: "The CSV, with its header line.", type: "string", maxLength: 100000 },
    },
    required: ["body"],
    additionalProperties: false,
  },
  operation: {
    method: "POST",
    path: "/berths/import",
    parameters: [],
    body: { mediaType: "text/csv", format: "text", required: true, from: "argument" },
    responses: {
      "202": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_berths`: GET /berths */
export interface ListBerthsInput {
  /** Docks to look in; repeat for several. */
  dock?: string[];
  /** Amenities that a berth must have, all of them. */
  amenities?: types.Amenity[];
  status?: types.BerthStatus;
  /** What fits the boat. */
  filter?: types.BerthFilter;
  /** Order; `-` turns it round. */
  sort?: "id" | "-id" | "length" | "-length" | "price" | "-price";
  /** Entries per page. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_berths`. */
export type ListBerthsOutput = types.BerthPage;

export const listBerths: Tool<ListBerthsInput, ListBerthsOutput> = defineTool({
  name: "list_berths",
  title: "List berths",
  description: "List berths.\nBerths by id, one page at a time. All filters must match.",
  service: "berths",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:read"]],
  inputSchema: {
    type: "object",
    properties: {
      dock: {
        description: "Docks to look in; repeat for several.",
        type: "array",
        maxItems: 10,
        items: { type: "string", maxLength: 40 },
      },
      amenities: {
        description: "Amenities that a berth must have, all of them.",
        type: "array",
        uniqueItems: true,
        items: { $ref: "#/$defs/Amenity" },
      },
      status: { $ref: "#/$defs/BerthStatus" },
      filter: { description: "What fits the boat.", $ref: "#/$defs/BerthFilter" },
      sort: {
        description: "Order; `-` turns it round.",
        default: "id",
        type: "string",
        enum: ["id", "-id", "length", "-length", "price", "-price"],
      },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      cursor: { description: "`nextCursor` of the page before.", type: "string", maxLength: 200 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
    $defs: { Amenity: schemas.Amenity, BerthFilter: schemas.BerthFilter, BerthStatus: schemas.BerthStatus },
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
    path: "/berths",
    parameters: [
      { argument: "dock", name: "dock", in: "query", style: "form", explode: true },
      { argument: "amenities", name: "amenities", in: "query", style: "form", explode: false },
      { argument: "status", name: "status", in: "query", style: "form", explode: true },
      { argument: "filter", name: "filter", in: "query", style: "deepObject", explode: true },
      { argument: "sort", name: "sort", in: "query", style: "form", explode: true },
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

/** Arguments of `set_berth_notice`: PUT /berths/{berthId}/notice */
export interface SetBerthNoticeInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
  body: string;
}

/** Answer of `set_berth_notice`. */
export type SetBerthNoticeOutput = undefined;

export const setBerthNotice: Tool<SetBerthNoticeInput, SetBerthNoticeOutput> = defineTool({
  name: "set_berth_notice",
  title: "Put up a notice",
  description: "Put up a notice.\nReplaces the notice at the berth. An empty text takes it down.",
  service: "berths",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["berths:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
      body: { type: "string", maxLength: 500 },
    },
    required: ["berthId", "body"],
    additionalProperties: false,
    $defs: { BerthId: schemas.BerthId },
  },
  operation: {
    method: "PUT",
    path: "/berths/{berthId}/notice",
    parameters: [{ argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false }],
    body: { mediaType: "text/plain", format: "text", required: true, from: "argument" },
    responses: {
      "204": [],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `update_berth`: PATCH /berths/{berthId} */
export interface UpdateBerthInput {
  /** Dock letter and number. */
  berthId: types.BerthId;
  /** ETag of the state that the change is meant for, with its quotes. */
  "If-Match"?: string;
  body: types.BerthPatch;
}

/** Answer of `update_berth`. */
export type UpdateBerthOutput = types.Berth;

export const updateBerth: Tool<UpdateBerthInput, UpdateBerthOutput> = defineTool({
  name: "update_berth",
  title: "Change a berth",
  description: "Change a berth.\nChanges the given properties; `null` clears one (RFC 7396).",
  service: "berths",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["berths:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      berthId: { description: "Dock letter and number.", $ref: "#/$defs/BerthId" },
      "If-Match": {
        description:
          "ETag of the state that the change is meant for, with its quotes. Without it the change is made whatever came in between.",
        type: "string",
        maxLength: 80,
      },
      body: { $ref: "#/$defs/BerthPatch" },
    },
    required: ["berthId", "body"],
    additionalProperties: false,
    $defs: {
      Amenity: schemas.Amenity,
      BerthId: schemas.BerthId,
      BerthPatch: schemas.BerthPatch,
      Money: schemas.Money,
      Position: schemas.Position,
    },
  },
  operation: {
    method: "PATCH",
    path: "/berths/{berthId}",
    parameters: [
      { argument: "berthId", name: "berthId", in: "path", style: "simple", explode: false },
      { argument: "If-Match", name: "If-Match", in: "header", style: "simple", explode: false },
    ],
    body: { mediaType: "application/merge-patch+json", format: "json", required: true, from: "argument" },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "412": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface BerthsTypes {
  create_berth: { input: CreateBerthInput; output: CreateBerthOutput };
  delete_berth: { input: DeleteBerthInput; output: DeleteBerthOutput };
  get_berth: { input: GetBerthInput; output: GetBerthOutput };
  get_berth_availability: { input: GetBerthAvailabilityInput; output: GetBerthAvailabilityOutput };
  get_berth_import: { input: GetBerthImportInput; output: GetBerthImportOutput };
  get_berth_notice: { input: GetBerthNoticeInput; output: GetBerthNoticeOutput };
  get_dock_tree: { input: GetDockTreeInput; output: GetDockTreeOutput };
  get_harbour_map: { input: GetHarbourMapInput; output: GetHarbourMapOutput };
  get_harbour_status: { input: GetHarbourStatusInput; output: GetHarbourStatusOutput };
  import_berths: { input: ImportBerthsInput; output: ImportBerthsOutput };
  list_berths: { input: ListBerthsInput; output: ListBerthsOutput };
  set_berth_notice: { input: SetBerthNoticeInput; output: SetBerthNoticeOutput };
  update_berth: { input: UpdateBerthInput; output: UpdateBerthOutput };
}

export const berthsTools: readonly Tool[] = [
  createBerth,
  deleteBerth,
  getBerth,
  getBerthAvailability,
  getBerthImport,
  getBerthNotice,
  getDockTree,
  getHarbourMap,
  getHarbourStatus,
  importBerths,
  listBerths,
  setBerthNotice,
  updateBerth,
];
