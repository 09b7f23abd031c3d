import { InvalidArgumentError } from "commander";

/** The value of a flag that is a port; 0 is any free one. */
export function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/u.test(text) || port > 65_535) throw new InvalidArgumentError("It must be a number from 0 to 65535.");
  return port;
}
