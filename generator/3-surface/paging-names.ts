/**
 * Names that have to do with pages, as `plainName` writes them. They are the words of pagination styles, not of one API: a cursor or
 * token, a page's number, an offset, a size; what an answer calls the next of these, how many there are, and whether this is all.
 */

/** Arguments that take an opaque place in a list. */
export const cursorNames: ReadonlySet<string> = new Set([
  "cursor",
  "pagecursor",
  "nextcursor",
  "pagetoken",
  "nextpagetoken",
  "nexttoken",
  "continuationtoken",
  "continuation",
  "continuetoken",
  "continue",
  "marker",
  "nextmarker",
  "pagemarker",
  "after",
  "aftercursor",
  "cursorafter",
  "pageafter",
  "afterid",
  "startingafter",
  "startkey",
  "exclusivestartkey",
  "starttoken",
  "startingtoken",
  "scrollid",
  "bookmark",
  "pagebookmark",
  "resumptiontoken",
  "skiptoken",
  "pageinfo",
  "streamposition",
]);

/** Arguments that take a page's number. */
export const pageNames: ReadonlySet<string> = new Set([
  "page",
  "pagenumber",
  "pagenum",
  "pageno",
  "pageindex",
  "currentpage",
]);

/** Arguments that take the number of items before the page. */
export const offsetNames: ReadonlySet<string> = new Set([
  "offset",
  "pageoffset",
  "startat",
  "startindex",
  "start",
  "skip",
  "rowstart",
]);

/** Arguments that take how many items a page has. */
export const sizeNames: ReadonlySet<string> = new Set([
  "limit",
  "pagelimit",
  "perpage",
  "pagesize",
  "pageperpage",
  "maxresults",
  "maxitems",
  "maxpagesize",
  "count",
  "first",
  "size",
  "top",
  "rows",
  "take",
  "itemsperpage",
  "resultsperpage",
]);

/** Properties of an answer, and headers, that hold the next token, number or URL. */
export const nextNames: ReadonlySet<string> = new Set([
  "next",
  "nextcursor",
  "nextpage",
  "nextpagetoken",
  "nextpagecursor",
  "nexttoken",
  "nextmarker",
  "nextlink",
  "odatanextlink",
  "nexturl",
  "nexthref",
  "nexturi",
  "nextpageurl",
  "nextpagelink",
  "nextpageuri",
  "nextoffset",
  "nextstart",
  "nextindex",
  "nextkey",
  "nextbookmark",
  "nextstreamposition",
  "continuationtoken",
  "cursornext",
  "endcursor",
  "lastid",
  "scrollid",
  "resumptiontoken",
  "after",
]);

/** Properties that say whether there is more, or whether this is the last page. */
export const moreNames: ReadonlyMap<string, "more" | "last"> = new Map([
  ["hasmore", "more"],
  ["hasnext", "more"],
  ["hasnextpage", "more"],
  ["hasmoreitems", "more"],
  ["hasmoreresults", "more"],
  ["more", "more"],
  ["moreavailable", "more"],
  ["morepages", "more"],
  ["islast", "last"],
  ["islastpage", "last"],
  ["lastpage", "last"],
  ["last", "last"],
]);

/** Properties that say how many items, or pages, there are on all pages together. */
export const totalNames: ReadonlyMap<string, "items" | "pages"> = new Map([
  ["total", "items"],
  ["totalcount", "items"],
  ["totalitems", "items"],
  ["totalresults", "items"],
  ["totalelements", "items"],
  ["totalrecords", "items"],
  ["totalrows", "items"],
  ["totalpages", "pages"],
  ["pagecount", "pages"],
  ["pagescount", "pages"],
]);

/** Objects of an answer that are about its pages. */
export const envelopeNames: ReadonlySet<string> = new Set([
  "meta",
  "metadata",
  "responsemetadata",
  "pagination",
  "paginationinfo",
  "paging",
  "paginginfo",
  "page",
  "pageinfo",
  "pagemeta",
  "links",
  "next",
  "nextpage",
  "cursor",
  "cursors",
  "response",
  "result",
  "data",
]);

/** `page[cursor]`, `page_cursor` and `$pageCursor` are the same. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
