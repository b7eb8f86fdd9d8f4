import { beforeEach, describe, expect, test } from "vitest";
import type { Overview } from "#contract/person.ts";
import type { Session } from "#contract/session.ts";
import type { StreamFrame } from "#contract/stream.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson, addTeam } from "../../testing/people.ts";
import { openScreen, refusedStream, type Screen } from "../../testing/screen.ts";
import type { TestHub, TestMachine, TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

let hub: TestHub;
let host: string;
let machine: TestMachine;
let other: TestMachine;
let open: Session;
let narrowed: Session;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeEach(async () => {
  hub = await ownHub();
  machine = await hub.machine("studio");
  other = await hub.machine("laptop");
  open = await machine.session("Open");
  narrowed = await other.session("Narrowed");
  team = await addTeam(hub, { narrowed: narrowed.id, named: open.id });
  hub.core.changes.flush();
  host = await hub.listen();
});

const screenOf = (person: TestPerson, since?: number) =>
  openScreen({ host, cookie: person.cookie, ...(since === undefined ? {} : { since }) });
const change = (id: string, body: object) => team.owner.send("PATCH", `/v1/people/people/${id}`, { body });
const post = (from: TestMachine, session: Session, text: string) =>
  from.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
/** Something that everyone is told, and so the last frame of what was told before. */
const mark = async (...screens: Screen[]) => {
  await team.owner.send("PATCH", "/v1/people/settings", { body: { hubName: "mark" } });
  await Promise.all(screens.map((screen) => screen.first("settings")));
};
const aboutSession = (frames: StreamFrame[], { id }: Session) =>
  frames.filter((frame) => JSON.stringify(frame).includes(id)).map(({ type }) => type);
const sinceOf = async (person: TestPerson) => (await person.send("GET", "/v1/people/overview")).json<Overview>().since;

/** All that can be told of a session, one after the other. */
const doEverything = async () => {
  const url = `/v1/sessions/${narrowed.id}`;
  await post(other, narrowed, "secret");
  await team.owner.send("POST", `/v1/people/sessions/${narrowed.id}/replies`, { body: { text: "secret" } });
  await other.send("GET", `${url}/replies?carrier=watch`);
  await other.send("POST", `${url}/questions`, { body: { text: "secret?" } });
  await other.send("POST", `${url}/approvals`, { body: { tool: "Bash", input: { command: "rm secret" } } });
  await other.send("PATCH", url, { body: { title: "Secret" } });
  await team.owner.send("DELETE", `/v1/people/sessions/${narrowed.id}`);
};

describe("frames about a discussion", () => {
  test("go only to those who may see it", async () => {
    const [owner, operator, viewer] = [
      await screenOf(team.owner),
      await screenOf(team.operator),
      await screenOf(team.viewer),
    ];
    await doEverything();
    await mark(owner, operator, viewer);
    const told = new Set(aboutSession(owner.frames, narrowed));
    const all = ["approval", "message", "question", "receipt", "session", "session-deleted"];
    expect(Array.from(told).toSorted()).toEqual(expect.arrayContaining(all));
    const shared = (screen: Screen) => aboutSession(screen.frames, narrowed).filter((type) => type !== "marks");
    expect(shared(operator)).toEqual(shared(owner));
    expect(JSON.stringify(viewer.frames).toLowerCase()).not.toContain("secret");
    expect(viewer.frames.map(({ type }) => type)).toEqual(["hello", "settings"]);
  });

  test("are kept from those who may not see it when they come back, too", async () => {
    const since = await sinceOf(team.viewer);
    await doEverything();
    await post(machine, open, "for all");
    hub.core.changes.flush();
    const { frames } = await screenOf(team.viewer, since);
    expect(frames.map(({ type }) => type)).toEqual(["message"]);
    expect(JSON.stringify(frames).toLowerCase()).not.toContain("secret");
  });
});

describe("a person whose access changes", () => {
  test("starts over, and is told from then on what they may see now", async () => {
    const viewer = await screenOf(team.viewer);
    const operator = await screenOf(team.operator);
    const narrowings = [{ sessionId: narrowed.id, role: "viewer" }];
    await change(team.viewer.id, { narrowings });
    await viewer.first("resync");
    expect((await viewer.first("person")).person.narrowings).toEqual(narrowings);
    await post(machine, open, "no longer");
    await post(other, narrowed, "from now on");
    await mark(viewer, operator);
    const texts = viewer.frames.flatMap((frame) => (frame.type === "message" ? [frame.message.text] : []));
    expect(texts).toEqual(["from now on"]);
    expect(operator.frames.some(({ type }) => type === "resync" || type === "person")).toBe(false);
  });

  test("starts over also when they were away meanwhile", async () => {
    const since = await sinceOf(team.viewer);
    await change(team.viewer.id, { sees: "all", narrowings: [] });
    hub.core.changes.flush();
    const { frames } = await screenOf(team.viewer, since);
    expect(frames.at(-1)?.type).toBe("resync");
  });

  test("is told their own role, and owners are, but not of discussions that are kept from them", async () => {
    const [owner, viewer] = [await screenOf(team.owner), await screenOf(team.viewer)];
    const narrowings = [
      { sessionId: narrowed.id, role: "none" },
      { sessionId: open.id, role: "operator" },
    ];
    await change(team.viewer.id, { role: "operator", narrowings });
    const own = (await viewer.first("person")).person;
    expect([own.role, own.narrowings]).toEqual(["operator", [{ sessionId: open.id, role: "operator" }]]);
    expect((await owner.first("person")).person.narrowings).toHaveLength(2);
  });

  test("is not made to start over by a new name", async () => {
    const viewer = await screenOf(team.viewer);
    await change(team.viewer.id, { name: "Veronika" });
    expect((await viewer.first("person")).person.name).toBe("Veronika");
    await mark(viewer);
    expect(viewer.frames.some(({ type }) => type === "resync")).toBe(false);
  });
});

describe("a person who is shut out", () => {
  test("loses every stream at once, while others go on, and owners are told", async () => {
    const [first, second] = [await screenOf(team.viewer), await screenOf(await hub.person(await viewerRecord()))];
    const owner = await screenOf(team.owner);
    await team.owner.send("DELETE", `/v1/people/people/${team.viewer.id}`);
    expect(await Promise.all([first.closed, second.closed])).toEqual([4401, 4401]);
    expect((await owner.first("person")).person).toMatchObject({ id: team.viewer.id, revokedAt: expect.any(String) });
    await mark(owner);
    expect(await refusedStream({ host, cookie: team.viewer.cookie })).toBe(401);
  });

  test("hears nothing that was said after", async () => {
    const viewer = await screenOf(team.viewer);
    await team.owner.send("DELETE", `/v1/people/people/${team.viewer.id}`);
    await post(machine, open, "after");
    await viewer.closed;
    expect(viewer.frames.some(({ type }) => type === "message")).toBe(false);
  });
});

const viewerRecord = async () => {
  const record = await hub.core.store.read.people.byId(team.viewer.id);
  if (record === undefined) throw new Error("the viewer is not there");
  return record;
};

describe("machines on the stream", () => {
  test("are told in full to who steers everything, by name to who sees something of them, else not", async () => {
    const stranger = await addPerson(hub, "viewer", "Stan", { sees: "named" });
    const [owner, viewer, none] = [await screenOf(team.owner), await screenOf(team.viewer), await screenOf(stranger)];
    const findings = [{ agent: null, check: "x", status: "good", text: "x", fix: null }];
    await machine.send("PATCH", "/v1/me", { body: { doctor: { version: "1", findings } } });
    expect((await owner.first("machine")).machine.doctor?.findings).toHaveLength(1);
    expect((await viewer.first("machine")).machine).toMatchObject({ name: "studio", doctor: null, lastUsedAt: null });
    await mark(none);
    expect(none.frames.some(({ type }) => type === "machine")).toBe(false);
  });
});

test("who looks at a discussion is known for each person", async () => {
  const viewer = await screenOf(team.viewer);
  viewer.say({ type: "looking", sessionId: open.id });
  const { isLookedAt } = hub.server.stream;
  await until(() => isLookedAt(open.id));
  expect([isLookedAt(open.id, team.viewer.id), isLookedAt(open.id, "another")]).toEqual([true, false]);
});
