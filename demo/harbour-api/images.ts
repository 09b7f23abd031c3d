import type { DatabaseSync } from "node:sqlite";

/** Creates the table of pictures. */
export function createImages(database: DatabaseSync): void {
  database.exec("CREATE TABLE IF NOT EXISTS images (photo TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT");
}

/** Keeps the picture of a photo, instead of an older one. */
export function storeImage(database: DatabaseSync, photoId: string, bytes: Uint8Array): void {
  database.prepare("INSERT OR REPLACE INTO images (photo, bytes) VALUES (?, ?)").run(photoId, bytes);
}

/** The picture of a photo. */
export function loadImage(database: DatabaseSync, photoId: string): Uint8Array<ArrayBuffer> | undefined {
  const bytes = database.prepare("SELECT bytes FROM images WHERE photo = ?").get(photoId)?.["bytes"];
  return bytes instanceof Uint8Array ? new Uint8Array(bytes) : undefined;
}

/** Forgets the picture of a photo. */
export function removeImage(database: DatabaseSync, photoId: string): void {
  database.prepare("DELETE FROM images WHERE photo = ?").run(photoId);
}
