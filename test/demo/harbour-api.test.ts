import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSigningKey } from "../../generator/dev/authorization-server/signing-key.ts";
import { openHarbour } from "../../demo/harbour-api/harbour-api.ts";
import { picture } from "./harbour-samples.ts";
import { allScopes, json, mergePatch, startHarbourUnderTest, today } from "./harbour-under-test.ts";
import type { CallOptions, HarbourUnderTest } from "./harbour-under-test.ts";

let harbour: HarbourUnderTest;
let office: string;
beforeAll(async () => {
  harbour = await startHarbourUnderTest();
  office = await harbour.token(allScopes);
});
afterAll(async () => await harbour.close());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

async function call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
  const response = await harbour.call(method, path, { token: office, ...options });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

const booking = { berthId: "A-01", vesselId: "ves_0006", from: "2026-09-01", to: "2026-09-04", guests: 1 };

describe("tokens", () => {
  test.each([
    ["expired", { exp: 1 }, {}],
    ["for another audience", { aud: "https://other.example" }, {}],
    ["of another issuer", { iss: "https://other.example" }, {}],
    ["of another type", {}, { typ: "JWT" }],
    ["without a subject", { sub: undefined }, {}],
  ])("%s: 401", async (_name, claims, header) => {
    const token = await harbour.authorizationServer.controls.mint(claims, { header });
    const { status, headers } = await call("GET", "/account", { token });
    expect([status, /error="(\w+)"/.exec(headers.get("www-authenticate") ?? "")?.[1]]).toEqual([401, "invalid_token"]);
  });

  test("signed by a stranger: 401", async () => {
    const token = await harbour.authorizationServer.controls.mint({}, { key: await createSigningKey() });
    expect((await call("GET", "/account", { token })).status).toBe(401);
  });

  test("without the scope: 403, which names it", async () => {
    const { status, headers, body } = await call("POST", "/bookings", { token: await harbour.token("bookings:read") });
    expect([status, headers.get("www-authenticate"), body]).toEqual([
      403,
      'Bearer realm="harbour", error="insufficient_scope", scope="bookings:write"',
      {
        type: "about:blank",
        title: "Not allowed",
        status: 403,
        detail: "The token lacks a scope. Needed: harbour:admin, or bookings:write.",
        instance: "/v1/bookings",
      },
    ]);
  });

  test("the caller is who the token says", async () => {
    const { body } = await call("GET", "/account", { token: await harbour.token("photos:read berths:read", "ben") });
    expect(body).toEqual({ user: "ben", client: "minted", scopes: ["berths:read", "photos:read"], bookings: 4 });
  });

  test("requests are recorded with their token, also refused ones", async () => {
    await call("GET", "/berths?limit=1", { token: "nonsense" });
    const { method, path, headers } = harbour.requests.at(-1) ?? {};
    expect([method, path, headers?.["authorization"]]).toEqual(["GET", "/v1/berths?limit=1", "Bearer nonsense"]);
  });
});

function cursorOf(id: string | undefined): string {
  return Buffer.from(id ?? "").toString("base64url");
}

describe("reading", () => {
  test("pages hold every entry once", async () => {
    const ids: string[] = [];
    const links: (string | null)[] = [];
    let query = "?limit=17&sort=-length";
    while (query !== "") {
      const { body, headers } = await call("GET", `/berths${query}`);
      ids.push(...(body["items"] as { id: string }[]).map(({ id }) => id));
      links.push(headers.get("link"));
      const cursor = body["nextCursor"] as string | null;
      query = cursor === null ? "" : `?limit=17&sort=-length&cursor=${cursor}`;
    }
    expect([ids.length, new Set(ids).size]).toEqual([40, 40]);
    const next = (cursor: string): string => `</v1/berths?limit=17&sort=-length&cursor=${cursor}>; rel="next"`;
    expect(links).toEqual([next(cursorOf(ids[16])), next(cursorOf(ids[33])), null]);
  });

  test("filters must all match", async () => {
    const { body } = await call(
      "GET",
      "/berths?dock=pontoon-b&dock=pontoon-e&amenities=water,wifi&filter[minLength]=12&filter[covered]=false",
    );
    expect((body["items"] as { id: string }[]).map(({ id }) => id)).toEqual([
      "B-06",
      "B-08",
      "E-02",
      "E-04",
      "E-06",
      "E-08",
    ]);
  });

  test("what is unknown or wrong in a query is named", async () => {
    const { status, body } = await call("GET", "/berths?limit=0&colour=red&filter[minLength]=x");
    expect([status, body["errors"]]).toEqual([
      400,
      [
        { at: "filter/minLength", message: "must be a number" },
        { at: "limit", message: "Too small: expected number to be >=1" },
        { at: "", message: 'Unrecognized key: "colour"' },
      ],
    ]);
  });

  test("a cookie changes the units", async () => {
    const metres = await call("GET", "/berths/A-01");
    const feet = await call("GET", "/berths/A-01", { headers: { Cookie: "units=feet" } });
    expect([metres.body["length"], feet.body["length"]]).toEqual([8, 26.25]);
  });

  test("availability leaves out what is taken", async () => {
    const { body } = await call("GET", "/berths/B-03/availability?from=2026-06-15&to=2026-07-01");
    expect(body).toEqual({
      berthId: "B-03",
      spans: [
        { from: "2026-06-19", to: "2026-06-22", nights: 3 },
        { from: "2026-06-26", to: "2026-07-01", nights: 5 },
      ],
    });
  });

  test("a time with an offset means the same moment", async () => {
    const since = encodeURIComponent("2026-06-09T10:40:00+01:00");
    const response = await harbour.call("GET", `/vessels/ves_0007/movements?since=${since}`, { token: office });
    expect(((await response.json()) as { kind: string }[]).map(({ kind }) => kind)).toEqual(["departure"]);
  });

  test("other people's contacts are for the office", async () => {
    const guest = await harbour.token("bookings:read", "ben");
    const contactOf = async (id: string, token: string): Promise<boolean> =>
      "contact" in (await call("GET", `/bookings/${id}`, { token })).body;
    expect([
      await contactOf("bkg_0001", guest),
      await contactOf("bkg_0002", guest),
      await contactOf("bkg_0001", office),
    ]).toEqual([false, true, true]);
  });

  test("extras are shown to callers who may read invoices", async () => {
    const open = await call("GET", "/tariffs", { token: undefined });
    const member = await call("GET", "/tariffs");
    expect([open.body["mid"], member.body["mid"]]).toEqual([
      { factor: 1, months: [4, 5, 9, 10] },
      { factor: 1, months: [4, 5, 9, 10], extras: { power: 450, laundry: 300, cleaning: 900, crane: 2500 } },
    ]);
  });

  test("what is not there is a problem", async () => {
    const { status, headers, body } = await call("GET", "/vessels/ves_9999");
    expect([status, headers.get("content-type"), body]).toEqual([
      404,
      "application/problem+json",
      {
        type: "about:blank",
        title: "Not found",
        status: 404,
        detail: "There is no vessel ves_9999.",
        instance: "/v1/vessels/ves_9999",
      },
    ]);
  });
});

describe("changing", () => {
  test("the same Idempotency-Key books once", async () => {
    const options = { headers: { ...json, "Idempotency-Key": "twice-the-same" }, body: JSON.stringify(booking) };
    const first = await call("POST", "/bookings", options);
    const second = await call("POST", "/bookings", options);
    expect([first.status, second.status, second.headers.get("idempotency-replayed")]).toEqual([201, 201, "true"]);
    expect(second.body).toEqual(first.body);
    const other = await call("POST", "/bookings", { ...options, body: JSON.stringify({ ...booking, guests: 2 }) });
    expect(other.status).toBe(422);
    const someoneElse = await call("POST", "/bookings", {
      ...options,
      token: await harbour.token("bookings:write", "ben"),
    });
    expect(someoneElse.status).toBe(409);
  });

  test("a payment needs an Idempotency-Key", async () => {
    const body = JSON.stringify({ method: "cash", amount: { amount: 1, currency: "EUR" } });
    const { status, body: problem } = await call("POST", "/invoices/inv_0003/payments", { headers: json, body });
    expect([status, problem["detail"]]).toEqual([400, "Idempotency-Key: give 8 to 64 characters"]);
  });

  test.each([
    [
      "taken",
      { berthId: "B-03", vesselId: "ves_0002", from: today, to: "2026-06-17" },
      409,
      "Berth B-03 is taken from 2026-06-13 to 2026-06-19.",
    ],
    [
      "too short",
      { berthId: "A-01", vesselId: "ves_0007" },
      409,
      "Old Faithful is too long for A-01: 19 m, room for 8 m.",
    ],
    ["closed", { berthId: "C-05", vesselId: "ves_0002" }, 409, "Berth C-05 is closed."],
    ["no berth", { berthId: "F-99" }, 422, "/berthId: there is no berth F-99"],
    ["no nights", { to: "2026-09-01" }, 422, "/to: must be 1 to 366 days after `from`"],
  ])("a booking that cannot be: %s", async (_name, change, status, detail) => {
    const answer = await call("POST", "/bookings", { headers: json, body: JSON.stringify({ ...booking, ...change }) });
    expect([answer.status, answer.body["detail"]]).toEqual([status, detail]);
  });

  test("If-Match guards against what came in between", async () => {
    const patch = async (etag: string, body: object): Promise<Answer> =>
      await call("PATCH", "/berths/A-05", { headers: { ...mergePatch, "If-Match": etag }, body: JSON.stringify(body) });
    const first = await patch('"1"', { notice: "One", labels: { a: "1", b: "2" } });
    const late = await patch('"1"', { notice: "Two" });
    const second = await patch('"2"', { notice: null, position: null, labels: { a: null } });
    expect([first.status, first.headers.get("etag"), late.status, second.status]).toEqual([200, '"2"', 412, 200]);
    const { notice, position, labels } = second.body;
    expect({ notice, position, labels }).toEqual({ notice: null, position: undefined, labels: { b: "2" } });
  });

  test("wrong values are named by pointer", async () => {
    const body = JSON.stringify({
      kind: "motor",
      name: "",
      registration: "X1",
      length: -1,
      beam: 2,
      draught: 1,
      engines: [{ powerKw: 5, fuel: "coal" }],
    });
    const { status, body: problem } = await call("POST", "/vessels", { headers: json, body });
    expect([status, (problem["errors"] as { at: string }[]).map(({ at }) => at)]).toEqual([
      422,
      ["/name", "/length", "/engines/0/fuel"],
    ]);
  });

  test("another media type is refused", async () => {
    const { status, body } = await call("PATCH", "/berths/A-05", { headers: json, body: "{}" });
    expect([status, body["detail"]]).toEqual([
      415,
      "The body must be application/merge-patch+json, not application/json.",
    ]);
  });

  test("an import tells what became of each line", async () => {
    const csv =
      'id,dock,length,beam,depth,price\r\nF-01,pontoon-f,12,4.2,3,5200\r\n"A-02",pontoon-a,9,3,2,4000\r\nZ-1,pontoon-f,1,1,1,1\r\nF-02,pier,1,1,1,1\r\n';
    const started = await call("POST", "/berths/import", { headers: { "Content-Type": "text/csv" }, body: csv });
    const { body } = await call("GET", `/berths/imports/${String(started.body["id"])}`);
    expect([started.status, started.body["status"], body]).toEqual([
      202,
      "running",
      {
        id: 1,
        status: "done",
        added: 1,
        updated: 1,
        errors: [
          { line: 4, message: "Z-1 is no berth id" },
          { line: 5, message: "pier is no dock" },
        ],
      },
    ]);
  });

  test("of a card only the last digits stay", async () => {
    const body = JSON.stringify({
      method: "card",
      amount: { amount: 100, currency: "EUR" },
      cardNumber: "4111111111111234",
    });
    await call("POST", "/invoices/inv_0003/payments", {
      headers: { ...json, "Idempotency-Key": "card-payment" },
      body,
    });
    const { body: invoice } = await call("GET", "/invoices/inv_0003");
    expect(invoice["payments"]).toEqual([
      {
        method: "card",
        amount: { amount: 100, currency: "EUR" },
        lastDigits: "1234",
        paidAt: `${today}T08:00:00.000Z`,
      },
    ]);
  });

  test("an uploaded picture comes back byte for byte", async () => {
    const form = new FormData();
    form.append("file", new Blob([picture], { type: "image/png" }), "x.png");
    form.append("metadata", JSON.stringify({ subject: { type: "vessel", id: "ves_0001" } }));
    const { body } = await call("POST", "/photos", { body: form });
    const image = await harbour.call("GET", `/photos/${String(body["id"])}/image`, { token: office });
    expect([body["width"], body["height"], body["bytes"]]).toEqual([4, 3, picture.byteLength]);
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(new Uint8Array(picture));
  });

  test("what is no PNG is refused", async () => {
    const form = new FormData();
    form.append("file", new Blob(["GIF89a"]), "x.gif");
    form.append("metadata", "{}");
    expect((await call("POST", "/photos", { body: form })).status).toBe(415);
  });
});

test("the same day gives the same harbour", () => {
  const contentsOf = (): unknown[] => {
    const { database, berths, vessels, bookings, invoices, photos } = openHarbour({
      issuer: "https://issuer.example",
      audience: "x",
      clock: () => new Date(`${today}T08:00:00Z`),
    });
    const contents = [berths, vessels, bookings, invoices, photos].map((collection) => collection.all());
    database.close();
    return contents;
  };
  expect(contentsOf()).toEqual(contentsOf());
});
