import { expect, it } from "vitest";
import { locateDiagnostics } from "../../generator/1-spec/locate-diagnostics.ts";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import { load, temporaryFiles } from "./temporary-files.ts";

/** What the model finds, as `file:line:column pointer code`. */
async function findings(folder: string, name: string, overlays: readonly string[] = []): Promise<string[]> {
  const { document } = await load(folder, name, { overlays });
  const diagnostics = createDiagnostics();
  buildApi(document, diagnostics);
  const files = [...document.files.values(), ...document.overlays.map(({ file }) => file)];
  const sources = new Map(
    files.flatMap(({ name: file, text, format }) => (format === "text" ? [] : [[file, { text, format }] as const])),
  );
  return locateDiagnostics(diagnostics.all, sources)
    .filter(({ code }) => code === "style-not-allowed" || code === "unknown-type" || code === "dangling-reference")
    .map(({ place, position, code }) => {
      const file = place.file.replace(`${folder}/`, "");
      return `${file}:${position?.line}:${position?.column} ${place.pointer} ${code}`;
    });
}

const document = `openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      parameters:
        - { name: one, in: query, schema: {} }
        - name: two
          in: query
          style: matrix
          schema: {}
`;

const overlay = `overlay: 1.1.0
info: { title: O, version: "1" }
actions:
  - target: $.paths['/a'].get.parameters[0]
    remove: true
  - target: $.paths['/a'].get
    update:
      parameters:
        - name: three
          in: query
          style: label
          schema: { type: wrong }
  - target: $.paths
    update:
      /b:
        get:
          parameters: [{ $ref: "#/nowhere" }]
  - target: $.paths['/b'].get
    update: { operationId: b }
  - target: $.paths
    update: { /c: {} }
  - target: $.paths['/c']
    copy: $.paths['/a']
`;

it("leads to the overlay for what came from it, and to the document's own lines for what an overlay moved", async () => {
  const folder = temporaryFiles({ "a.yaml": document, "o.yaml": overlay });
  expect(await findings(folder, "a.yaml", ["o.yaml"])).toEqual([
    "a.yaml:10:11 /paths/~1a/get/parameters/1/style style-not-allowed",
    "o.yaml:11:11 /actions/1/update/parameters/0/style style-not-allowed",
    "o.yaml:12:21 /actions/1/update/parameters/0/schema/type unknown-type",
    "o.yaml:17:24 /actions/2/update/~1b/get/parameters/0 dangling-reference",
  ]);
});

it("leads to lines of a Swagger 2.0 document, its other files and its overlays", async () => {
  const folder = temporaryFiles({
    "a.yaml": `swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a:
    post:
      parameters:
        - in: body
          name: body
          schema:
            properties:
              x: { type: wrong1 }
        - $ref: p.yaml#/query
        - $ref: "#/parameters/inline"
      responses:
        200: { description: d, schema: { type: object, properties: { y: { $ref: "#/definitions/gone" } } } }
  /form:
    post:
      parameters:
        - { in: query, name: q, type: string }
        - { in: formData, name: f, type: array, items: { type: wrong2 } }
      responses: { 200: { description: d, schema: { $ref: "#/definitions/D" } } }
parameters:
  inline: { in: header, name: h, type: wrong3 }
definitions:
  D:
    properties:
      z: { type: wrong4 }
`,
    "p.yaml": "query:\n  in: query\n  name: q\n  type: array\n  items: { type: wrong5 }\n",
    "o.yaml": `overlay: 1.0.0
info: { title: O, version: "1" }
actions:
  - target: $.definitions.D.properties
    update:
      w: { type: wrong6 }
`,
  });
  expect((await findings(folder, "a.yaml", ["o.yaml"])).toSorted()).toEqual([
    "a.yaml:11:20 /paths/~1a/post/parameters/0/schema/properties/x/type unknown-type",
    "a.yaml:15:70 /paths/~1a/post/responses/200/schema/properties/y dangling-reference",
    "a.yaml:20:58 /paths/~1form/post/parameters/1/items/type unknown-type",
    "a.yaml:23:34 /parameters/inline/type unknown-type",
    "a.yaml:27:12 /definitions/D/properties/z/type unknown-type",
    "o.yaml:6:12 /actions/0/update/w/type unknown-type",
    "p.yaml:5:12 /query/items/type unknown-type",
  ]);
});
