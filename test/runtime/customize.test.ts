/** What `src/custom.ts` adds is a part of the server as any other: in the list, at the gate, in the metadata. */
import { beforeAll, describe, expect, test } from "vitest";
import { jsonAnswer } from "../../templates/src/runtime/define-tool.ts";
import { ConfigError } from "../../templates/src/runtime/errors.ts";
import type { Customization, ExtraTool } from "../../templates/src/runtime/surface-types.ts";
import { listPets, type ListPetsOutput } from "../../templates/src/tools/pets.ts";
import type { ToolTypes } from "../../templates/src/tools/index.ts";
import {
  bearer,
  createKey,
  createWorld,
  mcpRequest,
  mint,
  publicUrl,
  type TestKey,
  type ToyWorld,
} from "./toy-world.ts";

let key: TestKey;
beforeAll(async () => {
  key = await createKey("one");
});

const countPets: ExtraTool = {
  title: "Count pets",
  description: "How many pets there are of a name.",
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  scopes: [["pets:read", "pets:count"]],
  inputSchema: {
    type: "object",
    properties: { name: { type: "string", minLength: 1 } },
    required: ["name"],
    additionalProperties: false,
  },
  async handler(input: { name: string }, api) {
    const { output } = await api.send<ListPetsOutput>(listPets.operation, {});
    return jsonAnswer({ count: output.filter(({ name }) => name === input.name).length });
  },
};

const custom: Customization<ToolTypes> = {
  descriptions: { list_pets: "All pets of the house." },
  tools: { count_pets: countPets },
};

interface Answer {
  readonly status: number;
  readonly challenge: string | null;
  readonly body: {
    readonly result?: {
      readonly tools?: readonly { readonly name: string; readonly description: string }[];
      readonly isError?: boolean;
      readonly content?: readonly { readonly text: string }[];
      readonly structuredContent?: unknown;
    };
  };
}

async function ask(there: ToyWorld, method: string, params: Record<string, unknown>, scope: string): Promise<Answer> {
  const response = await there.handler.fetch(mcpRequest("legacy", method, params, bearer(await mint(key, { scope }))));
  const body = (await response.json()) as Answer["body"];
  return { status: response.status, challenge: response.headers.get("www-authenticate"), body };
}

function world(given: Customization<ToolTypes> = custom): ToyWorld {
  return createWorld({ keys: [key], custom: given });
}

test("an extra tool is listed between the others, and descriptions are replaced", async () => {
  const { body } = await ask(world(), "tools/list", {}, "pets:read");
  expect(body.result?.tools?.map(({ name, description }) => [name, description])).toEqual([
    ["count_pets", "How many pets there are of a name."],
    ["create_pet", "Adds a pet."],
    ["get_pet", "Returns one pet."],
    ["list_pets", "All pets of the house."],
  ]);
});

test("it sends operations of the document with the caller's token, and answers with its own value", async () => {
  const there = world();
  const { body } = await ask(
    there,
    "tools/call",
    { name: "count_pets", arguments: { name: "Rex" } },
    "pets:read pets:count",
  );
  expect(body.result?.structuredContent).toEqual({ count: 1 });
  expect(there.apiRequests.map(({ url }) => url)).toEqual(["https://api.example/v1/pets"]);
  expect(there.apiRequests[0]?.authorization).toMatch(/^Bearer ey/);
});

test("its arguments are validated before its handler runs", async () => {
  const there = world();
  const { body } = await ask(there, "tools/call", { name: "count_pets", arguments: {} }, "pets:read pets:count");
  expect([body.result?.isError, body.result?.content?.[0]?.text]).toEqual([true, expect.stringContaining("name")]);
  expect(there.apiRequests).toEqual([]);
});

test("its scopes are asked for: in the challenge, and in the metadata", async () => {
  const there = world();
  const refused = await ask(there, "tools/call", { name: "count_pets", arguments: { name: "Rex" } }, "pets:read");
  expect([refused.status, refused.challenge]).toEqual([403, expect.stringContaining('scope="pets:read pets:count"')]);
  const metadata = await there.handler.fetch(new Request(`${publicUrl}/.well-known/oauth-protected-resource/mcp`));
  const { scopes_supported: supported } = (await metadata.json()) as { scopes_supported: readonly string[] };
  expect(supported).toEqual(["pets:count", "pets:read", "pets:write"]);
});

describe("what cannot be added stops the start", () => {
  function faults(tools: Readonly<Record<string, ExtraTool>>): readonly string[] {
    try {
      world({ tools });
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
    return [];
  }

  test("all of it is told at once", () => {
    expect(
      faults({
        list_pets: countPets,
        "a b": countPets,
        odd_scope: { ...countPets, scopes: [['a"b']] },
        no_object: { ...countPets, inputSchema: { type: "string" } },
        fine: countPets,
      }),
    ).toEqual([
      'src/custom.ts, the tool "list_pets": the document has a tool of that name; give yours another.',
      'src/custom.ts, the tool "a b": a name is 1 to 64 of A-Z a-z 0-9 _ -.',
      'src/custom.ts, the tool "odd_scope": one of its scopes cannot be written (RFC 6749, 3.3).',
      'src/custom.ts, the tool "no_object": its inputSchema must have type "object".',
    ]);
  });
});

test("a description of a tool that is not there is told in the log", () => {
  const { lines } = world({ descriptions: { gone: "x" } } as Customization<ToolTypes>);
  expect(lines.filter(({ level }) => level === "warn")).toEqual([
    { level: "warn", message: "src/custom.ts describes a tool that is not there", tool: "gone" },
  ]);
});
