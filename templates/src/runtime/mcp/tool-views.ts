import { Refusal } from "../errors.ts";
import type { Tool } from "../surface-types.ts";
import type { ToolView } from "./tool-view.ts";

/** Gives each connection its view of the tools: all of them, or those of the services that its URL names. */
export interface ToolViews {
  readonly whole: ToolView;
  /**
   * The view for a URL: `?services=a,b` narrows it.
   * @throws Refusal `service_unknown` for a name that is no service
   */
  at(target: URL): ToolView;
}

/** Narrowed views that are kept: one for each choice of services that is in use. */
const maxViews = 32;

/** Services that a refusal names. */
const maxNamed = 40;

/** Makes views of `tools` with `make`: the whole one now, a narrowed one when it is first asked for. */
export function createToolViews(tools: readonly Tool[], make: (tools: readonly Tool[]) => ToolView): ToolViews {
  const whole = make(tools);
  const services = [...new Set(tools.map(({ service }) => service))].toSorted();
  const spelled = new Map(services.flatMap((service) => [[simplify(service), service] as const]));
  for (const service of services) spelled.set(service, service);
  const narrowed = new Map<string, ToolView>();

  function narrow(chosen: ReadonlySet<string>): ToolView {
    const key = JSON.stringify([...chosen].toSorted());
    const view = narrowed.get(key) ?? make(tools.filter(({ service }) => chosen.has(service)));
    // The one used last goes last, the one unused for longest goes out.
    narrowed.delete(key);
    narrowed.set(key, view);
    const [oldest] = narrowed.keys();
    if (narrowed.size > maxViews && oldest !== undefined) narrowed.delete(oldest);
    return view;
  }

  return {
    whole,
    at(target) {
      const given = target.search === "" ? [] : target.searchParams.getAll("services");
      if (given.length === 0) return whole;
      const named = given
        .flatMap((value) => (spelled.has(value) ? [value] : value.split(",")))
        .map((name) => name.trim());
      const chosen = named.filter((name) => name !== "");
      const unknown = chosen.find((name) => !spelled.has(name) && !spelled.has(simplify(name)));
      if (unknown !== undefined || chosen.length === 0) throw unknownService(unknown ?? "", services);
      return narrow(new Set(chosen.map((name) => spelled.get(name) ?? spelled.get(simplify(name)) ?? "")));
    },
  };
}

/** A name in a URL may be written without capitals and spaces. */
function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-");
}

function unknownService(name: string, services: readonly string[]): Refusal {
  const rest = services.length - maxNamed;
  const known = `${services.slice(0, maxNamed).join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
  const what = name === "" ? "names no service" : `names "${name.slice(0, 64)}", which is no service of this server`;
  return new Refusal(
    "service_unknown",
    `The query ?services= ${what}. Services: ${known || "none"}. Leave the query out for all of them.`,
  );
}
