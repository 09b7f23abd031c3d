/** Two callers at load, with equal JSON-RPC ids and equal arguments, while the authorization server rotates its keys, stops and starts. */
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { callers, startLoadWorld } from "./support/load-world.ts";
import type { Answer, LoadWorld } from "./support/load-world.ts";

const atOnce = 16;
const largestId = 50;

let world: LoadWorld;

afterEach(async () => {
  await world[Symbol.asyncDispose]();
});

type Tokens = readonly [ana: string, ben: string];

/** One call of the load. */
interface Done {
  readonly at: number;
  readonly caller: 0 | 1;
  readonly id: number;
  readonly answer: Answer;
  /** How many events were over when it began and when it ended. */
  readonly phase: readonly [from: number, to: number];
}

/**
 * Makes `count` calls, 16 at a time, the callers in turns with the same ids. `events` run when their call's turn comes;
 * that call waits for them, the others in flight do not.
 */
async function load(
  count: number,
  tokensAt: (at: number) => Tokens,
  events: Readonly<Record<number, () => Promise<void>>> = {},
): Promise<readonly Done[]> {
  const done: Done[] = [];
  let next = 0;
  let phase = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const at = next++;
      if (events[at] !== undefined) {
        await events[at]();
        phase += 1;
      }
      const from = phase;
      const caller = at % 2 === 0 ? 0 : 1;
      const id = (Math.floor(at / 2) % largestId) + 1;
      const answer = await world.call(tokensAt(at)[caller], id);
      done.push({ at, caller, id, answer, phase: [from, phase] });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return done.toSorted((a, b) => a.at - b.at);
}

const served = ({ caller, id }: Done): Answer => ({
  status: 200,
  id,
  said: { owner: callers[caller].username, url: `/berths?limit=${id}` },
  error: undefined,
  retryAfter: null,
  challenge: null,
});

/** 503: come back in a moment. 401: sign in again. Never both. */
const refusal = (status: 401 | 503, description: string): Answer => ({
  status,
  id: status === 503 ? null : undefined,
  said: undefined,
  error: description,
  retryAfter: status === 503 ? "5" : null,
  challenge: status === 401 ? description : null,
});

/** Every call got its own answer, or was told to come back. */
function expectOwnOr(done: readonly Done[], refused: Answer): void {
  for (const one of done) expect(one.answer).toEqual(one.answer.status === 200 ? served(one) : refused);
}

function expectServed(done: readonly Done[]): void {
  for (const one of done) expect(one.answer).toEqual(served(one));
}

const both = async (token: (caller: (typeof callers)[number]) => Promise<string>): Promise<Tokens> => [
  await token(callers[0]),
  await token(callers[1]),
];

describe("opaque tokens, looked up", { timeout: 60_000 }, () => {
  const refused = refusal(503, "the authorization server cannot be asked about the token at the moment");

  test("nobody gets the other's answer: keys rotated, server stopped and started in the middle", async () => {
    world = await startLoadWorld("opaque");
    const { controls } = world.authorization;
    const tokens = await both(world.signIn);
    const later = await both(world.signIn);
    expect([...tokens, ...later].every((token) => !token.includes("."))).toBe(true);

    const calm = await load(200, () => tokens, { 100: () => controls.rotate({ keepOld: false }) });
    expectServed(calm);
    expect(controls.hits.introspection).toBe(2);

    // Stopped at call 100, and the clock goes to where nothing is remembered; started at call 300.
    const stormy = await load(500, (at) => (at % 4 < 2 ? tokens : later), {
      100: async () => {
        await world.authorization.stop();
        world.ahead = 31_000;
      },
      300: () => world.authorization.start(),
    });
    expectOwnOr(stormy, refused);
    const within = (wanted: number): readonly number[] => {
      const whole = stormy.filter(({ phase: [from, to] }) => from === wanted && to === wanted);
      expect(whole.length).toBeGreaterThan(50);
      return [...new Set(whole.map(({ answer }) => answer.status))];
    };
    expect([within(0), within(1), within(2)]).toEqual([[200], [503], [200]]);
    // Whoever was refused did not reach the API.
    expect(world.arrived).toHaveLength([...calm, ...stormy].filter(({ answer }) => answer.status === 200).length);
  });

  test("what is remembered goes on being served through an outage, and what is not is refused", async () => {
    world = await startLoadWorld("opaque");
    const [known, unknown] = [await both(world.signIn), await both(world.signIn)];
    expectServed(await load(32, () => known));
    await world.authorization.stop();
    world.ahead = 25_000;
    const done = await load(200, (at) => (at % 4 < 2 ? known : unknown));
    for (const one of done) expect(one.answer).toEqual(one.at % 4 < 2 ? served(one) : refused);
    await world.authorization.start();
    expectServed(await load(64, () => unknown));
  });
});

describe("JWTs", { timeout: 60_000 }, () => {
  test.each([
    ["graceful", true],
    ["hard", false],
  ])(
    "keys rotated, %s: new tokens are served in under 10 s, nobody gets the other's answer",
    async (_name, keepOld) => {
      world = await startLoadWorld("jwt");
      const { controls } = world.authorization;
      const old = await both(world.signIn);
      expectServed(await load(64, () => old));
      await controls.rotate({ keepOld });
      const rotatedAt = Date.now();
      const fresh = await both(world.mint);
      const unknownKey = refusal(401, "the token is signed with an unknown key");
      let recoveredMs: number | undefined;
      while (recoveredMs === undefined && Date.now() - rotatedAt < 10_000) {
        const done = await load(8, (at) => (at % 4 < 2 ? old : fresh));
        expectOwnOr(done, unknownKey);
        const isServed = done.every(({ at, answer }) => at % 4 < 2 || answer.status === 200);
        if (isServed) recoveredMs = Date.now() - rotatedAt;
        else await delay(250);
      }
      expect(recoveredMs).toBeLessThan(10_000);
      expectServed(await load(200, () => fresh));
      const ofOld = await load(64, () => old);
      if (keepOld) expectServed(ofOld);
      else for (const { answer } of ofOld) expect(answer).toEqual(unknownKey);
    },
  );

  test("the server stopped and started in the middle: known keys go on, unknown ones fail closed and recover", async () => {
    world = await startLoadWorld("jwt");
    const { controls } = world.authorization;
    const known = await both(world.signIn);
    expectServed(await load(64, () => known));
    const fetched = { ...controls.hits };
    let unseen: Tokens = known;
    const stormy = await load(400, (at) => (at < 116 || at % 4 < 2 ? known : unseen), {
      100: async () => {
        await world.authorization.stop();
        // Past the age at which keys are renewed: all renewals fail from here.
        world.ahead = 11 * 60_000;
        unseen = await both(world.mint);
      },
      300: () => world.authorization.start(),
    });
    expectServed(stormy);

    await world.authorization.stop();
    await controls.rotate({ keepOld: true });
    const ofNewKey = await both(world.mint);
    const unavailable = refusal(503, "the authorization server's keys cannot be fetched at the moment");
    world.ahead += 6_000;
    const outage = await load(200, (at) => (at % 4 < 2 ? known : ofNewKey));
    for (const one of outage) expect(one.answer).toEqual(one.at % 4 < 2 ? served(one) : unavailable);
    await world.authorization.start();
    world.ahead += 6_000;
    expectServed(await load(200, (at) => (at % 4 < 2 ? known : ofNewKey)));
    expect(controls.hits.jwks - fetched.jwks).toBeLessThanOrEqual(4);
  });
});
