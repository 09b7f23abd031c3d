/** A body whose beginning is compressed already: the pieces of the whole for its end. */
export type CompressedBody = (tail: Uint8Array<ArrayBuffer>) => readonly Uint8Array<ArrayBuffer>[];

/**
 * Compresses the beginning of bodies once, as gzip (RFC 1952), so that what differs can be put behind it. A host that does so is told; where
 * there is none, answers are left as they are, and who stands before the server may compress them.
 */
export type BodyCompressor = (head: Uint8Array<ArrayBuffer>) => Promise<CompressedBody>;
