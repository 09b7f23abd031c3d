import { describe, expect, it } from "vitest";
import { createRedaction } from "../../generator/doctor/redact.ts";

const jwt = "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbmEifQ.c2lnbmF0dXJlLW9mLWEtdG9rZW4";

describe("createRedaction", () => {
  it.each([
    ["a whole token", `said: ${jwt}!`, "said: [hidden]!"],
    ["a part of it", "claims eyJzdWIiOiJhbmEifQ", "claims [hidden]"],
    ["another JWT", "got eyJhbGciOiJub25lIn0.eyJzdWIiOiJiZW4ifQ.", "got [hidden]"],
    ["a secret as it stands in a URL", "/cb?code=a%2Fb%2Bcdefgh", "/cb?code=[hidden]"],
    [
      "a host name with dots",
      "https://resource-server.application-name.internal",
      "https://resource-server.application-name.internal",
    ],
    ["nothing", "status 401", "status 401"],
  ])("hides %s", (_, text, want) => {
    expect(createRedaction([jwt, "a/b+cdefgh"])(text)).toBe(want);
  });
});
