import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import type * as types from "../types.ts";

/** Arguments of `create_note`: POST /notes */
export interface CreateNoteInput {
  /** What to remember. */
  text: string;
  stars?: number;
}

/** Answer of `create_note`. */
export type CreateNoteOutput = types.Note;

export const createNote: Tool<CreateNoteInput, CreateNoteOutput> = defineTool({
  name: "create_note",
  title: "Write a note",
  description: "Write a note.",
  service: "rules",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {
      text: { description: "What to remember.", type: "string", minLength: 1, maxLength: 20 },
      stars: { type: "integer", minimum: 1, maximum: 5 },
    },
    required: ["text"],
    additionalProperties: false,
  },
  operation: {
    method: "POST",
    path: "/notes",
    parameters: [],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["text", "stars"],
    },
    responses: { "201": ["application/json"] },
  },
});

/** Arguments of `delete_note`: DELETE /notes/{id} */
export interface DeleteNoteInput {
  id: string;
}

/** Answer of `delete_note`. */
export type DeleteNoteOutput = undefined;

export const deleteNote: Tool<DeleteNoteInput, DeleteNoteOutput> = defineTool({
  name: "delete_note",
  title: "Forget a note",
  description: "Forget a note.",
  service: "rules",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {
      id: { type: "string" },
    },
    required: ["id"],
    additionalProperties: false,
  },
  operation: {
    method: "DELETE",
    path: "/notes/{id}",
    parameters: [{ argument: "id", name: "id", in: "path", style: "simple", explode: false }],
    responses: { "204": [], default: ["application/problem+json"] },
  },
});

/** Arguments of `list_numbers`: GET /numbers */
export interface ListNumbersInput {
  /** JMESPath */
  select?: string;
}

/** Answer of `list_numbers`. */
export type ListNumbersOutput = number[];

export const listNumbers: Tool<ListNumbersInput, ListNumbersOutput> = defineTool({
  name: "list_numbers",
  title: "A list",
  description: "A list.\nAn answer whose root is no object.",
  service: "rules",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {
      select: { type: "string", description: "JMESPath" },
    },
    additionalProperties: false,
  },
  select: "select",
  operation: { method: "GET", path: "/numbers", parameters: [], responses: { "200": ["application/json"] } },
});

/** Arguments of `replace_note`: PUT /notes/{id} */
export interface ReplaceNoteInput {
  id: string;
  text: string;
  stars?: number;
}

/** Answer of `replace_note`. */
export type ReplaceNoteOutput = types.Note;

export const replaceNote: Tool<ReplaceNoteInput, ReplaceNoteOutput> = defineTool({
  name: "replace_note",
  title: "Rewrite a note",
  description: "Rewrite a note.",
  service: "rules",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {
      id: { type: "string" },
      text: { type: "string" },
      stars: { type: "integer", minimum: 1, maximum: 5 },
    },
    required: ["id", "text"],
    additionalProperties: false,
  },
  operation: {
    method: "PUT",
    path: "/notes/{id}",
    parameters: [{ argument: "id", name: "id", in: "path", style: "simple", explode: false }],
    body: {
      mediaType: "application/json",
      format: "json",
      required: true,
      from: "properties",
      properties: ["text", "stars"],
    },
    responses: { "200": ["application/json"] },
  },
});

/** Arguments of `wait_for_ever`: GET /wait */
export interface WaitForEverInput {
  [key: string]: never;
}

/** Answer of `wait_for_ever`. */
export type WaitForEverOutput = string;

export const waitForEver: Tool<WaitForEverInput, WaitForEverOutput> = defineTool({
  name: "wait_for_ever",
  title: "An answer that does not come",
  description: "An answer that does not come.",
  service: "rules",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/wait", parameters: [], responses: { "200": ["text/plain"] } },
});

/** The tools of this service, by name: their argument and answer types. */
export interface RulesTypes {
  create_note: { input: CreateNoteInput; output: CreateNoteOutput };
  delete_note: { input: DeleteNoteInput; output: DeleteNoteOutput };
  list_numbers: { input: ListNumbersInput; output: ListNumbersOutput };
  replace_note: { input: ReplaceNoteInput; output: ReplaceNoteOutput };
  wait_for_ever: { input: WaitForEverInput; output: WaitForEverOutput };
}

export const rulesTools: readonly Tool[] = [createNote, deleteNote, listNumbers, replaceNote, waitForEver];
