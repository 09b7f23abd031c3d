import { defineTool } from "../runtime/define-tool.ts";
import type { Tool } from "../runtime/surface-types.ts";
import * as schemas from "../schemas.ts";
import type * as types from "../types.ts";

/** Arguments of `json_schema_2020_12_tool`: POST /contacts */
export interface JsonSchema202012ToolInput {
  body: (
    | {
        phone: unknown;
      }
    | {
        email: unknown;
      }
  ) & {
    name?: string;
    address?: types.Address;
    contactMethod?: "phone" | "email";
    phone?: string;
    email?: string;
  };
}

/** Answer of `json_schema_2020_12_tool`. */
export interface JsonSchema202012ToolOutput {
  [key: string]: unknown;
}

export const jsonSchema202012Tool: Tool<JsonSchema202012ToolInput, JsonSchema202012ToolOutput> = defineTool({
  name: "json_schema_2020_12_tool",
  title: "An argument that says how it may be combined",
  description: "An argument that says how it may be combined.",
  service: "fixtures",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {
      body: {
        type: "object",
        properties: {
          name: { type: "string" },
          address: { $ref: "#/$defs/Address" },
          contactMethod: { type: "string", enum: ["phone", "email"] },
          phone: { type: "string" },
          email: { type: "string" },
        },
        additionalProperties: false,
        anyOf: [{ required: ["phone"] }, { required: ["email"] }],
        if: { properties: { contactMethod: { type: "string", enum: ["phone"] } }, required: ["contactMethod"] },
        then: { required: ["phone"] },
        else: { required: ["email"] },
      },
    },
    required: ["body"],
    additionalProperties: false,
    $defs: { Address: schemas.Address },
  },
  operation: {
    method: "POST",
    path: "/contacts",
    parameters: [],
    body: { mediaType: "application/json", format: "json", required: true, from: "argument" },
    responses: { "201": ["application/json"] },
  },
});

/** Arguments of `test_audio_content`: GET /recording */
export interface TestAudioContentInput {
  [key: string]: never;
}

/** Answer of `test_audio_content`. */
export type TestAudioContentOutput = Uint8Array;

export const testAudioContent: Tool<TestAudioContentInput, TestAudioContentOutput> = defineTool({
  name: "test_audio_content",
  title: "A recording",
  description: "A recording.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/recording", parameters: [], responses: { "200": ["audio/wav"] } },
});

/** Arguments of `test_embedded_resource`: GET /leaflet */
export interface TestEmbeddedResourceInput {
  [key: string]: never;
}

/** Answer of `test_embedded_resource`. */
export type TestEmbeddedResourceOutput = Uint8Array;

export const testEmbeddedResource: Tool<TestEmbeddedResourceInput, TestEmbeddedResourceOutput> = defineTool({
  name: "test_embedded_resource",
  title: "A leaflet",
  description: "A leaflet.\nA document that is neither text, image nor audio.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/leaflet", parameters: [], responses: { "200": ["application/pdf"] } },
});

/** Arguments of `test_error_handling`: GET /failure */
export interface TestErrorHandlingInput {
  [key: string]: never;
}

/** Answer of `test_error_handling`. */
export type TestErrorHandlingOutput = string;

export const testErrorHandling: Tool<TestErrorHandlingInput, TestErrorHandlingOutput> = defineTool({
  name: "test_error_handling",
  title: "An operation that always fails",
  description: "An operation that always fails.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/failure",
    parameters: [],
    responses: { "200": ["text/plain"], default: ["application/problem+json"] },
  },
});

/** Arguments of `test_image_content`: GET /picture */
export interface TestImageContentInput {
  [key: string]: never;
}

/** Answer of `test_image_content`. */
export type TestImageContentOutput = Uint8Array;

export const testImageContent: Tool<TestImageContentInput, TestImageContentOutput> = defineTool({
  name: "test_image_content",
  title: "A picture",
  description: "A picture.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/picture", parameters: [], responses: { "200": ["image/png"] } },
});

/** Arguments of `test_input_required_result_elicitation`: POST /agreements */
export interface TestInputRequiredResultElicitationInput {
  [key: string]: never;
}

/** Answer of `test_input_required_result_elicitation`. */
export type TestInputRequiredResultElicitationOutput = string;

export const testInputRequiredResultElicitation: Tool<
  TestInputRequiredResultElicitationInput,
  TestInputRequiredResultElicitationOutput
> = defineTool({
  name: "test_input_required_result_elicitation",
  title: "Agree to something",
  description: "Agree to something.\nA write without arguments, for a server that asks the user before it writes.",
  service: "fixtures",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "POST", path: "/agreements", parameters: [], responses: { "200": ["text/plain"] } },
});

/** Arguments of `test_input_required_result_tampered_state`: POST /seals */
export interface TestInputRequiredResultTamperedStateInput {
  [key: string]: never;
}

/** Answer of `test_input_required_result_tampered_state`. */
export type TestInputRequiredResultTamperedStateOutput = string;

export const testInputRequiredResultTamperedState: Tool<
  TestInputRequiredResultTamperedStateInput,
  TestInputRequiredResultTamperedStateOutput
> = defineTool({
  name: "test_input_required_result_tampered_state",
  title: "Seal something",
  description: "Seal something.\nAnother write without arguments.",
  service: "fixtures",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  scopes: [["fixtures:write"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "POST", path: "/seals", parameters: [], responses: { "200": ["text/plain"] } },
});

/** Arguments of `test_logging_tool`: GET /diary */
export interface TestLoggingToolInput {
  [key: string]: never;
}

/** Answer of `test_logging_tool`. */
export type TestLoggingToolOutput = string;

export const testLoggingTool: Tool<TestLoggingToolInput, TestLoggingToolOutput> = defineTool({
  name: "test_logging_tool",
  title: "A call during which a client must hear no log message that it did not ask for",
  description: "A call during which a client must hear no log message that it did not ask for.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/diary", parameters: [], responses: { "200": ["text/plain"] } },
});

/** Arguments of `test_multiple_content_types`: GET /album */
export interface TestMultipleContentTypesInput {
  [key: string]: never;
}

/** Answer of `test_multiple_content_types`. */
export type TestMultipleContentTypesOutput = Uint8Array;

export const testMultipleContentTypes: Tool<TestMultipleContentTypesInput, TestMultipleContentTypesOutput> = defineTool(
  {
    name: "test_multiple_content_types",
    title: "Text, picture and data at once",
    description: "Text, picture and data at once.",
    service: "fixtures",
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    scopes: [["fixtures:read"]],
    inputSchema: {
      type: "object",
      properties: {},
      additionalProperties: false,
    },
    operation: { method: "GET", path: "/album", parameters: [], responses: { "200": ["multipart/mixed"] } },
  },
);

/** Arguments of `test_simple_text`: GET /greeting */
export interface TestSimpleTextInput {
  [key: string]: never;
}

/** Answer of `test_simple_text`. */
export type TestSimpleTextOutput = string;

export const testSimpleText: Tool<TestSimpleTextInput, TestSimpleTextOutput> = defineTool({
  name: "test_simple_text",
  title: "A line of text",
  description: "A line of text.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {},
    additionalProperties: false,
  },
  operation: { method: "GET", path: "/greeting", parameters: [], responses: { "200": ["text/plain"] } },
});

/** Arguments of `test_streaming_elicitation`: GET /survey */
export interface TestStreamingElicitationInput {
  [key: string]: never;
}

/** Answer of `test_streaming_elicitation`. */
export type TestStreamingElicitationOutput = string;

export const testStreamingElicitation: Tool<TestStreamingElicitationInput, TestStreamingElicitationOutput> = defineTool(
  {
    name: "test_streaming_elicitation",
    title: "A call during which a server must send no request of its own",
    description: "A call during which a server must send no request of its own.",
    service: "fixtures",
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    scopes: [["fixtures:read"]],
    inputSchema: {
      type: "object",
      properties: {},
      additionalProperties: false,
    },
    operation: { method: "GET", path: "/survey", parameters: [], responses: { "200": ["text/plain"] } },
  },
);

/** Arguments of `test_x_mcp_header`: GET /regions/{region} */
export interface TestXMcpHeaderInput {
  region: string;
}

/** Answer of `test_x_mcp_header`. */
export interface TestXMcpHeaderOutput {
  region: string;
}

export const testXMcpHeader: Tool<TestXMcpHeaderInput, TestXMcpHeaderOutput> = defineTool({
  name: "test_x_mcp_header",
  title: "An argument that the document would mirror in a header",
  description:
    "An argument that the document would mirror in a header.\n`x-mcp-header` is MCP's word inside a tool's schema, not OpenAPI's: a document cannot bring it in, so the server has no header to compare.",
  service: "fixtures",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["fixtures:read"]],
  inputSchema: {
    type: "object",
    properties: {
      region: { type: "string" },
    },
    required: ["region"],
    additionalProperties: false,
  },
  operation: {
    method: "GET",
    path: "/regions/{region}",
    parameters: [{ argument: "region", name: "region", in: "path", style: "simple", explode: false }],
    responses: { "200": ["application/json"] },
  },
});

/** The tools of this service, by name: their argument and answer types. */
export interface FixturesTypes {
  json_schema_2020_12_tool: { input: JsonSchema202012ToolInput; output: JsonSchema202012ToolOutput };
  test_audio_content: { input: TestAudioContentInput; output: TestAudioContentOutput };
  test_embedded_resource: { input: TestEmbeddedResourceInput; output: TestEmbeddedResourceOutput };
  test_error_handling: { input: TestErrorHandlingInput; output: TestErrorHandlingOutput };
  test_image_content: { input: TestImageContentInput; output: TestImageContentOutput };
  test_input_required_result_elicitation: {
    input: TestInputRequiredResultElicitationInput;
    output: TestInputRequiredResultElicitationOutput;
  };
  test_input_required_result_tampered_state: {
    input: TestInputRequiredResultTamperedStateInput;
    output: TestInputRequiredResultTamperedStateOutput;
  };
  test_logging_tool: { input: TestLoggingToolInput; output: TestLoggingToolOutput };
  test_multiple_content_types: { input: TestMultipleContentTypesInput; output: TestMultipleContentTypesOutput };
  test_simple_text: { input: TestSimpleTextInput; output: TestSimpleTextOutput };
  test_streaming_elicitation: { input: TestStreamingElicitationInput; output: TestStreamingElicitationOutput };
  test_x_mcp_header: { input: TestXMcpHeaderInput; output: TestXMcpHeaderOutput };
}

export const fixturesTools: readonly Tool[] = [
  jsonSchema202012Tool,
  testAudioContent,
  testEmbeddedResource,
  testErrorHandling,
  testImageContent,
  testInputRequiredResultElicitation,
  testInputRequiredResultTamperedState,
  testLoggingTool,
  testMultipleContentTypes,
  testSimpleText,
  testStreamingElicitation,
  testXMcpHeader,
];
