import { promisify } from "node:util";
import { constants, crc32, deflateRaw } from "node:zlib";
import type { BodyCompressor } from "../mcp/compressed-body.ts";

const deflate = promisify(deflateRaw);

/** RFC 1952, 2.3: magic number, deflate, no flags, no time, no word about the level, an unknown system. */
const header = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/**
 * One gzip member for each body: the compressed beginning, flushed to a byte's end, then the rest in a stored block (RFC 1951, 3.2.4), then
 * the checksum and length of both. Not two members: some clients read only the first.
 */
export const gzipBody: BodyCompressor = async (head) => {
  const deflated = new Uint8Array(await deflate(head, { level: 9, finishFlush: constants.Z_SYNC_FLUSH }));
  const crcOfHead = crc32(head);
  return (tail) => {
    const end = Buffer.alloc(5 + tail.byteLength + 8);
    end.writeUInt8(1, 0);
    end.writeUInt16LE(tail.byteLength, 1);
    end.writeUInt16LE(~tail.byteLength & 0xffff, 3);
    end.set(tail, 5);
    end.writeUInt32LE(crc32(tail, crcOfHead), 5 + tail.byteLength);
    // "modulo 2^32"
    end.writeUInt32LE((head.byteLength + tail.byteLength) >>> 0, 9 + tail.byteLength);
    return [header, deflated, new Uint8Array(end)];
  };
};
