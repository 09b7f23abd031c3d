import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadDocument } from "../../generator/1-spec/load.ts";
import { GeneratorError } from "../../generator/errors.ts";

let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "slipway-load-")));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | object): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const minimal = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {} };

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => "nothing was thrown",
    (thrown: unknown) => thrown,
  );
  return error instanceof GeneratorError ? error.code : String(error);
}

describe("formats and versions", () => {
  test("JSON and YAML give the same document", async () => {
    const json = await loadDocument(write("a.json", minimal));
    const yaml = await loadDocument(write("a.yaml", "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n"));
    expect(yaml.root.value).toEqual(json.root.value);
    expect([json.root.format, yaml.root.format, json.dialect]).toEqual(["json", "yaml", "3.1"]);
  });

  test("a version that YAML reads as a number is no reason to refuse", async () => {
    const document = await loadDocument(
      write("a.yaml", "openapi: 3.0.3\ninfo: { title: T, version: 1.0 }\npaths: {}\n"),
    );
    expect(document.dialect).toBe("3.0");
  });

  test.each([
    ["a list", "[1]", "document-unparsable"],
    ["text", "just text", "document-unparsable"],
    ["broken JSON", '{"openapi": ', "document-unparsable"],
    ["no version", "{}", "document-unsupported"],
    ["Swagger 1.2", '{"swaggerVersion":"1.2","apis":[]}', "document-unsupported"],
    ["OpenAPI 4", '{"openapi":"4.0.0","paths":{}}', "document-unsupported"],
    ["an overlay", '{"overlay":"1.0.0","actions":[]}', "document-unsupported"],
  ])("%s is refused with its own code", async (_, text, code) => {
    expect(await codeOf(loadDocument(write("a.json", text)))).toBe(code);
  });

  test.each([
    [
      "an HTML page",
      "<!DOCTYPE html>\n<html><title>Swagger UI</title></html>",
      "an HTML page, not an OpenAPI document",
    ],
    ["an empty file", "", "not an OpenAPI document: it is empty."],
    ["a list", "[1]", "not an OpenAPI document: it is a list."],
    ["text", "just text", "not an OpenAPI document: it is plain text."],
  ])("%s: the message says what was found", async (_, text, message) => {
    await expect(loadDocument(write("a.json", text))).rejects.toThrow(`a.json: ${message}`);
  });

  test("a folder, an address of another kind and a server that is gone: what to name instead, or why", async () => {
    await expect(loadDocument(folder)).rejects.toThrow("cannot be read: it is a folder; name the file in it.");
    await expect(loadDocument("ftp://host/a.json")).rejects.toThrow("a document is a file or an https address");
    const server = createServer();
    await new Promise<void>((listening) => void server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    await expect(loadDocument(`https://127.0.0.1:${port}/a.json`)).rejects.toThrow(
      `a.json: cannot be read: connect ECONNREFUSED 127.0.0.1:${port}.`,
    );
  });

  test("a missing file is named", async () => {
    await expect(loadDocument(join(folder, "none.yaml"))).rejects.toThrow(
      "none.yaml: cannot be read: there is no such file.",
    );
  });
});

describe("references to other files", () => {
  test("are read inside the document's folder, at any depth", async () => {
    write("parts/schema.yaml", "type: string\n");
    const document = await loadDocument(
      write("a.json", { ...minimal, components: { schemas: { A: { $ref: "parts/schema.yaml" } } } }),
    );
    const url = pathToFileURL(join(folder, "parts/schema.yaml")).href;
    expect(document.files.get(url)).toMatchObject({ name: "parts/schema.yaml", value: { type: "string" } });
  });

  test("are refused outside of it, also through a symbolic link, and allowed by refRoot", async () => {
    write("outside.json", { type: "string" });
    const spec = write("api/a.json", {
      ...minimal,
      components: { schemas: { A: { $ref: "../outside.json" }, B: { $ref: "link.json" } } },
    });
    symlinkSync(join(folder, "outside.json"), join(folder, "api/link.json"));
    const refused = await loadDocument(spec);
    const reason = "it is outside the document's folder; --ref-root DIR allows a wider one";
    expect([...refused.refused.values()]).toEqual([reason, reason]);
    expect([...refused.files.keys()]).toEqual([pathToFileURL(spec).href]);
    const allowed = await loadDocument(spec, { refRoot: folder });
    expect(allowed.refused.size).toBe(0);
    expect(allowed.files.size).toBe(3);
  });

  test("never reach the network: the refusal comes before any connection", async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end("{}"));
    server.on("connection", () => connections++);
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/schema.json`;
    const document = await loadDocument(
      write("a.json", { ...minimal, components: { schemas: { A: { $ref: `${url}#/a` } } } }),
    );
    expect([...document.refused]).toEqual([[url, "references to other hosts are followed over https only"]]);
    expect(connections).toBe(0);
    await new Promise((done) => server.close(done));
  });

  test("a file that is not there costs only what needs it", async () => {
    const document = await loadDocument(
      write("a.json", { ...minimal, components: { schemas: { A: { $ref: "none.json" } } } }),
    );
    expect([...document.refused.values()]).toEqual(["there is no such file"]);
  });

  test("/etc/passwd is not embedded", async () => {
    const document = await loadDocument(write("a.json", { ...minimal, info: { $ref: "file:///etc/passwd" } }));
    expect([...document.files.values()].map(({ text }) => text).join("")).not.toContain("root:");
  });
});

describe("limits", () => {
  test("nesting", async () => {
    const deep = `${'{"a":'.repeat(500)}1${"}".repeat(500)}`;
    const text = `{"openapi":"3.1.0","paths":{},"x-deep":${deep}}`;
    expect(await codeOf(loadDocument(write("a.json", text)))).toBe("document-too-large");
  });

  test("YAML aliases that multiply are refused in well under two seconds", async () => {
    const lines = ["x0: &a0 [1,1,1,1,1,1,1,1,1,1]"];
    for (let i = 1; i < 12; i++)
      lines.push(`x${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(",")}]`);
    const started = performance.now();
    expect(await codeOf(loadDocument(write("a.yaml", `openapi: 3.1.0\npaths: {}\n${lines.join("\n")}\n`)))).toBe(
      "document-too-large",
    );
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("plain http beyond loopback is refused before any connection", async () => {
    expect(await codeOf(loadDocument("http://192.0.2.1/openapi.json"))).toBe("bad-usage");
  });
});

test("a document at a URL is read, its redirects are not followed", async () => {
  const server = createServer((request, response) => {
    if (request.url === "/moved") response.writeHead(302, { location: "/openapi.json" }).end();
    else response.end(JSON.stringify(minimal));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const document = await loadDocument(`http://127.0.0.1:${port}/openapi.json`);
  expect(document.root.value).toEqual(minimal);
  expect(await codeOf(loadDocument(`http://127.0.0.1:${port}/moved`))).toBe("document-unreadable");
  await new Promise((done) => server.close(done));
});
