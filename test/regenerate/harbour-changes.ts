/** Twelve changes of the Harbour document, one after the other, as a team would make them. */

/** One commit to the document. */
export interface DocumentChange {
  /** kebab-case; the pull request's text lies under this name. */
  readonly name: string;
  readonly edit: (document: string) => string;
  /** What `generate` needs besides. */
  readonly flags?: readonly string[];
}

export const harbourChanges: readonly DocumentChange[] = [
  {
    name: "operation-added",
    edit: before(
      "  /berths/{berthId}/notice:\n",
      `  /berths/{berthId}/neighbours:
    parameters:
      - $ref: "#/components/parameters/BerthId"
    get:
      operationId: listNeighbours
      tags: [berths]
      summary: Berths next to a berth
      security:
        - harbour: ["berths:read"]
      responses:
        "200":
          description: The berths beside it.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/BerthPage" }

`,
    ),
  },
  {
    name: "operation-removed",
    edit: cut("    delete:\n      operationId: deleteBerth\n", "\n  /berths/{berthId}/availability:\n"),
  },
  { name: "operation-renamed", edit: replace("operationId: getHarbourMap", "operationId: drawHarbourMap") },
  {
    name: "optional-parameter-added",
    edit: before(
      "        - name: depth\n",
      `        - name: season
          in: query
          description: Only docks that are open then.
          schema: { type: string, enum: [summer, winter] }
`,
    ),
  },
  {
    name: "parameter-required",
    edit: replace(
      `        - name: status
          in: query
          schema: { $ref: "#/components/schemas/BerthStatus" }
`,
      `        - name: status
          in: query
          required: true
          schema: { $ref: "#/components/schemas/BerthStatus" }
`,
    ),
  },
  {
    name: "enum-narrowed",
    edit: replace("enum: [id, -id, length, -length, price, -price]", "enum: [id, -id, length, -length]"),
  },
  {
    name: "scope-added",
    edit: (document) =>
      replace(
        `            berths:write: Add`,
        `            berths:detail: See all about a berth\n            berths:write: Add`,
      )(
        replace(
          `      operationId: getBerth
      tags: [berths]
      summary: Get a berth
      security:
        - harbour: ["berths:read"]`,
          `      operationId: getBerth
      tags: [berths]
      summary: Get a berth
      security:
        - harbour: ["berths:read", "berths:detail"]`,
        )(document),
      ),
  },
  {
    name: "schema-made-cyclic",
    edit: replace(
      "        open: { type: boolean }\n",
      `        open: { type: boolean }\n        before: { $ref: "#/components/schemas/HarbourStatus" }\n`,
    ),
  },
  {
    name: "tag-renamed",
    edit: (document) =>
      replace("  - name: photos\n", "  - name: pictures\n")(document).replaceAll("tags: [photos]", "tags: [pictures]"),
  },
  {
    name: "server-moved",
    edit: replace("url: https://api.harbour.example/v1", "url: https://api.port.example/v1"),
    flags: ["--accept"],
  },
  {
    name: "description-only",
    edit: replace("description: Berths by id, one page at a time.", "description: Berths sorted by id, page by page."),
  },
  { name: "hooked-operation-removed", edit: cut("  /tariffs:\n", "  /tariffs/{season}:\n") },
];

type Edit = (document: string) => string;

function replace(text: string, other: string): Edit {
  return (document) => {
    if (document.split(text).length !== 2) throw new Error(`"${text}" is not there exactly once`);
    return document.replace(text, () => other);
  };
}

function before(text: string, added: string): Edit {
  return replace(text, added + text);
}

/** Takes out what begins with one text, up to another. */
function cut(from: string, to: string): Edit {
  return (document) => {
    const start = document.indexOf(from);
    const end = document.indexOf(to, start);
    if (start < 0 || end < 0) throw new Error(`"${from}" is not there`);
    return document.slice(0, start) + document.slice(end);
  };
}
