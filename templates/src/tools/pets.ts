import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `create_pet`: POST /pets */
export interface CreatePetInput {
  name: string;
  kind?: types.PetKind;
}

/** Answer of `create_pet`. */
export type CreatePetOutput = types.Pet;

export const createPet: Tool<CreatePetInput, CreatePetOutput> = defineTool({
  name: "create_pet",
  title: "Add a pet",
  description: "Adds a pet.",
  service: "pets",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["pets:write"]],
  inputSchema: {
    type: "object",
    properties: {
      name: { type: "string", minLength: 1 },
      kind: { $ref: "#/$defs/PetKind" },
    },
    required: ["name"],
    additionalProperties: false,
    $defs: { PetKind: schemas.PetKind },
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
});

/** Arguments of `get_pet`: GET /pets/{petId} */
export interface GetPetInput {
  /** Id of the pet. */
  petId: string;
}

/** Answer of `get_pet`. */
export type GetPetOutput = types.Pet;

export const getPet: Tool<GetPetInput, GetPetOutput> = defineTool({
  name: "get_pet",
  title: "Read a pet",
  description: "Returns one pet.",
  service: "pets",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["pets:read"], ["pets:write"]],
  inputSchema: {
    type: "object",
    properties: {
      petId: { type: "string", description: "Id of the pet." },
    },
    required: ["petId"],
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/pets/{petId}",
    parameters: [{ argument: "petId", name: "petId", in: "path", style: "simple", explode: false }],
    responses: { "200": ["application/json"], "404": ["application/problem+json"] },
  },
});

/** Arguments of `list_pets`: GET /pets */
export interface ListPetsInput {
  /** How many pets to return at most. */
  limit?: number;
  kind?: types.PetKind;
}

/** Answer of `list_pets`. */
export type ListPetsOutput = types.Pet[];

export const listPets: Tool<ListPetsInput, ListPetsOutput> = defineTool({
  name: "list_pets",
  title: "List pets",
  description: "Returns the pets, newest first.",
  service: "pets",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["pets:read"]],
  inputSchema: {
    type: "object",
    properties: {
      limit: { type: "integer", description: "How many pets to return at most.", minimum: 1, maximum: 100 },
      kind: { $ref: "#/$defs/PetKind" },
    },
    additionalProperties: false,
    $defs: { PetKind: schemas.PetKind },
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
});

/** The tools of this service, by name: their argument and answer types. */
export interface PetsTypes {
  create_pet: { input: CreatePetInput; output: CreatePetOutput };
  get_pet: { input: GetPetInput; output: GetPetOutput };
  list_pets: { input: ListPetsInput; output: ListPetsOutput };
}

export const petsTools: readonly Tool[] = [createPet, getPet, listPets];
