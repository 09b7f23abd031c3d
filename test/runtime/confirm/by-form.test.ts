import { describe, expect, it } from "vitest";
import { defineTool } from "../../../templates/src/runtime/define-tool.ts";
import type { Tool } from "../../../templates/src/runtime/surface-types.ts";
import { tools } from "../../../templates/src/tools/index.ts";
import {
  type Answer,
  answering,
  type ConfirmWorld,
  createConfirmWorld,
  type Said,
  secret,
  sharedBetween,
} from "./confirm-world.ts";

const rex = { name: "Rex", kind: "dog" };
const question = [
  "Send this request to the API?",
  "",
  "POST https://api.example/v1/pets",
  "Tool: create_pet. It may change or delete data.",
  "",
  "Arguments:",
  '- name: "Rex"',
  '- kind: "dog"',
  "",
  "The assistant wrote the values above. Agree only if each of them is what you want.",
].join("\n");

const deletePet: Tool = defineTool({
  name: "delete_pet",
  title: "",
  description: "",
  service: "pets",
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  scopes: [],
  inputSchema: { type: "object", properties: { petId: { type: "string" } }, additionalProperties: false },
  operation: {
    method: "DELETE",
    path: "/pets/{petId}",
    parameters: [{ argument: "petId", name: "petId", in: "path", style: "simple", explode: false }],
    responses: { "200": ["application/json"] },
  },
});

function worldWithDelete(): ConfirmWorld {
  return createConfirmWorld({ tools: [...tools, deletePet] });
}

async function ask(world: ConfirmWorld, said: Said = {}): Promise<Answer> {
  return await world.call("create_pet", rex, said);
}

/** Asks and answers; what the second call came to, and how many requests the API got after each. */
async function asked(
  answer: (state: string) => object,
  second: { args?: object; tool?: string; said?: Said } = {},
  world = createConfirmWorld(),
): Promise<{ outcome: unknown; sent: readonly number[] }> {
  const first = await ask(world);
  const before = world.apiRequests.length;
  const { said = {}, args = rex, tool = "create_pet" } = second;
  const answered = await world.call(tool, args, { ...said, params: answer(first.result?.requestState ?? "") as never });
  return { outcome: outcomeOf(answered), sent: [before, world.apiRequests.length] };
}

function outcomeOf({ status, result, error }: Answer): unknown {
  if (error !== undefined) return [status, error.code, (error.data as { reason?: string } | undefined)?.reason];
  return result?.resultType === "input_required" ? "asked" : (result?.structuredContent?.error?.["code"] ?? "done");
}

const yes = (requestState: string): object => ({
  requestState,
  inputResponses: { confirm: { action: "accept", content: { confirm: true } } },
});
const responding =
  (response: unknown) =>
  (requestState: string): object => ({ requestState, inputResponses: { confirm: response } });

describe("a client that can ask its user", () => {
  it("is asked before anything is sent, and the call is sent when the user agrees", async () => {
    const world = createConfirmWorld();
    const first = await ask(world);
    expect(first.result).toEqual({
      resultType: "input_required",
      inputRequests: {
        confirm: {
          method: "elicitation/create",
          params: {
            mode: "form",
            message: question,
            requestedSchema: {
              type: "object",
              properties: {
                confirm: {
                  type: "boolean",
                  title: "Send it",
                  description: "Tick this to send the request.",
                  default: false,
                },
              },
              required: ["confirm"],
            },
          },
        },
      },
      requestState: expect.stringMatching(/^[\w-]{76}$/),
      _meta: expect.anything(),
    });
    expect(world.apiRequests).toEqual([]);
    const second = await ask(world, { params: answering(first) as never });
    expect([second.status, second.result?.isError, world.apiRequests.length]).toEqual([200, undefined, 1]);
    expect(world.lines.filter(({ message }) => message === "request").map(({ outcome }) => outcome)).toEqual([
      "input_required",
      "ok",
    ]);
  });

  it("is not asked for what only reads, nor with wrong arguments", async () => {
    const world = createConfirmWorld();
    expect(outcomeOf(await world.call("list_pets", {}))).toBe("done");
    expect(outcomeOf(await world.call("create_pet", { name: "" }))).toBe("invalid_arguments");
    expect(outcomeOf(await world.call("create_pet", { ...rex, confirm: "x" }))).toBe("invalid_arguments");
    expect(world.apiRequests.map(({ url }) => url)).toEqual(["https://api.example/v1/pets"]);
  });

  it.each([
    [{ action: "decline" }, "confirmation_declined"],
    [{ action: "accept", content: { confirm: false } }, "confirmation_declined"],
    [{ action: "cancel" }, "confirmation_dismissed"],
    // No answer: the user is asked again.
    [{ action: "accept" }, "asked"],
    [{ action: "accept", content: {} }, "asked"],
    [{ action: "accept", content: { confirm: "true" } }, "asked"],
    [{ action: "yes", content: { confirm: true } }, "asked"],
    [{}, "asked"],
  ])("sends nothing after %j", async (response, want) => {
    expect(await asked(responding(response))).toEqual({ outcome: want, sent: [0, 0] });
  });

  it.each([
    ["a state alone", (requestState: string) => ({ requestState }), "asked"],
    [
      "an answer alone",
      (state: string) => ({ inputResponses: (yes(state) as { inputResponses: object }).inputResponses }),
      "asked",
    ],
    [
      "another key",
      (requestState: string) => ({ requestState, inputResponses: { other: { action: "accept" } } }),
      "asked",
    ],
  ])("sends nothing after %s", async (_, answer, want) => {
    expect(await asked(answer)).toEqual({ outcome: want, sent: [0, 0] });
  });

  it("tells that the user declined, and a declined question cannot be accepted", async () => {
    const world = createConfirmWorld();
    const first = await ask(world);
    const declined = await ask(world, { params: answering(first, { action: "decline" }) as never });
    expect(declined.result?.content).toEqual([
      {
        type: "text",
        text: "create_pet was not called: the user declined. Do not try it again unless the user asks for it.",
      },
    ]);
    expect(outcomeOf(await ask(world, { params: answering(first) as never }))).toBe("confirmation_used");
    expect(world.apiRequests).toEqual([]);
  });

  const refused = [200, -32_602, "invalid_request_state"];
  it.each([
    ["other arguments", { args: { ...rex, name: "Max" } }],
    ["an argument less", { args: { name: "Rex" } }],
    ["another tool", { tool: "delete_pet", args: { petId: "1" } }],
    ["another user", { said: { claims: { sub: "bob" } } }],
    ["another client", { said: { claims: { client_id: "client-2" } } }],
  ])("is refused with %s", async (_, second) => {
    expect(await asked(yes, second, worldWithDelete())).toEqual({ outcome: refused, sent: [0, 0] });
  });

  it.each([
    ["altered", (state: string) => state.replace(/^./, "B")],
    ["cut", (state: string) => state.slice(0, -4)],
    ["lengthened", (state: string) => `${state}AAAA`],
    ["empty", () => ""],
    ["huge", () => "A".repeat(500_000)],
  ])("is refused with a state that is %s", async (_, alter) => {
    expect(await asked((state) => yes(alter(state)))).toEqual({ outcome: refused, sent: [0, 0] });
  });

  it.each([
    ["another secret", { stateSecret: ["t".repeat(32)] }],
    ["another resource", { oauthResource: "https://pets.example/mcp2", oauthAudience: ["https://pets.example/mcp"] }],
  ])("a server with %s refuses", async (_, options) => {
    const first = await ask(createConfirmWorld());
    const other = createConfirmWorld(options);
    expect(outcomeOf(await ask(other, { params: answering(first) as never }))).toEqual(refused);
    expect(other.apiRequests).toEqual([]);
  });

  it("is refused with arguments that differ where the question does not show them", async () => {
    const world = createConfirmWorld();
    const long = "x".repeat(5_000);
    const first = await world.call("create_pet", { name: `${long}a` });
    const second = await world.call("create_pet", { name: `${long}b` }, { params: answering(first) as never });
    expect([outcomeOf(second), world.apiRequests]).toEqual([refused, []]);
  });

  it("is refused by a server whose question is another by now", async () => {
    const first = await ask(createConfirmWorld());
    const moved = createConfirmWorld({ apiBaseUrl: "https://api.example/v1/moved" });
    expect(outcomeOf(await ask(moved, { params: answering(first) as never }))).toEqual(refused);
    expect(moved.apiRequests).toEqual([]);
  });

  it("does not take the code of a client that cannot ask", async () => {
    const world = createConfirmWorld();
    const { result } = await ask(world, { capabilities: {} });
    const offer = result?.structuredContent?.error?.["confirmation"] as { code: string } | undefined;
    expect(offer?.code).toMatch(/^[\w-]{76}$/);
    expect(outcomeOf(await ask(world, { params: yes(offer?.code ?? "") as never }))).toEqual(refused);
    expect(world.apiRequests).toEqual([]);
  });

  it("is asked anew when the answer comes late, and can then agree", async () => {
    const world = createConfirmWorld();
    const first = await ask(world);
    world.now += 60_000;
    const late = await ask(world, { params: answering(first) as never });
    expect(late.result?.inputRequests?.confirm.params.message).toBe(
      `The last answer came too late and was not used.\n\n${question}`,
    );
    expect(world.apiRequests).toEqual([]);
    expect(outcomeOf(await ask(world, { params: answering(late) as never }))).toBe("done");
    expect(world.apiRequests).toHaveLength(1);
  });

  it("an answer a moment before its time counts", async () => {
    const world = createConfirmWorld();
    const first = await ask(world);
    world.now += 59_999;
    expect(outcomeOf(await ask(world, { params: answering(first) as never }))).toBe("done");
  });

  it("an answer counts once", async () => {
    const world = createConfirmWorld();
    const first = await ask(world);
    const both = await Promise.all([1, 2].map(() => ask(world, { params: answering(first) as never })));
    expect(new Set(both.map(outcomeOf))).toEqual(new Set(["confirmation_used", "done"]));
    expect(world.apiRequests).toHaveLength(1);
  });

  it("another replica takes the answer; with a shared store only one of them", async () => {
    const now = (): number => 1_800_000_000_000;
    const features = sharedBetween(now);
    const shared = { features, redisUrl: "redis://redis.example" };
    const [one, two] = [createConfirmWorld(shared), createConfirmWorld(shared)];
    const first = await ask(one);
    const answers = [
      await ask(two, { params: answering(first) as never }),
      await ask(one, { params: answering(first) as never }),
    ];
    expect(answers.map(outcomeOf)).toEqual(["done", "confirmation_used"]);
    expect([one.apiRequests.length, two.apiRequests.length]).toEqual([0, 1]);
  });

  it("a secret can be changed while questions are open", async () => {
    const young = "y".repeat(40);
    const first = await ask(createConfirmWorld());
    const during = createConfirmWorld({ stateSecret: [young, secret] });
    expect(outcomeOf(await ask(during, { params: answering(first) as never }))).toBe("done");
  });

  it("nothing is sent when the shared store does not answer", async () => {
    const features = {
      sharedStore: () => ({
        replay: { claim: async () => await Promise.reject(new Error("secret-host:6379 is down")) },
        counter: () => ({ count: () => 0 }),
        close: async () => {},
      }),
    };
    const world = createConfirmWorld({ features, redisUrl: "redis://redis.example" });
    const first = await ask(world);
    expect(outcomeOf(await ask(world, { params: answering(first) as never }))).toBe("confirmation_unavailable");
    expect(world.apiRequests).toEqual([]);
    expect(JSON.stringify(world.lines)).not.toContain("secret-host");
  });

  it("the scope gate comes first", async () => {
    const { status } = await ask(createConfirmWorld(), { claims: { scope: "pets:read" } });
    expect(status).toBe(403);
  });

  it("hooks run after the user has agreed", async () => {
    let ran = 0;
    const before = (input: object): object => {
      ran += 1;
      return input;
    };
    const world = createConfirmWorld({ custom: { hooks: { create_pet: { before } } } as never });
    const first = await ask(world);
    expect(ran).toBe(0);
    await ask(world, { params: answering(first) as never });
    expect(ran).toBe(1);
  });
});

describe("which calls wait", () => {
  const hints = { openWorldHint: true, idempotentHint: false };
  it.each([
    ["never", { readOnlyHint: false, destructiveHint: true }, "done"],
    ["destructive", { readOnlyHint: false, destructiveHint: true }, "asked"],
    ["destructive", { readOnlyHint: false, destructiveHint: false }, "done"],
    ["destructive", { readOnlyHint: true, destructiveHint: true }, "done"],
    ["writes", { readOnlyHint: false, destructiveHint: false }, "asked"],
    ["writes", { readOnlyHint: true, destructiveHint: false }, "done"],
  ])("with %s, of a tool with %j: %s", async (toolConfirm, annotations, want) => {
    const world = createConfirmWorld({
      toolConfirm,
      tools: [{ ...deletePet, annotations: { ...hints, ...annotations } }],
    });
    expect(outcomeOf(await world.call("delete_pet", { petId: "1" }))).toBe(want);
    expect(world.apiRequests).toHaveLength(want === "done" ? 1 : 0);
  });

  it("as the config says, and the environment otherwise", async () => {
    const byConfig = createConfirmWorld({ api: { confirm: "writes" }, toolConfirm: undefined });
    expect(outcomeOf(await ask(byConfig))).toBe("asked");
    const byEnvironment = createConfirmWorld({ api: { confirm: "writes" }, toolConfirm: "never" });
    expect(outcomeOf(await ask(byEnvironment))).toBe("done");
  });
});
