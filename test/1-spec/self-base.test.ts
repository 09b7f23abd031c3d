import { expect, it } from "vitest";
import { buildApi } from "../../generator/2-model/build-api.ts";
import { createDiagnostics } from "../../generator/diagnostics.ts";
import { load, temporaryFiles } from "./temporary-files.ts";

function document(self: unknown, reference: string): object {
  const schema = { $ref: reference };
  return {
    openapi: "3.2.0",
    $self: self,
    paths: { "/a": { post: { requestBody: { content: { "application/json": { schema } } } } } },
  };
}

async function read(folder: string, options = {}): Promise<unknown> {
  const { document: loaded } = await load(folder, "api/openapi.json", options);
  const diagnostics = createDiagnostics();
  const api = buildApi(loaded, diagnostics);
  return {
    schemas: [...api.components.input.values()],
    files: [...loaded.files.values()].map(({ name }) => name.replace(`${folder}/`, "")),
    found: diagnostics.all.filter(({ code }) => code === "dangling-reference").map(({ message }) => message),
  };
}

const pet = { type: "object", properties: { name: { type: "string" } } };

it.each<readonly [name: string, self: unknown, reference: string, file: string]>([
  ["no $self", undefined, "shared/pet.json", "api/shared/pet.json"],
  [
    "an absolute $self, whose folder is the document's",
    "https://example.com/api/openapi",
    "shared/pet.json",
    "api/shared/pet.json",
  ],
  ["a name without ending, as $self URIs have", "https://example.com/api/openapi", "shared/pet", "api/shared/pet.yaml"],
  [
    "an absolute reference below $self",
    "https://example.com/api/openapi",
    "https://example.com/api/pet.json",
    "api/pet.json",
  ],
  ["a relative $self", "other/openapi.json", "pet.json", "api/pet.json"],
  ["a $self that is no URI", 5, "pet.json", "api/pet.json"],
])("references are relative to %s", async (_name, self, reference, file) => {
  const folder = temporaryFiles({ "api/openapi.json": document(self, reference), [file]: pet });
  expect(await read(folder)).toEqual({
    schemas: [pet],
    files: ["api/openapi.json", file.replace("api/", "")],
    found: [],
  });
});

it("the document is known by its $self", async () => {
  const self = "https://example.com/api/openapi";
  const given = { ...document(self, "pet.json"), components: { schemas: { Name: { type: "string", maxLength: 5 } } } };
  const other = { type: "object", properties: { name: { $ref: "./openapi#/components/schemas/Name" } } };
  const folder = temporaryFiles({ "api/openapi.json": given, "api/pet.json": other });
  expect(await read(folder)).toEqual({
    schemas: [
      { type: "string", maxLength: 5 },
      { type: "object", properties: { name: { $ref: "#/$defs/Name" } } },
    ],
    files: ["api/openapi.json", "pet.json"],
    found: [],
  });
});

it("reaches no further than without it", async () => {
  const self = "https://example.com/api/v1/openapi";
  const up = document(self, "../../secret.json");
  const folder = temporaryFiles({ "api/openapi.json": up, "secret.json": { type: "string" } });
  expect(await read(folder)).toMatchObject({
    files: ["api/openapi.json"],
    found: [
      'The reference "../../secret.json" was not followed: it is on the host example.com, which is not listed; --ref-host example.com allows it; anything is accepted here.',
    ],
  });
});
