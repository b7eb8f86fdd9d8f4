import { beforeEach, describe, expect, test } from "vitest";
import { attentiveHub, type AttentiveHub } from "../../testing/attention.ts";
import { addPerson } from "../../testing/people.ts";
import { openScreen } from "../../testing/screen.ts";
import { until } from "../../testing/turns.ts";

let at: AttentiveHub;
let session: Awaited<ReturnType<AttentiveHub["session"]>>;
beforeEach(async () => {
  at = await attentiveHub();
  session = await at.session();
});

const kindsThere = async () => {
  await at.settled();
  return at.surface.there().map(({ kind }) => kind);
};
const lastReason = async () => {
  const [newest] = await at.decisions();
  return [newest?.outcome, newest?.reason];
};
const decide = (id: string, decision = "allow") =>
  at.owner.send("POST", `/v1/people/approvals/${id}/decision`, { body: { decision } });

describe("a notification goes away", () => {
  test("when its approval is decided on a page", async () => {
    const { id } = await session.approval();
    expect(await kindsThere()).toEqual(["approval"]);
    await decide(id);
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "answered"]);
  });

  test("when its approval runs out or is taken back", async () => {
    const one = await session.approval();
    await at.machine.send("DELETE", `/v1/approvals/${one.id}`);
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "over"]);
  });

  test("when its question is answered", async () => {
    const { id } = await session.question();
    expect(await kindsThere()).toEqual(["question"]);
    await at.owner.send("POST", `/v1/people/questions/${id}/answer`, { body: { text: "this one" } });
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "answered"]);
  });

  test("when it is read anywhere, but not when something before it is", async () => {
    await session.post();
    await session.post({ level: "urgent" });
    await at.read(session, 1);
    expect(await kindsThere()).toEqual(["urgent"]);
    await at.read(session, 2);
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "read"]);
  });

  test("when the session that waits is replied to, or goes on", async () => {
    await session.patch({ state: "waiting" });
    expect(await kindsThere()).toEqual(["waiting"]);
    const other = await addPerson(at.hub, "operator", "Otto");
    await other.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "Go on" } });
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "answered"]);
    await session.patch({ state: "working" });
    await session.patch({ state: "waiting" });
    expect(await kindsThere()).toEqual(["waiting"]);
    await session.patch({ state: "working" });
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", "over"]);
  });

  test("not by a viewer's words, which reach no agent", async () => {
    await session.patch({ state: "waiting" });
    const viewer = await addPerson(at.hub, "viewer", "Vera");
    await viewer.send("POST", `/v1/people/sessions/${session.id}/replies`, { body: { text: "Hm" } });
    expect(await kindsThere()).toEqual(["waiting"]);
  });

  test.each([
    ["muted", { muted: true }, "muted"],
    ["not to be told of", { level: "none" }, "level"],
  ] as const)("when its session is %s", async (_words, marks, reason) => {
    await session.patch({ state: "failed" });
    expect(await kindsThere()).toEqual(["failed"]);
    await at.mark(session, marks);
    expect(await kindsThere()).toEqual([]);
    expect(await lastReason()).toEqual(["withdrawn", reason]);
  });

  test("when its person looks at the discussion, not when another one does", async () => {
    await session.patch({ state: "failed" });
    expect(await kindsThere()).toEqual(["failed"]);
    const host = await at.hub.listen();
    const other = await addPerson(at.hub, "operator", "Otto");
    const theirs = await openScreen({ host, cookie: other.cookie });
    theirs.say({ type: "looking", sessionId: session.id });
    await until(() => at.hub.server.stream.isLookedAt(session.id, other.id));
    expect(await kindsThere()).toEqual(["failed"]);
    const screen = await openScreen({ host, cookie: at.owner.cookie });
    screen.say({ type: "looking", sessionId: session.id });
    await until(async () => (await kindsThere()).length === 0);
    expect(await lastReason()).toEqual(["withdrawn", "looking"]);
  });

  test("with its session, and so does what is kept of it", async () => {
    await session.approval();
    expect(await at.decisions()).toHaveLength(1);
    await at.owner.send("DELETE", `/v1/people/sessions/${session.id}`);
    expect(await kindsThere()).toEqual([]);
    expect(await at.decisions()).toEqual([]);
  });

  test("from the desktop when its person is the hub's owner no more", async () => {
    await session.patch({ state: "failed" });
    expect(await kindsThere()).toEqual(["failed"]);
    const { id } = await at.hub.core.signIn.owner();
    const next = await addPerson(at.hub, "owner", "Olga");
    await next.send("DELETE", `/v1/people/people/${id}`);
    expect(await kindsThere()).toEqual([]);
  });

  test("that somebody still waits for comes for the next owner of the desktop", async () => {
    await session.approval({ timeoutSeconds: 7200 });
    expect(await kindsThere()).toEqual(["approval"]);
    const { id } = await at.hub.core.signIn.owner();
    const next = await addPerson(at.hub, "owner", "Olga");
    await next.send("DELETE", `/v1/people/people/${id}`);
    expect(await kindsThere()).toEqual(["approval"]);
    expect((await at.decisions(next))[0]).toMatchObject({ outcome: "shown", target: { type: "desktop" } });
  });
});
