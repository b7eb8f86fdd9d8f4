import { beforeEach, describe, expect, test } from "vitest";
import { attentiveHub, type AttentiveHub } from "../../testing/attention.ts";
import { addPerson } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";

let at: AttentiveHub;
beforeEach(async () => {
  at = await attentiveHub();
});
const url = "/v1/people/attention";
const get = async () => (await at.owner.send("GET", url)).json<object>();

describe("a person's preferences", () => {
  test("are there before they set any, in the time zone of the hub's computer", async () => {
    expect(await get()).toMatchObject({
      preferences: { level: "needs-me", pages: false, webhook: null, quietHours: { enabled: false, timeZone: "UTC" } },
      quietUntil: null,
      capabilities: { surface: "dbus", actions: true, problem: null },
    });
  });

  test("are their own, and what they don't change stays", async () => {
    const other = await addPerson(at.hub, "viewer", "Vera");
    await at.prefer({ sound: false });
    await at.prefer({ stalled: true });
    expect(await get()).toMatchObject({ preferences: { sound: false, stalled: true, done: true } });
    expect((await other.send("GET", url)).json()).toMatchObject({ preferences: { sound: true, pages: true } });
    await at.prefer({ sound: false }, other);
    expect(await get()).toMatchObject({ preferences: { stalled: true } });
  });

  test.each([
    [{ level: "some" }, "level"],
    [{ quietHours: { enabled: true, timeZone: "Nowhere/Else", spans: [], lets: "nothing" } }, "quietHours.timeZone"],
    [
      {
        quietHours: { enabled: true, timeZone: "UTC", spans: [{ days: [0], from: "25:00", to: "1" }], lets: "nothing" },
      },
      "quietHours.spans[0].days[0]",
    ],
    [{ escalation: { afterMinutes: 0, toPages: true, toWebhook: true } }, "escalation.afterMinutes"],
    [{ webhook: { url: "ftp://example.org" } }, "webhook.url"],
    [{ doNotDisturbFor: "ever" }, "doNotDisturbFor"],
  ])("that make no sense are refused by name: %j", async (body, path) => {
    const answer = await at.owner.send("PATCH", url, { body });
    expect(answer.statusCode).toBe(400);
    expect(answer.json<{ issues: { path: string }[] }>().issues[0]?.path).toBe(path);
  });

  test("are told on the stream to the person alone, as is when quiet hours begin and end", async () => {
    const other = await addPerson(at.hub, "operator", "Otto");
    const host = await at.hub.listen();
    const own = await openScreen({ host, cookie: at.owner.cookie });
    const theirs = await openScreen({ host, cookie: other.cookie });
    const spans = [{ days: [1], from: "13:00", to: "14:00" }];
    await at.prefer({ quietHours: { enabled: true, timeZone: "UTC", spans, lets: "nothing" } });
    expect(await own.first("attention")).toMatchObject({ preferences: { quietHours: { spans } }, quietUntil: null });
    for (let hour = 0; hour < 2; hour += 1) {
      await at.wait(3_600_000);
      await at.settled();
    }
    await own.has(4);
    expect(own.frames.flatMap((frame) => (frame.type === "attention" ? [frame.quietUntil] : []))).toEqual([
      null,
      "2027-03-01T14:00:00.000Z",
      null,
    ]);
    expect(theirs.frames.some(({ type }) => type === "attention")).toBe(false);
  });

  test("need a sign-in", async () => {
    for (const [method, path] of [
      ["GET", url],
      ["PATCH", url],
      ["GET", `${url}/decisions`],
      ["POST", `${url}/test`],
    ] as const) {
      expect((await at.hub.send(method, path, { body: {} })).statusCode).toBe(401);
    }
  });
});

describe("a notification to try", () => {
  test("is shown to the owner on the hub's computer, and a click on it opens the window", async () => {
    expect((await at.owner.send("POST", `${url}/test`)).json()).toMatchObject({ isShown: true, problem: null });
    expect(at.surface.there()).toMatchObject([{ kind: "test", title: "Muster" }]);
    expect((await at.decisions())[0]).toMatchObject({
      kind: "test",
      outcome: "shown",
      reason: "test",
      sessionId: null,
    });
    at.surface.act({ type: "opened", id: at.surface.there()[0]?.id ?? "" });
    await at.settled();
    expect(at.opened).toEqual([[null, null]]);
  });

  test("says why it can't be shown", async () => {
    at.surface.refuse("There is no notification service.");
    expect((await at.owner.send("POST", `${url}/test`)).json()).toMatchObject({
      isShown: false,
      problem: "There is no notification service.",
      capabilities: { problem: "There is no notification service." },
    });
    expect((await at.decisions())[0]).toMatchObject({ kind: "test", outcome: "dropped", reason: "failed" });
  });

  test("is shown to others on their open pages only", async () => {
    const other = await addPerson(at.hub, "viewer", "Vera");
    expect((await other.send("POST", `${url}/test`)).json()).toEqual({
      isShown: false,
      capabilities: null,
      problem: "No page of yours is open in a browser.",
    });
    const page = await openScreen({ host: await at.hub.listen(), cookie: other.cookie });
    expect((await other.send("POST", `${url}/test`)).json()).toMatchObject({ isShown: true });
    expect((await page.first("notice")).notice.kind).toBe("test");
    expect(at.surface.shown).toEqual([]);
  });
});

test("decisions are listed newest first, fifty of them, and only those of the person", async () => {
  const session = await at.session();
  for (let number = 0; number < 60; number += 1) await session.post({ level: "urgent", text: `${number}` });
  const decisions = await at.decisions();
  expect(decisions).toHaveLength(50);
  const times = decisions.map((decision) => decision.at);
  expect(times).toEqual(times.toSorted().toReversed());
  const stranger = await addPerson(at.hub, "viewer", "Stan", { sees: "named", narrowings: [] });
  expect(await at.decisions(stranger)).toEqual([]);
});
