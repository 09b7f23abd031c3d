import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `delete_photo`: DELETE /photos/{photoId} */
export interface DeletePhotoInput {
  photoId: types.PhotoId;
}

/** Answer of `delete_photo`. */
export type DeletePhotoOutput = undefined;

export const deletePhoto: Tool<DeletePhotoInput, DeletePhotoOutput> = defineTool({
  name: "delete_photo",
  title: "Delete a photo",
  description: "Delete a photo.",
  service: "photos",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["photos:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      photoId: { $ref: "#/$defs/PhotoId" },
    },
    required: ["photoId"],
    additionalProperties: false,
    $defs: { PhotoId: schemas.PhotoId },
  },
  operation: {
    method: "DELETE",
    path: "/photos/{photoId}",
    parameters: [{ argument: "photoId", name: "photoId", in: "path", style: "simple", explode: false }],
    responses: {
      "204": [],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_photo`: GET /photos/{photoId} */
export interface GetPhotoInput {
  photoId: types.PhotoId;
}

/** Answer of `get_photo`. */
export type GetPhotoOutput = types.Photo;

export const getPhoto: Tool<GetPhotoInput, GetPhotoOutput> = defineTool({
  name: "get_photo",
  title: "Get a photo's data",
  description: "Get a photo's data.",
  service: "photos",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["photos:read"]],
  inputSchema: {
    type: "object",
    properties: {
      photoId: { $ref: "#/$defs/PhotoId" },
    },
    required: ["photoId"],
    additionalProperties: false,
    $defs: { PhotoId: schemas.PhotoId },
  },
  operation: {
    method: "GET",
    path: "/photos/{photoId}",
    parameters: [{ argument: "photoId", name: "photoId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["application/json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `get_photo_image`: GET /photos/{photoId}/image */
export interface GetPhotoImageInput {
  photoId: types.PhotoId;
}

/** Answer of `get_photo_image`. */
export type GetPhotoImageOutput = Uint8Array;

export const getPhotoImage: Tool<GetPhotoImageInput, GetPhotoImageOutput> = defineTool({
  name: "get_photo_image",
  title: "Look at a photo",
  description: "Look at a photo.",
  service: "photos",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["photos:read"]],
  inputSchema: {
    type: "object",
    properties: {
      photoId: { $ref: "#/$defs/PhotoId" },
    },
    required: ["photoId"],
    additionalProperties: false,
    $defs: { PhotoId: schemas.PhotoId },
  },
  operation: {
    method: "GET",
    path: "/photos/{photoId}/image",
    parameters: [{ argument: "photoId", name: "photoId", in: "path", style: "simple", explode: false }],
    responses: {
      "200": ["image/png"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
    },
  },
});

/** Arguments of `list_photos`: GET /photos */
export interface ListPhotosInput {
  /** What is in the picture, as `type,id`. */
  subject?: string[];
  /** Entries per page. */
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
  /** JMESPath */
  select?: string;
}

/** Answer of `list_photos`. */
export type ListPhotosOutput = types.PhotoPage;

export const listPhotos: Tool<ListPhotosInput, ListPhotosOutput> = defineTool({
  name: "list_photos",
  title: "List photos",
  description: "List photos.",
  service: "photos",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["photos:read"]],
  inputSchema: {
    type: "object",
    properties: {
      subject: {
        description: "What is in the picture, as `type,id`.",
        type: "array",
        minItems: 2,
        maxItems: 2,
        items: { type: "string" },
      },
      limit: { description: "Entries per page.", type: "integer", minimum: 1, maximum: 100, default: 20 },
      cursor: { description: "`nextCursor` of the page before.", type: "string", maxLength: 200 },
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
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
    path: "/photos",
    parameters: [
      { argument: "subject", name: "subject", in: "query", style: "form", explode: false },
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

/** Arguments of `replace_photo_image`: PUT /photos/{photoId}/image */
export interface ReplacePhotoImageInput {
  photoId: types.PhotoId;
  /** The PNG, at most 2 MB. */
  body: types.FileArgument;
}

/** Answer of `replace_photo_image`. */
export type ReplacePhotoImageOutput = types.Photo;

export const replacePhotoImage: Tool<ReplacePhotoImageInput, ReplacePhotoImageOutput> = defineTool({
  name: "replace_photo_image",
  title: "Replace a photo's picture",
  description: "Replace a photo's picture.",
  service: "photos",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["photos:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      photoId: { $ref: "#/$defs/PhotoId" },
      body: { description: "The PNG, at most 2 MB.", $ref: "#/$defs/FileArgument" },
    },
    required: ["photoId", "body"],
    additionalProperties: false,
    $defs: { FileArgument: schemas.FileArgument, PhotoId: schemas.PhotoId },
  },
  operation: {
    method: "PUT",
    path: "/photos/{photoId}/image",
    parameters: [{ argument: "photoId", name: "photoId", in: "path", style: "simple", explode: false }],
    body: { mediaType: "application/octet-stream", format: "bytes", required: true, from: "argument" },
    responses: {
      "200": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "404": ["application/problem+json"],
      "413": ["application/problem+json"],
      "415": ["application/problem+json"],
    },
  },
});

/** Arguments of `upload_photo`: POST /photos */
export interface UploadPhotoInput {
  body: {
    /** The picture. */
    file: types.FileArgument;
    metadata: types.PhotoMetadata;
    tags?: string[];
  };
}

/** Answer of `upload_photo`. */
export type UploadPhotoOutput = types.Photo;

export const uploadPhoto: Tool<UploadPhotoInput, UploadPhotoOutput> = defineTool({
  name: "upload_photo",
  title: "Upload a photo",
  description: "Upload a photo.\nA PNG of at most 2 MB, and what it shows.",
  service: "photos",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["photos:write"], ["harbour:admin"]],
  inputSchema: {
    type: "object",
    properties: {
      body: {
        type: "object",
        properties: {
          file: { description: "The picture.", $ref: "#/$defs/FileArgument" },
          metadata: { $ref: "#/$defs/PhotoMetadata" },
          tags: { type: "array", maxItems: 8, items: { type: "string", pattern: "^[a-z0-9-]{1,20}$" } },
        },
        required: ["file", "metadata"],
      },
    },
    required: ["body"],
    additionalProperties: false,
    $defs: {
      FileArgument: schemas.FileArgument,
      PhotoMetadata: schemas.PhotoMetadata,
      PhotoSubject: schemas.PhotoSubject,
    },
  },
  operation: {
    method: "POST",
    path: "/photos",
    parameters: [],
    body: {
      mediaType: "multipart/form-data",
      format: "multipart",
      required: true,
      from: "argument",
      parts: {
        file: { kind: "file", contentType: "image/png" },
        metadata: { kind: "json", contentType: "application/json" },
      },
    },
    responses: {
      "201": ["application/json"],
      "400": ["application/problem+json"],
      "401": ["application/problem+json"],
      "403": ["application/problem+json"],
      "413": ["application/problem+json"],
      "415": ["application/problem+json"],
      "422": ["application/problem+json"],
    },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface PhotosTypes {
  delete_photo: { input: DeletePhotoInput; output: DeletePhotoOutput };
  get_photo: { input: GetPhotoInput; output: GetPhotoOutput };
  get_photo_image: { input: GetPhotoImageInput; output: GetPhotoImageOutput };
  list_photos: { input: ListPhotosInput; output: ListPhotosOutput };
  replace_photo_image: { input: ReplacePhotoImageInput; output: ReplacePhotoImageOutput };
  upload_photo: { input: UploadPhotoInput; output: UploadPhotoOutput };
}

export const photosTools: readonly Tool[] = [
  deletePhoto,
  getPhoto,
  getPhotoImage,
  listPhotos,
  replacePhotoImage,
  uploadPhoto,
];
