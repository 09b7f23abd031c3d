import { readFileSync } from "node:fs";
import { Validator } from "@cfworker/json-schema";
import { expect, it } from "vitest";
import { configJsonSchema } from "../../generator/config/config-schema.ts";

const file = new URL("../../generator/config.schema.json", import.meta.url);

it("is what generator/config.schema.json holds; `npm run regenerate` writes it", () => {
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
});

it.each([
  [{ $schema: "./config.schema.json", spec: "a.yaml", services: { exclude: ["b"] } }, true],
  [{ $schema: "./config.schema.json", projects: { a: { spec: "a.yaml" } } }, true],
  [{ spec: "a.yaml", servces: {} }, false],
  [{ projects: { a: { spec: 1 } } }, false],
])("judges %j in an editor as the loader does", (config, want) => {
  expect(new Validator(configJsonSchema(), "2020-12").validate(config).valid).toBe(want);
});
