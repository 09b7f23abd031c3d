import { GeneratorError } from "../errors.ts";
import type { DevPorts } from "./dev-options.ts";
import { freePort } from "./free-port.ts";

const preferred: DevPorts = { server: 3000, api: 3001, authorizationServer: 3002 };

/**
 * The ports that were asked for; else the usual ones, or any where those are taken. 0 is any.
 * @throws GeneratorError `bad-usage` when one that was asked for is taken
 */
export async function choosePorts(asked: Partial<DevPorts>): Promise<DevPorts> {
  return {
    server: await choosePort("server", asked),
    api: await choosePort("api", asked),
    authorizationServer: await choosePort("authorizationServer", asked),
  };
}

async function choosePort(part: keyof DevPorts, asked: Partial<DevPorts>): Promise<number> {
  const wanted = asked[part] ?? preferred[part];
  const port = await freePort(wanted);
  if (asked[part] !== undefined && wanted !== 0 && port !== wanted)
    throw new GeneratorError(
      "bad-usage",
      `Port ${wanted} is taken. Name another one, or none: then a free one is found.`,
    );
  return port;
}
