import { Hono } from "hono";
import { z } from "zod";
import type { Stored } from "../collection.ts";
import { etagOf } from "../collection.ts";
import type { Harbour, HarbourContext, HarbourEnv } from "../harbour.ts";
import { admin, identityOf, requireScopes } from "../harbour.ts";
import { loadImage, removeImage, storeImage } from "../images.ts";
import type { Photo } from "../model.ts";
import { answerPage } from "../paging.ts";
import { readPngSize } from "../png.ts";
import type { PictureSize } from "../png.ts";
import { notFound, Problem } from "../problem.ts";
import { badRequest, parse, parseJson, readQuery, requireMediaType } from "../read-request.ts";
import { date, pageShape } from "../value-schemas.ts";

const read = ["photos:read"];
const write = ["photos:write"];
const maxImageBytes = 2_000_000;

const metadata = z.object({
  subject: z.strictObject({ type: z.enum(["berth", "vessel"]), id: z.string().max(20) }),
  caption: z.string().max(200).nullable().optional(),
  takenOn: date.optional(),
});
const tagList = z.array(z.string().regex(/^[a-z0-9-]{1,20}$/, "must be 1 to 20 of a-z, 0-9 and -")).max(8);
const listQuery = z.strictObject({ subject: z.tuple([z.string(), z.string()]).optional(), ...pageShape });

/** The operations of the service `photos`. */
export function photoRoutes(harbour: Harbour): Hono<HarbourEnv> {
  const app = new Hono<HarbourEnv>();
  const reader = requireScopes(harbour, read);
  const writer = requireScopes(harbour, admin, write);
  const find = (context: HarbourContext): Stored<Photo> => findPhoto(harbour, context.req.param("photoId") ?? "");

  app.get("/photos", reader, (context) => listPhotos(harbour, context));
  app.post("/photos", writer, (context) => uploadPhoto(harbour, context));
  app.get("/photos/:photoId", reader, (context) => {
    const stored = find(context);
    return context.json(stored.value, 200, { ETag: etagOf(stored) });
  });
  app.delete("/photos/:photoId", writer, (context) => {
    const stored = find(context);
    harbour.photos.remove(stored);
    removeImage(harbour.database, stored.id);
    return context.body(null, 204);
  });
  app.get("/photos/:photoId/image", reader, (context) => {
    const stored = find(context);
    const image = loadImage(harbour.database, stored.id);
    if (!image) throw notFound(`picture of ${stored.id}`);
    return context.body(image, 200, { "Content-Type": "image/png", ETag: etagOf(stored) });
  });
  app.put("/photos/:photoId/image", writer, (context) => replaceImage(harbour, context, find(context)));
  return app;
}

function findPhoto(harbour: Harbour, id: string): Stored<Photo> {
  const stored = harbour.photos.get(id);
  if (!stored) throw notFound(`photo ${id}`);
  return stored;
}

function listPhotos(harbour: Harbour, context: HarbourContext): Response {
  const { subject, ...page } = readQuery(context, listQuery, { subject: "comma" });
  const matching = harbour.photos
    .all()
    .map(({ value }) => value)
    .filter((photo) => subject === undefined || (photo.subject.type === subject[0] && photo.subject.id === subject[1]));
  return answerPage(context, matching, page);
}

async function uploadPhoto(harbour: Harbour, context: HarbourContext): Promise<Response> {
  requireMediaType(context, "multipart/form-data");
  const form = await readMultipart(context);
  const file = form.get("file");
  if (!(file instanceof File)) throw badRequest("/file", "must be a file");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const size = requirePng(bytes);
  const given = parse(metadata, parseJson(await textOf(form.get("metadata"))), { status: 422, prefix: "/" });
  const tags = parse(tagList, await Promise.all(form.getAll("tags").map(textOf)), { status: 422, prefix: "/" });
  requireSubject(harbour, given.subject);
  const id = harbour.photos.nextId("pho_");
  const uploadedBy = identityOf(context).user;
  const photo: Photo = {
    id,
    ...given,
    ...size,
    bytes: bytes.byteLength,
    tags,
    uploadedBy,
    uploadedAt: harbour.clock().toISOString(),
  };
  const stored = harbour.photos.insert(id, photo);
  storeImage(harbour.database, id, bytes);
  return context.json(stored.value, 201, { Location: `/v1/photos/${id}`, ETag: etagOf(stored) });
}

async function readMultipart(context: HarbourContext): Promise<FormData> {
  try {
    return await context.req.formData();
  } catch {
    throw badRequest("body", "it is no multipart form");
  }
}

/** A part that has a media type of its own arrives as a file. */
async function textOf(part: FormDataEntryValue | null): Promise<string> {
  if (part === null) throw badRequest("/metadata", "is missing");
  return typeof part === "string" ? part : await part.text();
}

function requireSubject(harbour: Harbour, { type, id }: Photo["subject"]): void {
  const known = type === "berth" ? harbour.berths.get(id) : harbour.vessels.get(id);
  if (known) return;
  const errors = [{ at: "/metadata/subject/id", message: `there is no ${type} ${id}` }];
  throw new Problem(422, { detail: `There is no ${type} ${id}.`, errors });
}

async function replaceImage(harbour: Harbour, context: HarbourContext, stored: Stored<Photo>): Promise<Response> {
  requireMediaType(context, "application/octet-stream");
  const bytes = new Uint8Array(await context.req.arrayBuffer());
  const size = requirePng(bytes);
  storeImage(harbour.database, stored.id, bytes);
  const replaced = harbour.photos.replace(stored, { ...stored.value, ...size, bytes: bytes.byteLength });
  return context.json(replaced.value, 200, { ETag: etagOf(replaced) });
}

function requirePng(bytes: Uint8Array): PictureSize {
  if (bytes.byteLength > maxImageBytes) throw new Problem(413, { detail: `At most ${maxImageBytes} bytes.` });
  const size = readPngSize(bytes);
  if (!size) throw new Problem(415, { detail: "The picture must be a PNG." });
  return size;
}
