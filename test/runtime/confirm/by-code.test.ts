import { describe, expect, it } from "vitest";
import type { Era } from "../toy-world.ts";
import {
  type Answer,
  type ConfirmWorld,
  createConfirmWorld,
  type Said,
  secret,
  sharedBetween,
} from "./confirm-world.ts";

const rex = { name: "Rex" };
/** Clients that cannot be asked: those of 2025, and one of 2026 without elicitation, or with that of URLs only. */
const clients: readonly (readonly [string, Said])[] = [
  ["a client of 2025", { era: "legacy" }],
  ["a client of 2026 without elicitation", { capabilities: {} }],
  ["a client of 2026 with elicitation by URL", { capabilities: { elicitation: { url: {} } } }],
];

interface Offer {
  readonly argument: string;
  readonly code: string;
  readonly question: string;
}

function offerOf({ result }: Answer): Offer {
  return result?.structuredContent?.error?.["confirmation"] as Offer;
}

function outcomeOf({ result }: Answer): unknown {
  return result?.structuredContent?.error?.["code"] ?? "done";
}

async function ask(world: ConfirmWorld, said: Said, args: object = rex): Promise<Answer> {
  return await world.call("create_pet", args, said);
}

describe.each(clients)("%s", (_, said) => {
  it("is refused with a question and a code; the call with the code is sent, without it", async () => {
    const bodies: unknown[] = [];
    const world = createConfirmWorld();
    world.api = async (_url, init) => {
      bodies.push(await new Response(init?.body ?? null).json());
      return Response.json({ id: "1" }, { status: 201 });
    };
    const first = await ask(world, said);
    const { argument, code, question } = offerOf(first);
    expect([argument, outcomeOf(first), first.result?.isError]).toEqual(["confirm", "confirmation_required", true]);
    expect(code).toMatch(/^[\w-]{76}$/);
    expect(first.result?.content).toEqual([
      {
        type: "text",
        text: [
          "create_pet was not called: this call changes something and needs the user's consent.",
          "Show the user the following text, unchanged and whole, and wait for an answer. Do not answer for the user.",
          "---",
          question,
          "---",
          `If the user agrees, call create_pet again within 60 seconds, with the same arguments and confirm: "${code}". If not, do not call it.`,
        ].join("\n"),
      },
    ]);
    expect(world.apiRequests).toEqual([]);
    expect(outcomeOf(await ask(world, said, { ...rex, confirm: code }))).toBe("done");
    expect(bodies).toEqual([rex]);
  });

  it.each([
    ["true", () => true],
    ["a word", () => "yes"],
    ["nothing", () => ""],
    ["null", () => null],
    ["an altered code", (code: string) => code.replace(/.$/, (last) => (last === "A" ? "B" : "A"))],
    ["half a code", (code: string) => code.slice(0, 38)],
    ["a huge one", () => "A".repeat(500_000)],
  ])("cannot pass with %s for a code", async (__, alter) => {
    const world = createConfirmWorld();
    const { code } = offerOf(await ask(world, said));
    const second = await ask(world, said, { ...rex, confirm: alter(code) });
    expect([outcomeOf(second), world.apiRequests.length]).toEqual(["confirmation_invalid", 0]);
    // The refusal brings a fresh code, with which the user can be asked.
    expect(outcomeOf(await ask(world, said, { ...rex, confirm: offerOf(second).code }))).toBe("done");
  });

  it.each([
    ["other arguments", { name: "Max" }, {}],
    ["another user", rex, { claims: { sub: "bob" } }],
    ["another client", rex, { claims: { client_id: "other" } }],
  ])("cannot pass with the code for %s", async (__, args, other) => {
    const world = createConfirmWorld();
    const { code } = offerOf(await ask(world, said));
    const second = await ask(world, { ...said, ...other }, { ...args, confirm: code });
    expect([outcomeOf(second), world.apiRequests.length]).toEqual(["confirmation_invalid", 0]);
  });

  it("cannot pass with a state of a client that was asked", async () => {
    const world = createConfirmWorld();
    const { result } = await world.call("create_pet", rex);
    const second = await ask(world, said, { ...rex, confirm: result?.requestState });
    expect([outcomeOf(second), world.apiRequests.length]).toEqual(["confirmation_invalid", 0]);
  });

  it("cannot pass late, nor twice", async () => {
    const world = createConfirmWorld();
    const { code } = offerOf(await ask(world, said));
    world.now += 60_000;
    const late = await ask(world, said, { ...rex, confirm: code });
    expect([outcomeOf(late), world.apiRequests.length]).toEqual(["confirmation_expired", 0]);
    const again = { ...rex, confirm: offerOf(late).code };
    expect([outcomeOf(await ask(world, said, again)), outcomeOf(await ask(world, said, again))]).toEqual([
      "done",
      "confirmation_used",
    ]);
    expect(world.apiRequests).toHaveLength(1);
  });

  it("may go on at another replica, once with a shared store", async () => {
    const now = (): number => 1_800_000_000_000;
    const shared = { features: sharedBetween(now), redisUrl: "redis://redis.example" };
    const [one, two] = [createConfirmWorld(shared), createConfirmWorld(shared)];
    const { code } = offerOf(await ask(one, said));
    const args = { ...rex, confirm: code };
    expect([outcomeOf(await ask(two, said, args)), outcomeOf(await ask(one, said, args))]).toEqual([
      "done",
      "confirmation_used",
    ]);
    expect(two.apiRequests.length + one.apiRequests.length).toBe(1);
  });

  it("is refused for good where the operator wants that", async () => {
    const world = createConfirmWorld({ confirmFallback: "refuse" });
    const first = await ask(world, said);
    expect([outcomeOf(first), offerOf(first), world.apiRequests.length]).toEqual([
      "confirmation_required",
      undefined,
      0,
    ]);
  });
});

describe("what is listed", () => {
  async function listed(era: Era, options: object = {}): Promise<Readonly<Record<string, readonly string[]>>> {
    const { result } = await createConfirmWorld(options).say("tools/list", { era });
    return Object.fromEntries(
      (result?.tools ?? []).map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties)]),
    );
  }
  const plain = { create_pet: ["name", "kind"], get_pet: ["petId"], list_pets: ["limit", "kind"] };

  it("to clients of 2025: where a code goes, of tools that need one", async () => {
    expect(await listed("legacy")).toEqual({ ...plain, create_pet: ["name", "kind", "confirm"] });
    expect(await listed("legacy", { toolConfirm: "never" })).toEqual(plain);
    expect(await listed("legacy", { confirmFallback: "refuse" })).toEqual(plain);
    expect(await listed("legacy", { api: { auth: { unauthorizedTools: "hidden" } } })).toEqual({
      ...plain,
      create_pet: ["name", "kind", "confirm"],
    });
  });

  it("to clients of 2026: the same to all", async () => {
    expect(await listed("modern")).toEqual(plain);
  });

  it("a tool that has an argument confirm keeps it", async () => {
    const { createPet } = await import("../../../templates/src/tools/pets.ts");
    const properties = { ...createPet.inputSchema.properties, confirm: { type: "boolean" } };
    const tool = { ...createPet, inputSchema: { ...createPet.inputSchema, properties } } as never;
    const world = createConfirmWorld({ tools: [tool], stateSecret: [secret] });
    const args = { ...rex, confirm: true };
    const { argument, code } = offerOf(await ask(world, { era: "legacy" }, args));
    expect(argument).toBe("confirm_call");
    expect(outcomeOf(await ask(world, { era: "legacy" }, { ...args, confirm_call: code }))).toBe("done");
  });
});
