import { describe, expect, it } from "vitest";
import { refusalToRead } from "../../generator/doctor/address-rules.ts";

const elsewhere = "https://mcp.example.com/mcp";
const here = "http://127.0.0.1:3000/mcp";

describe("refusalToRead", () => {
  it.each([
    ["https://login.example.com/x", elsewhere, ""],
    ["https://10.0.0.5/x", elsewhere, ""],
    ["http://127.0.0.1:9000/x", here, ""],
    ["http://[::1]:9000/x", here, ""],
    ["https://login.example.com/x", here, ""],
    ["http://mcp.example.com/x", "http://mcp.example.com/mcp", ""],
    ["http://login.example.com/x", elsewhere, "it is not https"],
    ["http://login.example.com/x", here, "it is not https"],
    ["https://localhost/x", elsewhere, "it leads from a server elsewhere to this machine"],
    ["http://127.8.9.1/x", elsewhere, "it leads from a server elsewhere to this machine"],
    ["http://2130706433/x", elsewhere, "it leads from a server elsewhere to this machine"],
    ["https://169.254.169.254/x", elsewhere, "it leads to a link-local address"],
    ["https://169.254.169.254/x", here, "it leads to a link-local address"],
    ["https://0.0.0.0/x", elsewhere, "it leads to a link-local address"],
    ["https://ana:pw@login.example.com/x", elsewhere, "it holds a user name or password"],
    ["https://ana:pw@mcp.example.com/x", elsewhere, "it holds a user name or password"],
    ["file:///etc/passwd", elsewhere, "it is neither https nor http"],
    ["/relative", elsewhere, "it is not a URL"],
  ])("%s, named by %s", (url, endpoint, want) => {
    expect(refusalToRead(URL.parse(url), new URL(endpoint))).toBe(want);
  });
});
