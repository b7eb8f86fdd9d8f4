import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { attentiveHub, type AttentiveHub } from "../../testing/attention.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let at: AttentiveHub;
let session: Awaited<ReturnType<AttentiveHub["session"]>>;
beforeEach(async () => {
  at = await attentiveHub();
  session = await at.session();
});

/** From noon, when all tests begin, to two. */
const quiet = (lets: "nothing" | "urgent-and-approvals" = "nothing") => ({
  quietHours: {
    enabled: true,
    timeZone: "UTC",
    spans: [{ days: [1, 2, 3, 4, 5, 6, 7], from: "11:00", to: "14:00" }],
    lets,
  },
});
const there = async () => {
  await at.settled();
  return at.surface.there();
};

describe("quiet hours", () => {
  test("keep things back, say until when, and have them told as one when they end", async () => {
    expect((await at.prefer(quiet())).quietUntil).toBe("2027-03-01T14:00:00.000Z");
    const other = await at.session("Other");
    await session.patch({ state: "failed" });
    await session.post({ level: "urgent" });
    await other.question();
    expect(await there()).toEqual([]);
    expect((await at.decisions()).map(({ outcome, reason, until }) => [outcome, reason, until])).toEqual(
      Array.from({ length: 3 }, () => ["held", "quiet-hours", "2027-03-01T14:00:00.000Z"]),
    );
    await at.wait(2 * HOUR - MINUTE);
    expect(await there()).toEqual([]);
    await at.wait(MINUTE);
    expect(await there()).toMatchObject([
      {
        kind: "digest",
        title: "2 sessions need you",
        body: "Ship it: 1 urgent message, failed\nOther: 1 question",
        sessionId: null,
        actions: [],
      },
    ]);
    expect((await at.decisions()).map(({ outcome, reason }) => [outcome, reason])).toEqual(
      Array.from({ length: 3 }, () => ["shown", "digest"]),
    );
  });

  test("let come through what they are to", async () => {
    await at.prefer(quiet("urgent-and-approvals"));
    await session.patch({ state: "failed" });
    await session.approval();
    expect((await there()).map(({ kind }) => kind)).toEqual(["approval"]);
  });

  test("end with the one thing itself, with its buttons, when there is only one", async () => {
    await at.prefer(quiet());
    await session.question({ options: [{ label: "staging" }] });
    await at.wait(2 * HOUR);
    expect(await there()).toMatchObject([{ kind: "question", actions: [{ label: "staging" }] }]);
  });

  test("end with nothing of what was read or answered meanwhile", async () => {
    await at.prefer(quiet());
    const { id } = await session.question();
    await session.post({ level: "urgent" });
    await at.settled();
    await at.owner.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: "this one" } });
    await at.read(session, 2);
    await at.wait(2 * HOUR);
    expect(await there()).toEqual([]);
    const found = new Set((await at.decisions()).map(({ outcome, reason }) => `${outcome} ${reason}`));
    expect(found).toEqual(new Set(["dropped over", "dropped read"]));
  });

  test("that are turned off end at once", async () => {
    await at.prefer(quiet());
    await session.patch({ state: "failed" });
    expect(await there()).toEqual([]);
    await at.prefer({ quietHours: { ...quiet().quietHours, enabled: false } });
    expect((await there()).map(({ kind }) => kind)).toEqual(["failed"]);
  });

  test("are over when the clock is set back to before them", async () => {
    await at.prefer(quiet());
    await session.patch({ state: "failed" });
    expect(await there()).toEqual([]);
    await at.wait(-2 * HOUR);
    expect((await there()).map(({ kind }) => kind)).toEqual(["failed"]);
  });

  test("a digest is gone when the last thing in it is, and a click on one of several sessions opens what needs somebody", async () => {
    await at.prefer(quiet());
    const other = await at.session("Other");
    await session.post({ level: "urgent" });
    await other.post({ level: "urgent" });
    await at.wait(2 * HOUR);
    const [digest] = await there();
    at.surface.act({ type: "opened", id: digest?.id ?? "" });
    await at.settled();
    expect(at.opened).toEqual([[null, null]]);
    await session.post({ level: "urgent" });
    await other.post({ level: "urgent" });
    await at.settled();
    await at.read(session, 2);
    await at.read(other, 2);
    expect(await there()).toEqual([]);
  });
});

test("do not disturb holds things back for as long as it was asked for, and then they come", async () => {
  const { preferences, quietUntil } = await at.prefer({ doNotDisturbFor: "30-minutes" });
  expect([preferences.doNotDisturb.until, quietUntil]).toEqual([
    expect.stringMatching(/^2027-03-01T12:30/),
    preferences.doNotDisturb.until,
  ]);
  await session.approval({ timeoutSeconds: 7200 });
  expect(await there()).toEqual([]);
  await at.wait(31 * MINUTE);
  expect((await there()).map(({ kind }) => kind)).toEqual(["approval"]);
});

test("what was held back comes with the words that it came with, whatever was said since", async () => {
  await at.prefer({ doNotDisturbFor: "30-minutes" });
  await session.post({ text: "Which branch?", state: "waiting" });
  await at.settled();
  await at.mark(session, { level: "needs-me" });
  await session.post({ text: "Still here" });
  await at.wait(31 * MINUTE);
  expect(await there()).toMatchObject([{ kind: "waiting", body: "Which branch?" }]);
});

test("of an agent that says that it waits, and asks, only the question comes, with its answers", async () => {
  await at.prefer({ doNotDisturbFor: "30-minutes" });
  await session.post({ text: "May I?", state: "waiting" });
  await session.approval({ timeoutSeconds: 7200 });
  await at.wait(31 * MINUTE);
  expect(await there()).toMatchObject([{ kind: "approval", actions: [{ id: "allow" }, { id: "deny" }] }]);
});

test("do not disturb that is ended early lets what came meanwhile come at once", async () => {
  await at.prefer({ doNotDisturbFor: "1-hour" });
  await session.patch({ state: "failed" });
  expect(await there()).toEqual([]);
  await at.prefer({ doNotDisturb: { until: null, lets: "nothing" } });
  expect((await there()).map(({ kind }) => kind)).toEqual(["failed"]);
});

test("what came while its session was snoozed comes when that ends, by itself or by hand", async () => {
  await at.mark(session, { snoozedUntil: "2027-03-01T13:00:00.000Z" });
  await session.patch({ state: "failed" });
  expect(await there()).toEqual([]);
  expect((await at.decisions())[0]).toMatchObject({ reason: "snoozed", until: "2027-03-01T13:00:00.000Z" });
  await at.wait(HOUR);
  expect((await there()).map(({ kind }) => kind)).toEqual(["failed"]);
  const other = await at.session("Other");
  await at.mark(other, { snoozedUntil: "2027-03-01T20:00:00.000Z" });
  await other.patch({ state: "failed" });
  expect(await there()).toHaveLength(1);
  await at.mark(other, { snoozedUntil: null });
  expect(await there()).toHaveLength(2);
});

const snooze = (until = "13:00") => at.mark(session, { snoozedUntil: `2027-03-01T${until}:00.000Z` });

describe("a snooze puts off what is shown", () => {
  test("until it ends; then it comes once more, with its buttons, and only once", async () => {
    await session.approval({ timeoutSeconds: 7200 });
    expect(await there()).toHaveLength(1);
    await snooze();
    expect(await there()).toEqual([]);
    expect(await at.decisions()).toMatchObject([
      { outcome: "held", reason: "snoozed", until: "2027-03-01T13:00:00.000Z" },
    ]);
    await at.wait(HOUR - MINUTE);
    expect(await there()).toEqual([]);
    await at.wait(MINUTE);
    expect(await there()).toMatchObject([{ kind: "approval", actions: [{ id: "allow" }, { id: "deny" }] }]);
    await at.wait(HOUR / 2);
    expect(at.surface.shown).toHaveLength(2);
  });

  test("and no longer than it needs somebody", async () => {
    const { id } = await session.approval({ timeoutSeconds: 7200 });
    await session.post({ level: "urgent" });
    expect(await there()).toHaveLength(2);
    await snooze();
    await at.owner.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision: "deny" } });
    await at.read(session, 2);
    await at.wait(2 * HOUR);
    expect(await there()).toEqual([]);
  });

  test("until it is ended by hand, and for longer when it is made longer", async () => {
    await session.patch({ state: "failed" });
    await there();
    await snooze();
    await snooze("15:00");
    await at.wait(HOUR);
    expect(await there()).toEqual([]);
    await at.mark(session, { snoozedUntil: null });
    expect((await there()).map(({ kind }) => kind)).toEqual(["failed"]);
  });
});

test("what is put off has its time looked at, whatever else came in the same moment", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const other = await at.session("Other");
  await at.mark(other, { snoozedUntil: "2027-03-01T13:00:00.000Z" });
  await at.settled();
  await Promise.all([session.patch({ state: "failed" }), other.patch({ state: "failed" })]);
  expect(await there()).toHaveLength(1);
  at.hub.advance(HOUR);
  await vi.advanceTimersByTimeAsync(MINUTE + 1);
  expect(await there()).toHaveLength(2);
});

describe("a burst", () => {
  test("of messages within ten seconds is one notification that updates, and rings once", async () => {
    await at.mark(session, { level: "all" });
    for (const text of ["one", "two", "three", "four", "five"]) {
      await session.post({ text });
      await at.wait(2000);
    }
    expect(await there()).toMatchObject([{ body: "five\nand 4 more" }]);
    expect(at.surface.shown.map(({ id, sound }) => [id === at.surface.shown[0]?.id, sound])).toEqual([
      [true, true],
      [true, false],
      [true, false],
      [true, false],
      [true, false],
    ]);
    await at.wait(2000);
    await session.post({ text: "six" });
    expect(await there()).toHaveLength(2);
  });

  test("that comes all at once is one, too", async () => {
    await at.mark(session, { level: "all" });
    await Promise.all(Array.from({ length: 5 }, (_, number) => session.post({ text: `${number}` })));
    expect(await there()).toHaveLength(1);
    expect(at.surface.there()[0]?.body).toMatch(/and 4 more$/);
  });

  test("never hides an approval", async () => {
    await at.mark(session, { level: "all" });
    await session.post();
    await session.approval();
    await session.post();
    await session.approval();
    expect((await there()).map(({ kind }) => kind).toSorted()).toEqual(["approval", "approval", "message"]);
  });
});
