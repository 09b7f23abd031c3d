import { createSign, generateKeyPairSync } from "node:crypto";

/** DER (X.690): tag, length, content. */
function der(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...contents: readonly Uint8Array[]): Uint8Array => der(0x30, ...contents);
const hex = (text: string): Uint8Array => Buffer.from(text, "hex");
const text = (value: string): Uint8Array => Buffer.from(value, "latin1");

/** A key and a certificate for one DNS name, signed by itself (RFC 5280), so that no key lies in the repository. */
export function selfSignedCertificate(hostname: string): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const algorithm = sequence(hex("06082a8648ce3d040302"));
  const name = sequence(der(0x31, sequence(hex("0603550403"), der(0x0c, text(hostname)))));
  const validity = sequence(der(0x17, text("250101000000Z")), der(0x17, text("491231235959Z")));
  const names = sequence(hex("0603551d11"), der(0x04, sequence(der(0x82, text(hostname)))));
  const certificate = sequence(
    der(0xa0, hex("020102")),
    hex("020101"),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(names)),
  );
  const signature = createSign("sha256").update(certificate).sign(privateKey);
  const signed = sequence(certificate, algorithm, der(0x03, hex("00"), signature));
  const lines = Buffer.from(signed).toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
  };
}
