import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Overview } from "#contract/person.ts";
import type { Session } from "#contract/session.ts";
import type { StreamFrame } from "#contract/stream.ts";
import { addPerson } from "../../testing/people.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { openScreen, refusedStream } from "../../testing/screen.ts";
import { startSteering } from "../../testing/steering.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
const host = await hub.listen();
let person: TestPerson;
let machine: TestMachine;
let session: Session;

beforeAll(async () => {
  person = await hub.person();
  machine = await hub.machine();
  session = await machine.session("Streamed");
  hub.core.changes.flush();
});

const screen = (since?: number | string, as = person) => openScreen({ host, cookie: as.cookie, since });
const post = (text: string) => machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
const seqsOf = (frames: StreamFrame[]) => frames.map(({ seq }) => seq);
const textsOf = (frames: StreamFrame[]) =>
  frames.flatMap((frame) => (frame.type === "message" ? [frame.message.text] : []));

describe("the stream", () => {
  test("greets with its place, then tells every change in order, each with the next number", async () => {
    const { frames, has } = await screen();
    expect(frames).toEqual([{ type: "hello", seq: hub.server.stream.seq() }]);
    for (const text of ["one", "two", "three"]) await post(text);
    await has(4);
    expect(textsOf(frames)).toEqual(["one", "two", "three"]);
    const first = frames[0]?.seq ?? 0;
    expect(seqsOf(frames)).toEqual([first, first + 1, first + 2, first + 3]);
  });

  test("tells a message with the session as it left it, and the same as the door does", async () => {
    const { first } = await screen();
    const body = { text: "waiting for you", state: "waiting", progress: 0.5 };
    const answer = await machine.send("POST", `/v1/sessions/${session.id}/messages`, { body });
    const frame = await first("message");
    expect(frame.message).toEqual(answer.json<{ message: unknown }>().message);
    expect(frame.session).toMatchObject({ id: session.id, state: "waiting", progress: 0.5, attention: "waiting" });
    expect(frame.session.lastSeq).toBe(frame.message.seq);
    await machine.send("PATCH", `/v1/sessions/${session.id}`, { body: { state: "working" } });
  });

  test.each<[StreamFrame["type"], () => Promise<unknown>, object]>([
    ["session", () => machine.session("Fresh"), { session: { title: "Fresh" } }],
    ["machine", () => hub.machine("fresh"), { machine: { name: "fresh" } }],
    [
      "settings",
      () => person.send("PATCH", "/v1/people/settings", { body: { hubName: "Told" } }),
      { settings: { hubName: "Told" } },
    ],
    [
      "machine-revoked",
      async () => person.send("DELETE", `/v1/people/machines/${(await hub.machine()).id}`),
      { machineId: expect.any(String) },
    ],
    [
      "session-deleted",
      async () => person.send("DELETE", `/v1/people/sessions/${(await machine.session("Doomed")).id}`),
      { sessionId: expect.any(String) },
    ],
    [
      "marks",
      () => person.send("PATCH", `/v1/people/sessions/${session.id}`, { body: { pinned: true } }),
      { marks: { pinned: true } },
    ],
  ])("tells of a %s change", async (type, act, expected) => {
    const { first } = await screen();
    await act();
    expect(await first(type)).toMatchObject(expected);
  });

  test("follows a reply on its way", async () => {
    const steered = await startSteering(await ownHub());
    const { frames } = await openScreen({ host: await steered.hub.listen(), cookie: steered.person.cookie });
    const { id } = (await steered.reply("go")).message;
    await steered.ask("?carrier=hook");
    await steered.ack([id]);
    const states = () => frames.flatMap((frame) => (frame.type === "receipt" ? [frame.receipt.state] : []));
    await until(() => states().length === 2);
    expect(states()).toEqual(["handed", "taken"]);
    await until(() => frames.at(-1)?.type === "session");
    const dues = frames.flatMap((frame) => (frame.type === "session" ? [frame.session.dueReplies] : []));
    expect(dues.at(-1)).toBe(0);
  });

  test("keeps two screens in step", async () => {
    const [one, other] = [await screen(), await screen()];
    await Promise.all(Array.from({ length: 10 }, (_, number) => post(`both ${number}`)));
    await Promise.all([one.has(11), other.has(11)]);
    expect(one.frames.slice(1)).toEqual(other.frames.slice(1));
  });

  test("tells personal marks only to their person, and the numbers stay in order", async () => {
    const other = await addPerson(hub, "operator");
    const [mine, theirs] = [await screen(), await screen(undefined, other)];
    await person.send("PATCH", `/v1/people/sessions/${session.id}`, { body: { muted: true } });
    await post("for both");
    await mine.has(3);
    await theirs.has(2);
    expect(mine.frames.map(({ type }) => type)).toEqual(["hello", "marks", "message"]);
    expect(theirs.frames.map(({ type }) => type)).toEqual(["hello", "message"]);
  });
});

describe("a screen that comes back", () => {
  test("gets exactly what it missed, and then what comes", async () => {
    const before = await screen();
    await post("seen");
    await before.has(2);
    const last = before.frames.at(-1)?.seq ?? 0;
    before.socket.terminate();
    for (const text of ["missed 1", "missed 2"]) await post(text);
    hub.core.changes.flush();
    const again = await screen(last);
    await post("live");
    await again.has(3);
    expect(textsOf(again.frames)).toEqual(["missed 1", "missed 2", "live"]);
    expect(seqsOf(again.frames)).toEqual([last + 1, last + 2, last + 3]);
  });

  test("is greeted when it missed nothing", async () => {
    const since = hub.server.stream.seq();
    expect((await screen(since)).frames).toEqual([{ type: "hello", seq: since }]);
  });

  test("is greeted when it missed only what belongs to others", async () => {
    const other = await addPerson(hub, "operator");
    hub.core.changes.flush();
    const since = hub.server.stream.seq();
    await person.send("PATCH", `/v1/people/sessions/${session.id}`, { body: { pinned: false } });
    hub.core.changes.flush();
    expect((await screen(since, other)).frames).toEqual([{ type: "hello", seq: since + 1 }]);
  });

  test("goes on from where the overview stands, without a gap", async () => {
    const { since } = (await person.send("GET", "/v1/people/overview")).json<Overview>();
    await post("after the overview");
    const { frames } = await screen(since);
    expect(textsOf(frames)).toEqual(["after the overview"]);
  });

  test.each([
    ["too old", () => 5],
    ["of the future", () => hub.server.stream.seq() + 1],
    ["of an earlier run of the hub", () => 999_999_999],
    ["not a number", () => "soon"],
    ["negative", () => -1],
    ["empty", () => ""],
    ["endless", () => "9".repeat(30)],
  ])("from a place that is %s starts over", async (_what, since) => {
    const { frames, has } = await screen(since());
    expect(frames).toEqual([{ type: "resync", seq: hub.server.stream.seq() }]);
    await post("goes on");
    expect(textsOf(await has(2))).toEqual(["goes on"]);
  });
});

describe("who may listen", () => {
  test("is one who is signed in, on the hub's own page", async () => {
    const { cookie } = person;
    expect(await refusedStream({ host })).toBe(401);
    expect(await refusedStream({ host, cookie: "muster_test=guess" })).toBe(401);
    expect(await refusedStream({ host, headers: { authorization: `Bearer ${machine.key}` } })).toBe(401);
    expect(await refusedStream({ host, cookie, headers: { origin: "http://evil.example" } })).toBe(403);
    expect(await refusedStream({ host, cookie, headers: { origin: "" } })).toBe(403);
    const rebound = { host: "evil.example", origin: "http://evil.example" };
    expect(await refusedStream({ host, cookie, headers: rebound })).toBe(403);
  });

  test("no longer those who sign out, while others go on", async () => {
    const leaving = await hub.person();
    const page = { origin: `http://${host}`, host };
    const [gone, stays] = [await screen(undefined, leaving), await screen()];
    await hub.send("POST", "/v1/people/sign-out", { headers: { ...page, cookie: leaving.cookie } });
    expect(await gone.closed).toBe(4401);
    await post("still here");
    expect(textsOf(await stays.has(2))).toEqual(["still here"]);
    expect(await refusedStream({ host, cookie: leaving.cookie })).toBe(401);
  });

  test("is told when the hub closes", async () => {
    const closing = await startTestHub();
    const at = await closing.listen();
    const { closed } = await openScreen({ host: at, cookie: (await closing.person()).cookie });
    await closing.close();
    expect(await closed).toBe(1001);
  });
});

describe("what a screen says", () => {
  test("is which discussion its person looks at", async () => {
    const { isLookedAt } = hub.server.stream;
    const { say, socket } = await screen();
    say({ type: "looking", sessionId: session.id });
    await until(() => isLookedAt(session.id));
    expect(isLookedAt("another")).toBe(false);
    say({ type: "looking", sessionId: null });
    await until(() => !isLookedAt(session.id));
    say({ type: "looking", sessionId: session.id });
    await until(() => isLookedAt(session.id));
    socket.close();
    await until(() => !isLookedAt(session.id));
  });

  test("is passed over when it is not understood", async () => {
    const { isLookedAt } = hub.server.stream;
    const { say, has } = await screen();
    say({ type: "looking", sessionId: session.id });
    for (const word of ["nonsense", "{", "[]", "null", { type: "dancing" }, { type: "looking" }]) say(word);
    await post("after the nonsense");
    expect(textsOf(await has(2))).toEqual(["after the nonsense"]);
    await until(() => isLookedAt(session.id));
  });

  test("is at most a few words: more ends the connection, and nothing else", async () => {
    const { say, closed } = await screen();
    say("x".repeat(70_000));
    expect(await closed).toBe(1009);
    expect((await screen()).frames).toMatchObject([{ type: "hello" }]);
  });
});
