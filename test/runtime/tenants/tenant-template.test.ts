import { expect, test } from "vitest";
import { fillTemplate, templateProblem } from "../../../templates/src/runtime/tenants/tenant-template.ts";

const whole = "must hold {tenant} as a whole label of its host or a whole segment of its path";
const domain = "must name your own domain behind {tenant}, like https://{tenant}.auth.example.com";
const others = "may hold the placeholder {tenant}, and no other";

test.each([
  "https://auth.example.com",
  "https://auth.example.com/{tenant}",
  "https://{tenant}.auth.example.com",
  "https://{tenant}.example.com",
  "https://{tenant}.example.com:8443/",
  "https://login.{tenant}.example.com/{tenant}/v2.0",
  "https://kc.example.com/realms/{tenant}",
  "https://kc.example.com/realms/{tenant}/",
  "http://127.0.0.1:9000/{tenant}",
  "http://localhost:9000/{tenant}",
])("an address may be %s", (template) => {
  expect(templateProblem(template, "address")).toBeUndefined();
});

test.each([
  ["{tenant}", whole],
  ["{tenant}://auth.example.com", whole],
  ["{tenant}s://auth.example.com", whole],
  ["ftp://{tenant}.example.com", whole],
  ["https://{tenant}", domain],
  ["https://{tenant}.com", domain],
  ["https://example.{tenant}", domain],
  ["https://auth.example.{tenant}/x", domain],
  ["https://{tenant}.0.0.1", domain],
  ["https://10.0.0.{tenant}", domain],
  ["https://x{tenant}.example.com", whole],
  ["https://xn--{tenant}.example.com", whole],
  ["https://{tenant}example.com", whole],
  ["https://{tenant}-auth.example.com", whole],
  ["https://auth.example.com:{tenant}/", whole],
  ["https://auth.example.com:84{tenant}/", whole],
  ["https://{tenant}@auth.example.com/", whole],
  ["https://{tenant}:x@auth.example.com/", whole],
  ["https://user@{tenant}.example.com/", whole],
  ["https://[{tenant}::1]/", whole],
  ["https://auth.example.com/{tenant}x", whole],
  ["https://auth.example.com/a-{tenant}", whole],
  ["https://auth.example.com/?t={tenant}", whole],
  ["https://auth.example.com/#{tenant}", whole],
  ["https://auth.example.com\\{tenant}/", whole],
  ["https://auth.example.com/a\\{tenant}", whole],
  ["https:{tenant}.example.com", whole],
  ["https:///{tenant}.example.com", whole],
  ["https://{tenant}.{other}.example.com", others],
  ["https://{Tenant}.example.com", others],
  ["https://{{tenant}}.example.com", others],
  ["https://{tenant.example.com", others],
])("an address may not be %s: it %s", (template, want) => {
  expect(templateProblem(template, "address")).toBe(want);
});

test.each([
  ["api://{tenant}", undefined],
  ["pets-{tenant}", undefined],
  ["urn:example:{tenant}:pets", undefined],
  ["pets", undefined],
  ["{tenant}://pets", "must not hold {tenant} in its scheme"],
  ["pets-{other}", others],
])("a name %s: %s", (template, want) => {
  expect(templateProblem(template, "name")).toBe(want);
});

test("a name is put into every place, and is no replacement pattern", () => {
  expect(fillTemplate("https://{tenant}.example.com/{tenant}", "acme")).toBe("https://acme.example.com/acme");
});
