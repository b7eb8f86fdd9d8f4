import { beforeEach, describe, expect, test } from "vitest";
import type { StreamFrame } from "#contract/stream.ts";
import { attentiveHub, type AttentiveHub } from "../../testing/attention.ts";
import { addPerson } from "../../testing/people.ts";
import { openScreen, type Screen } from "../../testing/screen.ts";
import type { TestPerson } from "../../testing/test-hub.ts";

const MINUTE = 60_000;

let at: AttentiveHub;
let session: Awaited<ReturnType<AttentiveHub["session"]>>;
let host: string;
beforeEach(async () => {
  at = await attentiveHub();
  session = await at.session();
  host = await at.hub.listen();
});

const pageOf = (person: TestPerson, userAgent = "x") =>
  openScreen({ host, cookie: person.cookie, headers: { "user-agent": userAgent } });
type FrameOf<T extends StreamFrame["type"]> = Extract<StreamFrame, { type: T }>;
const of = <T extends StreamFrame["type"]>(screen: Screen, type: T) =>
  screen.frames.filter((frame): frame is FrameOf<T> => frame.type === type);
/** All that was told so far has arrived: a frame that everyone gets came after it. */
const arrived = async (...screens: Screen[]) => {
  await at.settled();
  const marks = screens.map((screen) => of(screen, "settings").length);
  await at.owner.send("PATCH", "/v1/people/settings", { body: { hubName: "mark" } });
  await Promise.all(
    screens.map(async (screen, index) => {
      for (let count = screen.frames.length; of(screen, "settings").length === marks[index]; count += 1) {
        await screen.has(count + 1);
      }
    }),
  );
};
const noticesOf = async (screen: Screen) => {
  await arrived(screen);
  return of(screen, "notice").map(({ notice }) => notice);
};

describe("a page", () => {
  test("of someone without the hub's desktop is told at once, and what is answered goes from it", async () => {
    const other = await addPerson(at.hub, "operator", "Otto");
    const page = await pageOf(other);
    const { id } = await session.approval();
    const [notice] = await noticesOf(page);
    expect(notice).toEqual({
      id: `approval:${id}`,
      kind: "approval",
      loudness: "normal",
      sound: true,
      sessionId: session.id,
      messageSeq: 1,
      title: "Ship it",
      subtitle: "studio · Ada",
      body: "npm publish\nPublishes the package",
    });
    at.surface.act({ type: "chosen", id: `approval:${id}`, actionId: "allow" });
    await arrived(page);
    expect(of(page, "notice-withdrawn").map((frame) => frame.id)).toEqual([`approval:${id}`]);
  });

  test("of the owner is told only where they want that", async () => {
    const page = await pageOf(at.owner);
    await session.patch({ state: "failed" });
    expect(await noticesOf(page)).toEqual([]);
    await at.prefer({ pages: true });
    await session.post({ state: "done" });
    expect((await noticesOf(page)).map(({ kind }) => kind)).toEqual(["done"]);
    expect(at.surface.shown.map(({ kind }) => kind)).toEqual(["failed", "done"]);
  });

  test("of the owner is told at once where the hub's computer can show nothing", async () => {
    at.surface.refuse("There is no notification service.");
    await at.hub.core.attention.capabilities();
    const page = await pageOf(at.owner);
    await session.patch({ state: "failed" });
    expect((await noticesOf(page)).map(({ kind }) => kind)).toEqual(["failed"]);
    expect((await at.decisions()).map(({ target, reason }) => [target.type, reason])).toContainEqual([
      "desktop",
      "no-surface",
    ]);
  });

  test("in the desktop app's own window is never told: the desktop is", async () => {
    await at.prefer({ pages: true });
    const page = await pageOf(at.owner, "Mozilla/5.0 Chrome/140.0 Electron/45.0.0 Safari/537.36");
    await session.patch({ state: "failed" });
    expect(await noticesOf(page)).toEqual([]);
    expect((await at.decisions()).map(({ target }) => target)).toEqual([{ type: "desktop", name: "Muster" }]);
  });

  test("is told once on a device, whichever of its pages was used last, and taken back on all of them", async () => {
    const other = await addPerson(at.hub, "operator", "Otto");
    const [first, second] = [await pageOf(other), await pageOf(other)];
    first.say({ type: "looking", sessionId: "another" });
    await arrived(first, second);
    await session.patch({ state: "waiting" });
    expect([await noticesOf(first), await noticesOf(second)].map(({ length }) => length)).toEqual([1, 0]);
    await session.patch({ state: "working" });
    await arrived(first, second);
    expect([first, second].map((page) => of(page, "notice-withdrawn").length)).toEqual([1, 1]);
  });

  test("is told nothing of what its person may not see, and nothing more when they no longer may", async () => {
    const hidden = { sees: "named", narrowings: [] } as const;
    const stranger = await pageOf(await addPerson(at.hub, "operator", "Stan", { sees: "named", narrowings: [] }));
    const other = await addPerson(at.hub, "operator", "Otto");
    const page = await pageOf(other);
    await session.patch({ state: "failed" });
    expect(await noticesOf(stranger)).toEqual([]);
    expect(await noticesOf(page)).toHaveLength(1);
    await at.owner.send("PATCH", `/v1/people/people/${other.id}`, { body: hidden });
    await at.settled();
    await arrived(page);
    expect(of(page, "notice-withdrawn")).toHaveLength(1);
    await session.post({ state: "done" });
    expect(await noticesOf(page)).toHaveLength(1);
    expect(await at.decisions(other)).toEqual([]);
  });

  test("is told nothing that was kept back once its person may not see it any more", async () => {
    const other = await addPerson(at.hub, "operator", "Otto");
    const page = await pageOf(other);
    await at.prefer({ doNotDisturbFor: "30-minutes" }, other);
    await session.patch({ state: "failed" });
    await at.settled();
    await at.owner.send("PATCH", `/v1/people/people/${other.id}`, { body: { sees: "named", narrowings: [] } });
    await at.wait(31 * MINUTE);
    expect(await noticesOf(page)).toEqual([]);
  });
});

describe("what nobody answers", () => {
  test("goes there so many minutes after a snooze that it is put off by", async () => {
    const page = await pageOf(at.owner);
    const count = async () => {
      const frames = await noticesOf(page);
      return [at.surface.there().length, frames.length, of(page, "notice-withdrawn").length];
    };
    await session.approval({ timeoutSeconds: 7200 });
    await at.wait(6 * MINUTE);
    expect(await count()).toEqual([1, 1, 0]);
    await at.mark(session, { snoozedUntil: "2027-03-01T13:00:00.000Z" });
    expect(await count()).toEqual([0, 1, 1]);
    await at.wait(54 * MINUTE);
    expect(await count()).toEqual([1, 1, 1]);
    await at.wait(4 * MINUTE);
    expect(await count()).toEqual([1, 1, 1]);
    await at.wait(MINUTE);
    expect(await count()).toEqual([1, 2, 1]);
  });

  test("goes to the person's other pages after the time that they set, once", async () => {
    const page = await pageOf(at.owner);
    await session.approval({ timeoutSeconds: 7200 });
    await at.wait(4 * MINUTE);
    expect(await noticesOf(page)).toEqual([]);
    await at.wait(MINUTE);
    expect((await noticesOf(page)).map(({ kind }) => kind)).toEqual(["approval"]);
    await at.wait(60 * MINUTE);
    expect(await noticesOf(page)).toHaveLength(1);
    const rows = (await at.decisions()).map(({ target, outcome, reason }) => [target.type, outcome, reason]);
    expect(rows).toEqual([
      ["page", "shown", "escalated"],
      ["desktop", "shown", "needs-you"],
    ]);
  });

  test.each([
    ["answered", async (id: string) => at.surface.act({ type: "chosen", id: `approval:${id}`, actionId: "allow" })],
    ["read", async () => void (await at.read(session, 1))],
  ])("does not when it is %s in time", async (_word, end) => {
    const page = await pageOf(at.owner);
    const { id } = await session.approval({ timeoutSeconds: 7200 });
    await at.settled();
    await end(id);
    await at.wait(6 * MINUTE);
    expect(await noticesOf(page)).toEqual([]);
  });

  test("does not where the person wants none of it, nor what needs no answer", async () => {
    const page = await pageOf(at.owner);
    await session.post({ state: "failed" });
    await at.wait(6 * MINUTE);
    expect(await noticesOf(page)).toEqual([]);
    await at.prefer({ escalation: { afterMinutes: null, toPages: true, toWebhook: true } });
    await session.approval({ timeoutSeconds: 7200 });
    await at.wait(60 * MINUTE);
    expect(await noticesOf(page)).toEqual([]);
  });
});

describe("levels", () => {
  test("all: plain messages, too; in one session or everywhere", async () => {
    const other = await at.session("Other");
    await at.mark(session, { level: "all" });
    await session.post();
    await other.post();
    await at.settled();
    expect(at.surface.shown.map(({ title }) => title)).toEqual(["Ship it"]);
    await at.prefer({ level: "all" });
    await other.post();
    await at.settled();
    expect(at.surface.shown.map(({ title }) => title)).toEqual(["Ship it", "Other"]);
    await at.mark(other, { level: "needs-me" });
    await other.post();
    await at.settled();
    expect(at.surface.shown).toHaveLength(2);
  });

  test("none: not even approvals", async () => {
    await at.mark(session, { level: "none" });
    await session.approval();
    await at.settled();
    expect(at.surface.shown).toEqual([]);
    expect((await at.decisions())[0]).toMatchObject({ outcome: "dropped", reason: "level" });
  });

  test("are the person's own, and on the stream only for them", async () => {
    const other = await addPerson(at.hub, "operator", "Otto");
    const [own, theirs] = [await pageOf(at.owner), await pageOf(other)];
    const answer = await at.mark(session, { level: "none" });
    expect(answer.json()).toMatchObject({ session: { level: "none" } });
    await arrived(own, theirs);
    expect(of(own, "marks").map(({ marks }) => marks.level)).toEqual(["none"]);
    expect(of(theirs, "marks")).toEqual([]);
    expect((await other.send("GET", `/v1/people/sessions/${session.id}`)).json()).toMatchObject({
      session: { level: null },
    });
  });

  test("a person is told of a message that names them, and others are not", async () => {
    const page = await pageOf(await addPerson(at.hub, "operator", "Otto"));
    await session.post({ text: "@otto, have a look" });
    expect((await noticesOf(page)).map(({ kind }) => kind)).toEqual(["mention"]);
    expect(at.surface.shown).toEqual([]);
  });

  test("a person is told of the end of work only by their name, if they don't want to hear of it", async () => {
    await at.prefer({ done: false });
    await session.post({ text: "All is built", state: "done" });
    await at.settled();
    expect(at.surface.there()).toEqual([]);
    await session.patch({ state: "working" });
    await session.post({ text: "@ada please look at it", state: "done" });
    await at.settled();
    expect(at.surface.there()).toMatchObject([{ kind: "mention", body: "@ada please look at it" }]);
  });

  test("of the messages that nobody wants, only the newest of each session is explained", async () => {
    for (let number = 0; number < 5; number += 1) await session.post();
    expect((await at.decisions()).map(({ kind, outcome, reason }) => [kind, outcome, reason])).toEqual([
      ["message", "dropped", "level"],
    ]);
    expect(await at.hub.core.store.read.notices.latest((await at.hub.core.signIn.owner()).id, 50)).toEqual([]);
  });
});
