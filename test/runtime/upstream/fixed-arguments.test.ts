import { expect, test } from "vitest";
import type { OperationDefinition } from "../../../templates/src/runtime/surface-types.ts";
import { buildRequest } from "../../../templates/src/runtime/upstream/build-request.ts";

const targets = { apiBaseUrl: new URL("https://api.example.com"), origins: new Map<string, URL>(), maxFileBytes: 16 };

const operation: OperationDefinition = {
  method: "POST",
  path: "/t/{tenant}/things",
  parameters: [
    { argument: "where", name: "tenant", in: "path", style: "simple", explode: false },
    { argument: "limit", name: "limit", in: "query", style: "form", explode: true },
    { argument: "X-Region", name: "X-Region", in: "header", style: "simple", explode: false },
  ],
  fixed: { limit: [1, 2], "X-Region": "eu", origin: "agent" },
  body: {
    mediaType: "application/json",
    format: "json",
    required: true,
    from: "properties",
    properties: ["name", "source", "constructor"],
    arguments: { source: "origin", name: "title" },
  },
  responses: {},
};

test("what is fixed is always sent, whatever else is given; renamed arguments keep their names on the wire", () => {
  for (const given of [
    { where: "a", title: "T" },
    { where: "a", title: "T", limit: 9, "X-Region": "us", origin: "me", name: "N", source: "S" },
  ]) {
    const { url, headers, body } = buildRequest(operation, given, targets);
    expect({ url: url.href, region: headers.get("x-region"), body }).toEqual({
      url: "https://api.example.com/t/a/things?limit=1&limit=2",
      region: "eu",
      body: '{"name":"T","source":"agent"}',
    });
  }
});
