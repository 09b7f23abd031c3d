import { expect, it } from "vitest";
import { versionOf } from "../../generator/1-spec/document-version.ts";
import { GeneratorError } from "../../generator/errors.ts";

it.each([
  [{ openapi: "3.0.0" }, "3.0"],
  [{ openapi: "3.0.4" }, "3.0"],
  [{ openapi: "3.0.0-rc2" }, "3.0"],
  [{ openapi: 3 }, "3.0"],
  [{ openapi: "3.1" }, "3.1"],
  [{ openapi: 3.1 }, "3.1"],
  [{ openapi: " 3.1.2 " }, "3.1"],
  [{ openapi: "3.2.0" }, "3.2"],
  [{ openapi: 3.2 }, "3.2"],
  [{ swagger: "2.0" }, "2.0"],
  [{ swagger: 2 }, "2.0"],
  [{ swagger: "2" }, "2.0"],
  [{ swagger: "2.0", openapi: "3.0.0" }, "3.0"],
])("%j is %s", (root, want) => {
  expect(versionOf(root, "a.yaml")).toBe(want);
});

it.each([
  [{}, "a document without an `openapi` field"],
  [{ openapi: "3.3.0" }, "OpenAPI 3.3.0"],
  [{ openapi: "3.10.0" }, "OpenAPI 3.10.0"],
  [{ openapi: 4 }, "OpenAPI 4.0"],
  [{ openapi: null }, "OpenAPI null"],
  [{ openapi: { a: 1 } }, 'OpenAPI {"a":1}'],
  [{ swagger: "3.0.0" }, "Swagger 3.0.0"],
  [{ swaggerVersion: "1.2" }, "Swagger 1.2"],
  [{ overlay: "1.0.0" }, "an overlay, which is given with --overlay beside the document that it changes,"],
])("%j is refused", (root, found) => {
  const rest = "cannot be read. Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can; convert the document to one of them.";
  expect(() => versionOf(root, "a.yaml")).toThrow(
    new GeneratorError("document-unsupported", `a.yaml: ${found} ${rest}`),
  );
});
