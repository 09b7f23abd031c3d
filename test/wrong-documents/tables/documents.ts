import type { WrongDocument } from "../judge.ts";
import { documentWith, good } from "./document.ts";

/** The document as a whole: info, servers, tags, what is missing. */
export const documents: readonly WrongDocument[] = [
  {
    wrong: "no paths",
    given: { openapi: "3.1.0", info: { title: "T", version: "1" } },
    tools: [],
    found: ["warning no-operations "],
  },
  { wrong: "empty paths", given: documentWith({}), tools: [], found: ["warning no-operations /paths"] },
  {
    wrong: "webhooks only",
    given: { openapi: "3.1.0", info: { title: "T", version: "1" }, webhooks: { paid: { post: {} } } },
    tools: [],
    found: ["warning no-operations "],
  },
  {
    wrong: "paths is null",
    given: documentWith(null),
    tools: [],
    found: ["warning wrong-type /paths", "warning no-operations /paths"],
  },
  {
    wrong: "paths is a list",
    given: documentWith([{ get: {} }]),
    tools: [],
    found: ["warning wrong-type /paths", "warning no-operations /paths"],
  },
  {
    wrong: "info missing",
    given: { openapi: "3.1.0", paths: good },
    tools: ["GET /good"],
    found: ["warning info-incomplete "],
  },
  {
    wrong: "info is null",
    given: { openapi: "3.1.0", info: null, paths: good },
    tools: ["GET /good"],
    found: ["warning info-incomplete /info", "warning wrong-type /info"],
  },
  {
    wrong: "info without a title",
    given: documentWith(good, { info: { version: "1" } }),
    tools: ["GET /good"],
    found: ["warning info-incomplete /info"],
  },
  {
    wrong: "version and title are numbers",
    given: documentWith(good, { info: { title: 5, version: 1.5 } }),
    tools: ["GET /good"],
    found: ["warning wrong-type /info/title", "warning wrong-type /info/version"],
  },
  {
    wrong: "description of info is a list",
    given: documentWith(good, { info: { title: "T", version: "1", description: ["a"] } }),
    tools: ["GET /good"],
    found: ["warning wrong-type /info/description"],
  },
  {
    wrong: "tags of the document are text",
    given: documentWith(good, { tags: ["berths", null] }),
    tools: ["GET /good"],
    found: ["warning wrong-type /tags/0", "warning wrong-type /tags/1"],
  },
  {
    wrong: "servers is null",
    given: documentWith(good, { servers: null }),
    tools: ["GET /good"],
    found: ["warning wrong-type /servers"],
  },
  {
    wrong: "servers is one server",
    given: documentWith(good, { servers: { url: "https://api.example" } }),
    tools: ["GET /good"],
    found: ["warning wrong-type /servers"],
  },
  {
    wrong: "a server is text, one has no URL, one has null",
    given: documentWith(good, { servers: ["https://api.example", {}, { url: null }] }),
    tools: ["GET /good"],
    found: ["warning wrong-type /servers/0", "warning server-unusable /servers/1", "info wrong-type /servers/2/url"],
  },
  {
    wrong: "a server's URL is no URL, or not one for requests",
    given: documentWith(good, { servers: [{ url: "https://[broken" }, { url: "ftp://files.example" }] }),
    tools: ["GET /good"],
    found: ["warning server-unusable /servers/0/url", "warning server-unusable /servers/1/url"],
  },
  {
    wrong: "a server's variable is not declared",
    given: documentWith(good, { servers: [{ url: "https://{region}.example" }] }),
    tools: ["GET /good"],
    found: ["info server-variable-unresolved /servers/0/url"],
  },
  {
    wrong: "a server's variables are a list, a default is a number",
    given: documentWith(good, {
      servers: [
        { url: "https://{region}.example", variables: ["region"] },
        { url: "https://api.example:{port}", variables: { port: { default: 8080 } } },
      ],
    }),
    tools: ["GET /good"],
    found: [
      "warning wrong-type /servers/0/variables",
      "info server-variable-unresolved /servers/0/url",
      "warning wrong-type /servers/1/variables/port/default",
    ],
  },
  {
    wrong: "components is text",
    given: documentWith(good, { components: "none" }),
    tools: ["GET /good"],
    found: ["warning wrong-type /components"],
  },
  {
    wrong: "components.schemas is a list",
    given: documentWith(good, { components: { schemas: [] } }),
    tools: ["GET /good"],
    found: ["warning wrong-type /components/schemas"],
  },
  {
    wrong: "extensions hold anything",
    given: documentWith(
      { ...good, "x-path": [null] },
      { "x-root": null, "x-paths": { get: 5 }, info: { title: "T", version: "1", "x-logo": [[]] } },
    ),
    tools: ["GET /good"],
    found: [],
  },
];

/** Documents that cannot be read at all, and the error's code. */
export const refusedDocuments: readonly { wrong: string; given: object | string; code: string }[] = [
  { wrong: "an empty file", given: "", code: "document-unparsable" },
  { wrong: "a comment", given: "# nothing\n", code: "document-unparsable" },
  { wrong: "an empty object", given: {}, code: "document-unsupported" },
  { wrong: "a list", given: [], code: "document-unparsable" },
  { wrong: "text", given: "hello", code: "document-unparsable" },
  { wrong: "broken YAML", given: "openapi: 3.1.0\npaths: [", code: "document-unparsable" },
  { wrong: "a version that is none", given: { openapi: "latest", paths: {} }, code: "document-unsupported" },
  { wrong: "a version that is null", given: { openapi: null, paths: {} }, code: "document-unsupported" },
  { wrong: "an alias of itself", given: "openapi: 3.1.0\npaths: &a\n  /b: *a\n", code: "document-too-large" },
];
