/** The surface of the toy API in `templates/src`: what is emitted for it must be what stands there. */
import type { JsonSchema } from "../../../templates/src/runtime/surface-types.ts";
import type { Surface } from "../../../generator/3-surface/surface.ts";

const place = { file: "pets.yaml", pointer: "" };
const read = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };
const petKind: JsonSchema = {
  type: "string",
  description: "What kind of animal a pet is.",
  enum: ["cat", "dog", "parrot"],
};
const pet: JsonSchema = {
  type: "object",
  description: "A pet.",
  properties: {
    id: { type: "string", description: "Id of the pet." },
    name: { type: "string" },
    kind: { $ref: "#/$defs/PetKind" },
  },
  required: ["id", "name"],
};
const onePet = { json: { $ref: "#/$defs/Pet" }, text: false, bytes: false, empty: false };

export const surface: Surface = {
  api: {
    name: "pets",
    title: "Pets API",
    version: "1.0.0",
    instructions: "Pets API: list, read and add pets.",
    scopes: {
      supported: ["pets:read", "pets:write"],
      baseline: { minimal: [], read: ["pets:read"], all: ["pets:read", "pets:write"] },
    },
    origins: [],
  },
  services: [
    {
      name: "pets",
      file: "pets",
      tools: [
        {
          definition: {
            name: "create_pet",
            title: "Add a pet",
            description: "Adds a pet.",
            service: "pets",
            annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
            scopes: [["pets:write"]],
            inputSchema: {
              type: "object",
              properties: { name: { type: "string", minLength: 1 }, kind: { $ref: "#/$defs/PetKind" } },
              required: ["name"],
              additionalProperties: false,
            },
            operation: {
              method: "POST",
              path: "/pets",
              parameters: [],
              body: {
                mediaType: "application/json",
                format: "json",
                required: true,
                from: "properties",
                properties: ["name", "kind"],
              },
              responses: { "201": ["application/json"] },
            },
          },
          reaches: ["PetKind"],
          output: onePet,
          typeName: "CreatePet",
          constantName: "createPet",
          place,
        },
        {
          definition: {
            name: "get_pet",
            title: "Read a pet",
            description: "Returns one pet.",
            service: "pets",
            annotations: read,
            scopes: [["pets:read"], ["pets:write"]],
            inputSchema: {
              type: "object",
              properties: { petId: { type: "string", description: "Id of the pet." } },
              required: ["petId"],
              additionalProperties: false,
            },
            operation: {
              method: "GET",
              path: "/pets/{petId}",
              parameters: [{ argument: "petId", name: "petId", in: "path", style: "simple", explode: false }],
              responses: { "200": ["application/json"], "404": ["application/problem+json"] },
            },
          },
          reaches: [],
          output: onePet,
          typeName: "GetPet",
          constantName: "getPet",
          place,
        },
        {
          definition: {
            name: "list_pets",
            title: "List pets",
            description: "Returns the pets, newest first.",
            service: "pets",
            annotations: read,
            scopes: [["pets:read"]],
            inputSchema: {
              type: "object",
              properties: {
                limit: { type: "integer", description: "How many pets to return at most.", minimum: 1, maximum: 100 },
                kind: { $ref: "#/$defs/PetKind" },
              },
              additionalProperties: false,
            },
            operation: {
              method: "GET",
              path: "/pets",
              parameters: [
                { argument: "limit", name: "limit", in: "query", style: "form", explode: true },
                { argument: "kind", name: "kind", in: "query", style: "form", explode: true },
              ],
              responses: { "200": ["application/json"] },
            },
          },
          reaches: ["PetKind"],
          output: { json: { type: "array", items: { $ref: "#/$defs/Pet" } }, text: false, bytes: false, empty: false },
          typeName: "ListPets",
          constantName: "listPets",
          place,
        },
      ],
    },
  ],
  types: new Map([
    ["Pet", pet],
    ["PetKind", petKind],
  ]),
  schemas: new Map([["PetKind", petKind]]),
  features: new Set(),
  proposals: { apiBaseUrl: "https://pets.example.com/v1", issuer: "https://login.example.com" },
};
