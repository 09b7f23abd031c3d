/** How the bytes of a file are text, by its byte order mark (Unicode 16, 23.8) or, for UTF-16, by the zeros of its first character. */
const marks: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: "utf-8" },
  { bytes: [0xff, 0xfe, 0, 0], encoding: "utf-32" },
  { bytes: [0, 0, 0xfe, 0xff], encoding: "utf-32" },
  { bytes: [0xff, 0xfe], encoding: "utf-16le" },
  { bytes: [0xfe, 0xff], encoding: "utf-16be" },
];

/** Text, and whether some of its bytes were no text in its encoding: U+FFFD stands in their place. */
export interface DecodedText {
  readonly text: string;
  readonly damaged: boolean;
}

/**
 * Decodes UTF-8 and UTF-16, with or without a byte order mark, which is dropped (YAML 1.2, 5.2; RFC 8259, 8.1).
 * @throws Error for UTF-32, which nothing writes and decoders lack
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = marks.find((mark) => mark.bytes.every((byte, index) => bytes[index] === byte))?.encoding;
  const chosen = encoding ?? guessEncoding(bytes);
  if (chosen === "utf-32") throw new Error("it is UTF-32 text; save it as UTF-8");
  try {
    return { text: new TextDecoder(chosen, { fatal: true }).decode(bytes), damaged: false };
  } catch {
    return { text: new TextDecoder(chosen).decode(bytes), damaged: true };
  }
}

/** A document begins with an ASCII character, so that its UTF-16 has a zero in the first two bytes. */
function guessEncoding([first, second]: Uint8Array): string {
  if (first !== undefined && first !== 0 && second === 0) return "utf-16le";
  return first === 0 && second !== undefined && second !== 0 ? "utf-16be" : "utf-8";
}
