import type { WrongDocument } from "../judge.ts";
import { bothGet, bothPost, withGet, withPost } from "./document.ts";

const body = (requestBody: unknown): object => withPost({ requestBody });
const at = "/paths/~1a/post/requestBody";

/** Request Bodies and Media Types. */
export const bodies: readonly WrongDocument[] = [
  { wrong: "requestBody is null", given: body(null), tools: bothPost, found: [`warning wrong-type ${at}`] },
  { wrong: "requestBody is text", given: body("json"), tools: bothPost, found: [`warning wrong-type ${at}`] },
  {
    wrong: "a multipart body that is bytes, not an object of parts",
    given: body({ content: { "multipart/form-data": { schema: { type: "string", format: "binary" } } } }),
    tools: bothPost,
    found: [`warning multipart-not-an-object ${at}/content/multipart~1form-data/schema`],
    repaired: { "POST /a": { operation: { body: { format: "multipart", parts: { file: { kind: "file" } } } } } },
  },
  {
    wrong: "requestBody without content",
    given: body({}),
    tools: bothPost,
    found: [`warning body-without-content ${at}`],
  },
  {
    wrong: "requestBody with empty content",
    given: body({ content: {} }),
    tools: bothPost,
    found: [`warning body-without-content ${at}`],
  },
  {
    wrong: "content is null",
    given: body({ content: null }),
    tools: bothPost,
    found: [`warning wrong-type ${at}/content`, `warning body-without-content ${at}`],
  },
  {
    wrong: "content is a list",
    given: body({ content: [{ schema: {} }] }),
    tools: bothPost,
    found: [`warning wrong-type ${at}/content`, `warning body-without-content ${at}`],
  },
  {
    wrong: "a media type that is none",
    given: body({ content: { json: { schema: {} }, "application/json": { schema: { type: "string" } } } }),
    tools: bothPost,
    found: [`warning media-type-unreadable ${at}/content/json`],
    repaired: { "POST /a": { operation: { body: { mediaType: "application/json" } } } },
  },
  {
    wrong: "a Media Type Object that is null",
    given: body({ content: { "application/json": null } }),
    tools: bothPost,
    found: [`warning body-without-content ${at}`, `warning wrong-type ${at}/content/application~1json`],
  },
  {
    wrong: "a schema that is null",
    given: body({ content: { "application/json": { schema: null } } }),
    tools: bothPost,
    found: [`warning schema-not-an-object ${at}/content/application~1json/schema`],
    repaired: { "POST /a": { operation: { body: { from: "argument" } } } },
  },
  {
    wrong: "required as text",
    given: body({ required: "true", content: { "application/json": { schema: { type: "string" } } } }),
    tools: bothPost,
    found: [`warning wrong-type ${at}/required`],
    repaired: { "POST /a": { inputSchema: { required: ["body"] } } },
  },
  {
    wrong: "a body with GET",
    given: withGet({
      requestBody: {
        content: { "application/json": { schema: { type: "object", properties: { a: { type: "string" } } } } },
      },
    }),
    tools: bothGet,
    found: ["info body-not-sent /paths/~1a/get/requestBody"],
  },
  {
    wrong: "a body with GET whose schema has no properties",
    given: withGet({
      requestBody: { content: { "application/json": { schema: { type: "object", properties: {} } } } },
    }),
    tools: bothGet,
    found: [],
  },
  {
    wrong: "a body with GET that says nothing",
    given: withGet({ requestBody: { content: {} } }),
    tools: bothGet,
    found: ["warning body-without-content /paths/~1a/get/requestBody"],
  },
  {
    wrong: "encodings of properties that are not there, and one that is null",
    given: body({
      content: {
        "multipart/form-data": {
          schema: { type: "object", properties: { a: { type: "string" } } },
          encoding: { b: { contentType: "text/plain" }, a: null },
        },
      },
    }),
    tools: bothPost,
    found: [
      `info encoding-of-nothing ${at}/content/multipart~1form-data/encoding/b`,
      `warning wrong-type ${at}/content/multipart~1form-data/encoding/a`,
    ],
  },
  {
    wrong: "an encoding's fields of wrong types",
    given: body({
      content: {
        "application/x-www-form-urlencoded": {
          schema: { type: "object", properties: { a: { type: "array", items: { type: "string" } } } },
          encoding: { a: { explode: "true", contentType: 5, style: "matrix" } },
        },
      },
    }),
    tools: bothPost,
    found: [
      `warning wrong-type ${at}/content/application~1x-www-form-urlencoded/encoding/a/explode`,
      `warning wrong-type ${at}/content/application~1x-www-form-urlencoded/encoding/a/contentType`,
    ],
  },
  {
    wrong: "a form that is no object",
    given: body({ content: { "multipart/form-data": { schema: { type: "string" } } } }),
    tools: bothPost,
    found: [`warning multipart-not-an-object ${at}/content/multipart~1form-data/schema`],
  },
];
