import type { HandlerOptions } from "./handler-options.ts";
import type { IncomingRequest } from "./incoming-request.ts";
import { documentResponse, homeJson, notFoundResponse } from "./pages.ts";
import type { ApiDefinition, HomeLevel, ToolDefinition } from "./surface-types.ts";

/** What the page at `/` says. */
export interface HomeContent {
  readonly api: ApiDefinition;
  readonly tools: readonly ToolDefinition[];
  /** The MCP endpoint's public URL; with `{tenant}` where there are several. */
  readonly endpointUrl: string;
  /** Whether tools are named. */
  readonly level: Exclude<HomeLevel, "off">;
}

/** Makes the page at `/`, as `page/home-page.ts`, an optional file, does. No I/O. */
export type HomePageFactory = (content: HomeContent) => (request: IncomingRequest) => Promise<Response>;

/** Answers requests for `/`. */
export type Home = (request: IncomingRequest) => Response | Promise<Response>;

/**
 * How much `/` says: `HOME_PAGE`, else what the project was generated with.
 * @param hasPage whether the project was generated with the page
 */
export function chooseHomeLevel(
  { homePage }: Pick<HandlerOptions, "homePage">,
  { page = "summary" }: Pick<ApiDefinition, "page">,
  hasPage: boolean,
  problems: string[],
): HomeLevel {
  if (homePage === undefined) return page;
  if (homePage !== "off" && homePage !== "summary" && homePage !== "tools") {
    problems.push(`HOME_PAGE (homePage) must be off, summary or tools, not "${homePage}".`);
    return page;
  }
  if (homePage !== "off" && !hasPage)
    problems.push(
      "This server was generated without a page: set page to summary or tools in slipway.config and generate again, or leave HOME_PAGE (homePage) out.",
    );
  return homePage;
}

/** What `/` is made of. */
export interface HomeParts extends Omit<HomeContent, "level"> {
  readonly page: HomePageFactory | undefined;
}

/** Browsers get the page, programs JSON; both are made once. */
export function createHome(level: HomeLevel, { page, ...content }: HomeParts): Home {
  if (level === "off") return () => notFoundResponse(content.endpointUrl);
  const json = homeJson(content.endpointUrl, content.api);
  const html = page?.({ ...content, level });
  return (request) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    if (html !== undefined && reads && wantsHtml(request)) return html(request);
    const response = documentResponse(request, json, { anyOrigin: false });
    if (html !== undefined) response.headers.set("vary", "accept");
    return response;
  };
}

/** RFC 9110, 12.5.1: named, and not with a weight of nothing. What takes anything is a program. */
function wantsHtml(request: IncomingRequest): boolean {
  return /\btext\/html\b(?!\s*;\s*q=0(\.0+)?\s*(,|$))/i.test(request.headers.get("accept") ?? "");
}
