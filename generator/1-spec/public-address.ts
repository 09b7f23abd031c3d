import { BlockList, isIP } from "node:net";

/** Networks that are not the public internet (IANA special-purpose address registries, RFC 6890): v4, then v6. */
const special: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];

/** Makes the check whether an address is one of the public internet: private, loopback, link-local, multicast and translated ones are not. */
export function createPublicAddressCheck(): (address: string) => boolean {
  // One list per family: an IPv4 address would also be looked for among the mapped IPv6 ones.
  const lists = { 4: new BlockList(), 6: new BlockList() };
  for (const [network, prefix] of special) {
    const family = isIP(network) === 4 ? 4 : 6;
    lists[family].addSubnet(network, prefix, family === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    const family = isIP(address);
    if (family === 4) return !lists[4].check(address, "ipv4");
    return family === 6 && !lists[6].check(address.replace(/%.*$/, ""), "ipv6");
  };
}
