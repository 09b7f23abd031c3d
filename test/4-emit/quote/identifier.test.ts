import fc from "fast-check";
import { expect, it, test } from "vitest";
import {
  camelCase,
  distinctName,
  isReservedWord,
  pascalCase,
  snakeCase,
} from "../../../generator/4-emit/quote/identifier.ts";
import { nastyText } from "./nasty-text.ts";

test.each([
  ["list berths", "ListBerths", "listBerths", "list_berths"],
  ["listHTTPServers", "ListHttpServers", "listHttpServers", "list_http_servers"],
  ["get_berth-by/ID2", "GetBerthById2", "getBerthById2", "get_berth_by_id2"],
  ["Crème Brûlée", "CremeBrulee", "cremeBrulee", "creme_brulee"],
  ["2fa", "_2fa", "_2fa", "_2fa"],
  ["delete", "Delete", "delete_", "delete_"],
  ["record", "Record_", "record", "record"],
  ["constructor", "Constructor", "constructor_", "constructor_"],
  ["toString", "ToString", "toString_", "to_string"],
  ["__proto__", "Proto", "proto", "proto"],
  ["日本語", "Unnamed", "unnamed", "unnamed"],
  ["", "Unnamed", "unnamed", "unnamed"],
  [`x"; CANARY_7f3a(); "`, "XCanary7f3a", "xCanary7f3a", "x_canary_7f3a"],
])("%j", (text, pascal, camel, snake) => {
  expect([pascalCase(text), camelCase(text), snakeCase(text)]).toEqual([pascal, camel, snake]);
});

test("the caller names what has no name", () => {
  expect(pascalCase("!", "Tag")).toBe("Tag");
});

test("distinctName counts up", () => {
  expect(distinctName("a", new Set())).toBe("a");
  expect(distinctName("a", new Set(["a", "a2"]))).toBe("a3");
});

it("is an ASCII identifier that means nothing else", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      for (const name of [pascalCase(text), camelCase(text), snakeCase(text)]) {
        expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/u);
        expect(isReservedWord(name)).toBe(false);
        expect(name in {}).toBe(false);
      }
    }),
  );
});
