import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ExitCode, run } from "../../generator/cli/run.ts";
import { inspect } from "../../generator/inspect.ts";
import type { InspectResult } from "../../generator/inspect-result.ts";
import type { ToolOptions } from "../../generator/options.ts";
import { fakeIo } from "../cli/fake-io.ts";
import { fakeWork } from "../cli/fake-work.ts";

const cwd = import.meta.dirname;

async function slipway(argv: readonly string[], columns = 80): Promise<{ code: ExitCode; out: string; err: string }> {
  const io = fakeIo({ cwd, columns });
  const code = await run(["inspect", ...argv], io, fakeWork({ inspect }));
  return { code, ...io.said };
}

describe("the overview", () => {
  test("80 columns", async () => {
    const { code, out } = await slipway([]);
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "Marina API 2.0.0: 9 operations, 5 tools, 3 left out, 1 lost

        tool                  effect       tokens  scopes
          operation
      berths  302 tokens
        add_berth             additive         73  berths:write or 1 more
          POST   /berths
          name: tools.rules[1] of the config
          hint destructiveHint false: tools.rules[0] of the config
          content type application/json: preferred among
            application/x-www-form-urlencoded, application/json
          argument X-Tenant fixed to "eu": \`x-mcp\` of the document (marina.yaml:7:5)
          argument origin fixed to "agent": tools.rules[1] of the config
        get_berth             read-only        75  berths:read or 1 more
          GET    /berths/{berthId}
          a tool: \`x-mcp\` of the operation (marina.yaml:46:7)
          scopes berths:read or marina:read: \`x-mcp\` of the operation, least
            privilege first: it opens no other write, marina:read 4
            (marina.yaml:46:31)
        list_berths_3030ce81  read-only        75  marina:read
          POST   /berths/search
          name: operationId; carries a hash, because GET /berths has the name too
          hint readOnlyHint true: \`x-mcp\` of the operation (marina.yaml:54:7)
          hint destructiveHint false: tools.rules[0] of the config
          findings: operation-id-clash, x-mcp-unknown-key
        list_berths_f87202df  read-only        79  marina:read
          GET    /berths
          name: operationId; carries a hash, because POST /berths/search has the
            name too
          title: \`x-mcp\` of the operation (marina.yaml:18:9)
          argument X-Tenant fixed to "eu": \`x-mcp\` of the document (marina.yaml:7:5)
          argument query called query instead of q: \`x-mcp\` of the operation
            (marina.yaml:20:11)
          argument query described anew: \`x-mcp\` of the operation
            (marina.yaml:20:11)
          argument debug hidden, never sent: \`x-mcp\` of the operation
            (marina.yaml:21:11)
          findings: operation-id-clash
        DELETE /berths/{berthId} left out: \`x-mcp\` of the path (marina.yaml:39:5)

      invoices
        2 operations left out: the service is in the excluded-services list

      photos  171 tokens
        upload_photo          destructive     171  marina:read
          POST   /photos
          origin uploads_marina_example: servers: https://uploads.marina.example
        PUT /photos lost: the value that \`x-mcp\` of the operation gives "size"
            does not fit its schema: Instance type "string" is invalid. Expected
            "integer". (marina.yaml:68:30)

      Tokens (o200k): tools/list costs 477; most of them
        171  upload_photo
         79  list_berths_f87202df
         75  get_berth
         75  list_berths_3030ce81
         73  add_berth

      Scopes
        berths:read   1 tool: get_berth
        berths:write  1 tool: add_berth
        marina:read   3 tools: list_berths_3030ce81, list_berths_f87202df,
                      upload_photo
        The first 401 asks for berths:read marina:read (baseline read).

      Origins besides API_BASE_URL
        uploads_marina_example  https://uploads.marina.example, 1 tool: upload_photo

      Upstream: forward
        The caller's verified token goes unchanged to API_BASE_URL.

      Where no cause is given, the name is the operationId or method and path, the
      effect follows from the method, and the scopes from \`security\`. --tool NAME and
      --scope NAME say everything about one.
      "
    `);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("140 columns", async () => {
    const { out } = await slipway([], 140);
    expect(out).toMatchInlineSnapshot(`
      "Marina API 2.0.0: 9 operations, 5 tools, 3 left out, 1 lost

        tool                  operation                 effect       tokens  scopes
      berths  302 tokens
        add_berth             POST   /berths            additive         73  berths:write or 1 more
          name: tools.rules[1] of the config
          hint destructiveHint false: tools.rules[0] of the config
          content type application/json: preferred among application/x-www-form-urlencoded, application/json
          argument X-Tenant fixed to "eu": \`x-mcp\` of the document (marina.yaml:7:5)
          argument origin fixed to "agent": tools.rules[1] of the config
        get_berth             GET    /berths/{berthId}  read-only        75  berths:read or 1 more
          a tool: \`x-mcp\` of the operation (marina.yaml:46:7)
          scopes berths:read or marina:read: \`x-mcp\` of the operation, least privilege first: it opens no other write, marina:read 4
            (marina.yaml:46:31)
        list_berths_3030ce81  POST   /berths/search     read-only        75  marina:read
          name: operationId; carries a hash, because GET /berths has the name too
          hint readOnlyHint true: \`x-mcp\` of the operation (marina.yaml:54:7)
          hint destructiveHint false: tools.rules[0] of the config
          findings: operation-id-clash, x-mcp-unknown-key
        list_berths_f87202df  GET    /berths            read-only        79  marina:read
          name: operationId; carries a hash, because POST /berths/search has the name too
          title: \`x-mcp\` of the operation (marina.yaml:18:9)
          argument X-Tenant fixed to "eu": \`x-mcp\` of the document (marina.yaml:7:5)
          argument query called query instead of q: \`x-mcp\` of the operation (marina.yaml:20:11)
          argument query described anew: \`x-mcp\` of the operation (marina.yaml:20:11)
          argument debug hidden, never sent: \`x-mcp\` of the operation (marina.yaml:21:11)
          findings: operation-id-clash
        DELETE /berths/{berthId} left out: \`x-mcp\` of the path (marina.yaml:39:5)

      invoices
        2 operations left out: the service is in the excluded-services list

      photos  171 tokens
        upload_photo          POST   /photos            destructive     171  marina:read
          origin uploads_marina_example: servers: https://uploads.marina.example
        PUT /photos lost: the value that \`x-mcp\` of the operation gives "size" does not fit its schema: Instance type "string" is invalid.
            Expected "integer". (marina.yaml:68:30)

      Tokens (o200k): tools/list costs 477; most of them
        171  upload_photo
         79  list_berths_f87202df
         75  get_berth
         75  list_berths_3030ce81
         73  add_berth

      Scopes
        berths:read   1 tool: get_berth
        berths:write  1 tool: add_berth
        marina:read   3 tools: list_berths_3030ce81, list_berths_f87202df, upload_photo
        The first 401 asks for berths:read marina:read (baseline read).

      Origins besides API_BASE_URL
        uploads_marina_example  https://uploads.marina.example, 1 tool: upload_photo

      Upstream: forward
        The caller's verified token goes unchanged to API_BASE_URL.

      Where no cause is given, the name is the operationId or method and path, the effect follows from the method, and the scopes from \`security\`.
      --tool NAME and --scope NAME say everything about one.
      "
    `);
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});

describe("one tool", () => {
  test("everything about it", async () => {
    expect((await slipway(["--tool", "add_berth"])).out).toMatchInlineSnapshot(`
      "add_berth
        operation    POST /berths
        operationId  createBerth
        service      berths
        place        marina.yaml:25:5

        Add berth
        POST /berths

      Decisions
        included     a tool
                     nothing leaves it out
        name         add_berth
                     tools.rules[1] of the config
        title        Add berth
                     words of the name, as there is no summary
        description  POST /berths
                     method and path, as there is neither summary nor description
        hints        readOnlyHint false, idempotentHint false, openWorldHint true
                     method POST
        hints        destructiveHint false
                     tools.rules[0] of the config
        scopes       berths:write or marina:admin
                     \`security\`, least privilege first: it opens as much as
                     marina:admin and comes first by name
        content type application/json
                     preferred among application/x-www-form-urlencoded,
                     application/json
        argument     X-Tenant: fixed to "eu"
                     \`x-mcp\` of the document (marina.yaml:7:5)
        argument     origin: fixed to "agent"
                     tools.rules[1] of the config

      Arguments
        X-Tenant  hidden, in header, always "eu"
        name      required, in body
        origin    hidden, in body, always "agent"
      "
    `);
  });

  test("one that is none: by the name it would have, or its operationId", async () => {
    const said = await slipway(["--tool", "delete_berth"]);
    expect(said.out).toMatchInlineSnapshot(`
      "delete_berth (left out)
        operation    DELETE /berths/{berthId}
        operationId  deleteBerth
        service      berths
        place        marina.yaml:47:5

      Decisions
        included     left out
                     \`x-mcp\` of the path (marina.yaml:39:5)
        name         delete_berth
                     operationId
      "
    `);
    expect(await slipway(["--tool", "deleteBerth"])).toEqual(said);
  });

  test("one that there is not", async () => {
    expect(await slipway(["--tool", "addberth"])).toEqual({
      code: 2,
      out: "",
      err: 'config: slipway.config.json\nerror: There is no tool "addberth", and no operation of that operationId. Did you mean "add_berth"?\n',
    });
  });

  test("as JSON", async () => {
    const { out, err } = await slipway(["--tool", "get_berth", "--json"]);
    expect(err).toBe("");
    const text = out.replaceAll(JSON.stringify(cwd).slice(1, -1), "<here>");
    expect(JSON.parse(text)).toMatchInlineSnapshot(`
      {
        "projects": [
          {
            "spec": "<here>/marina.yaml",
            "tool": {
              "annotations": {
                "destructiveHint": false,
                "idempotentHint": true,
                "openWorldHint": true,
                "readOnlyHint": true,
              },
              "arguments": [
                {
                  "hidden": false,
                  "in": "path",
                  "name": "berthId",
                  "required": true,
                  "wireName": "berthId",
                },
              ],
              "causes": [
                {
                  "about": "inclusion",
                  "because": "\`x-mcp\` of the operation",
                  "by": "x-mcp",
                  "decided": "a tool",
                  "place": {
                    "file": "<here>/marina.yaml",
                    "pointer": "/paths/~1berths~1{berthId}/get/x-mcp",
                    "position": {
                      "column": 7,
                      "line": 46,
                    },
                  },
                },
                {
                  "about": "name",
                  "because": "operationId",
                  "by": "document",
                  "decided": "get_berth",
                },
                {
                  "about": "title",
                  "because": "words of the name, as there is no summary",
                  "by": "default",
                  "decided": "Get berth",
                },
                {
                  "about": "description",
                  "because": "description",
                  "by": "document",
                  "decided": "One berth.",
                },
                {
                  "about": "hints",
                  "because": "method GET",
                  "by": "default",
                  "decided": "readOnlyHint true, destructiveHint false, idempotentHint true, openWorldHint true",
                },
                {
                  "about": "scopes",
                  "because": "\`x-mcp\` of the operation, least privilege first: it opens no other write, marina:read 4",
                  "by": "x-mcp",
                  "decided": "berths:read or marina:read",
                  "place": {
                    "file": "<here>/marina.yaml",
                    "pointer": "/paths/~1berths~1{berthId}/get/x-mcp/scopes",
                    "position": {
                      "column": 31,
                      "line": 46,
                    },
                  },
                },
              ],
              "description": "One berth.",
              "diagnostics": [],
              "inputSchema": {
                "additionalProperties": false,
                "properties": {
                  "berthId": {
                    "type": "string",
                  },
                },
                "required": [
                  "berthId",
                ],
                "type": "object",
              },
              "method": "GET",
              "name": "get_berth",
              "operationId": "getBerth",
              "outcome": "tool",
              "path": "/berths/{berthId}",
              "place": {
                "file": "<here>/marina.yaml",
                "pointer": "/paths/~1berths~1{berthId}/get",
                "position": {
                  "column": 5,
                  "line": 42,
                },
              },
              "scopes": [
                [
                  "berths:read",
                ],
                [
                  "marina:read",
                ],
              ],
              "service": "berths",
              "title": "Get berth",
              "tokens": 75,
            },
          },
        ],
      }
    `);
  });
});

test("--json is InspectResult, for each project", async () => {
  const { code, out, err } = await slipway(["--json"]);
  const { projects } = JSON.parse(out) as { projects: (InspectResult & { spec: string })[] };
  const [project] = projects;
  const spec = join(cwd, "marina.yaml");
  const { tools } = JSON.parse(await readFile(join(cwd, "slipway.config.json"), "utf8")) as { tools: ToolOptions };
  expect({ code, err, projects: projects.length }).toEqual({ code: 0, err: "", projects: 1 });
  const want = await inspect({ spec, services: { exclude: ["invoices"] }, tools });
  expect(project).toEqual(JSON.parse(JSON.stringify({ spec, ...want })));
  expect(
    project?.services.flatMap(({ skipped }) =>
      skipped.map(({ outcome, name, causes }) => [outcome, name, causes[0]?.by]),
    ),
  ).toEqual([
    ["excluded", "delete_berth", "x-mcp"],
    ["excluded", "list_invoices", "services"],
    ["excluded", "create_invoice", "services"],
    ["lost", "replace_photo", "x-mcp"],
  ]);
  expect([project?.operations, project?.tools, project?.excluded, project?.lost]).toEqual([9, 5, 3, ["PUT /photos"]]);
});

test("--strict refuses what generate --strict refuses; flags win over the config", async () => {
  const strict = await slipway(["--strict"]);
  expect([strict.code, strict.out, strict.err.split("\n").at(-2)]).toEqual([
    1,
    "",
    `error: ${join(cwd, "marina.yaml")}: 1 operation would be lost (PUT /photos), and --strict refuses that. Mend the document where the findings say.`,
  ]);
  const fewer = await slipway(["--strict", "--exclude-service", "photos"]);
  expect([fewer.code, fewer.out.split("\n")[0]]).toEqual([0, "Marina API 2.0.0: 9 operations, 6 tools, 3 left out"]);
});

test("an empty document, and hostile text in one", async () => {
  expect((await slipway(["empty.json", "--config", "none.json"])).out).toBe(
    "Empty 1: 0 operations, 0 tools\n\nWhere no cause is given, the name is the operationId or method and path, the\neffect follows from the method, and the scopes from `security`. --tool NAME and\n--scope NAME say everything about one.\n",
  );
  const { out } = await slipway(["hostile.json", "--config", "none.json"], 60);
  expect(out).toMatchInlineSnapshot(`
    "T[31mred[0mgnp x [31mred[0mgnp: 2 operations, 1 tool, 1
      left out

      tool  effect     tokens  scopes
        operation
    sredgnp  84 tokens
      a     read-only      84  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
        GET    /aredgnp/xxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxx
        title: \`x-mcp\` of the operation (hostile.json:29:11)
        scopes
          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx: \`x-mcp\` of the
          operation (hostile.json:35:11)
        origin o_example_1_b_31mred_1_b_0m_e2_80_a_egnp:
          servers: https://o.example/redgnp
        argument p_31mred_0m_gnp fixed to
          "v\\u001b[31mred\\u001b[0mgnp\\u0007": \`x-mcp\` of the
          operation (hostile.json:31:13)

    漢字
      POST
          /aredgnp/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          x left out: \`x-mcp\` of the operation
          (hostile.json:41:9)

    Tokens (o200k): tools/list costs 88; most of them
      84  a

    Scopes
      xxxxxxxxxxxxxxx…xxxxxxxxxxxxxx  1 tool: a
      The first 401 asks for
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx (baseline read).

    Origins besides API_BASE_URL
      o_example_1_b_31mred_1_b_0m_e2_80_a_egnp  https://o.example/re
                                                dgnp, 1 tool: a

    Upstream: forward
      The caller's verified token goes unchanged to
      API_BASE_URL.

    Where no cause is given, the name is the operationId or
    method and path, the effect follows from the method, and the
    scopes from \`security\`. --tool NAME and --scope NAME say
    everything about one.
    "
  `);
});

test("help, and what is missing", async () => {
  expect((await slipway(["--help"], 100)).out).toMatchInlineSnapshot(`
    "Usage: slipway inspect [options] [spec]

    Says what \`generate\` would make of an OpenAPI document, and why: services, tools, scopes,
    origins, and the cause of each decision. Writes nothing.

    Without a document, or where flags are silent, slipway.config.{ts,js,json,yaml} of the
    working directory decides. Flags win over the config.

    Arguments:
      spec                         the OpenAPI document: a file or a URL

    Options:
      -t, --tool <name>            everything about one tool, by its name or operationId
      --scope <name>               everything about one scope: who needs it, what it opens, what it
                                   implies
      --exclude-service <name...>  leave the operations of these services (tags) out
      --include-service <name...>  take only the operations of these services
      -c, --config <file>          config file (default: slipway.config.* of the working directory)
      -p, --project <name...>      only these projects of a config that has several
      --overlay <file>             apply an OpenAPI Overlay to the document first; may be repeated, in
                                   order
      --ref-root <dir>             folder that references to other files must stay in (default: the
                                   document's)
      --ref-host <host>            host that references may name, over https; may be repeated (default:
                                   none)
      --strict                     refuse a document of which an operation would be lost
      --html <file>                write all of it as one page for a browser
      --since <old>                what changed since: a document, project, lock, or REV:path of git;
                                   with --html
      --json                       print the result and all findings as JSON
      -h, --help                   print this help

    What decides about an operation, the strongest first: the lists of services, rules of the
    config (a later one before an earlier), \`x-mcp\` of the operation, of its path, of the
    document, then what the document says anyway.

    Examples:
      slipway inspect openapi.yaml
      slipway inspect openapi.yaml --tool list_berths
      slipway inspect openapi.yaml --scope berths:write
      slipway inspect openapi.yaml --html tools.html --since v1.2.0:openapi.yaml
      slipway inspect openapi.yaml --exclude-service billing --json

    Exit codes: 0 fine; 1 refused by --strict; 2 bad usage or bad input.
    "
  `);
  expect(await slipway(["--config", "none.json"])).toEqual({
    code: 2,
    out: "",
    err: 'error: There is no document. Name one, as in `slipway inspect openapi.yaml`, or as "spec" in the config.\n',
  });
});
