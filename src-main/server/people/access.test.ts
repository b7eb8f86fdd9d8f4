import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "#contract/message.ts";
import type { Overview } from "#contract/person.ts";
import type { ReplyAnswer } from "#contract/reply.ts";
import type { SearchAnswer } from "#contract/search.ts";
import type { PersonSession, Session } from "#contract/session.ts";
import { pixel, uploadTo } from "../../testing/files.ts";
import { ownHub } from "../../testing/own-hub.ts";
import { addPerson, addTeam } from "../../testing/people.ts";
import { startTestHub, type TestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

const hub = await startTestHub({ search: true });
afterAll(() => hub.close());

let machine: TestMachine;
let other: TestMachine;
let open: Session;
let narrowed: Session;
let team: Awaited<ReturnType<typeof addTeam>>;

/** Otto, an operator, is a viewer in `narrowed`; Vera, a viewer, sees nothing but `open`. */
beforeAll(async () => {
  machine = await hub.machine("studio");
  other = await hub.machine("laptop");
  open = await machine.session("Open");
  narrowed = await other.session("Narrowed");
  team = await addTeam(hub, { narrowed: narrowed.id, named: open.id });
});

const statusesOf = async (person: TestPerson, calls: readonly (readonly [string, string, object?])[]) =>
  Promise.all(calls.map(async ([method, url, body]) => (await person.send(method, url, { body })).statusCode));
const overviewOf = async (person: TestPerson) => (await person.send("GET", "/v1/people/overview")).json<Overview>();
const rolesIn = (sessions: PersonSession[]) => Object.fromEntries(sessions.map(({ title, role }) => [title, role]));
const replyTo = (person: TestPerson, sessionId: string, text: string) =>
  person.send("POST", `/v1/people/sessions/${sessionId}/replies`, { body: { text } });
const askIn = async (from: TestMachine, sessionId: string) => {
  const answer = await from.send("POST", `/v1/sessions/${sessionId}/questions`, { body: { text: "x?" } });
  return answer.json<{ question: { id: string } }>().question.id;
};

const postTo = (from: TestMachine, sessionId: string, text: string) =>
  from.send("POST", `/v1/sessions/${sessionId}/messages`, { body: { text } });
const findWalrus = async (person: TestPerson, query: string) =>
  (await person.send("GET", `/v1/people/search?q=walrus${query}`)).json<SearchAnswer>();
const sessionsOf = ({ items }: SearchAnswer) => Array.from(new Set(items.map(({ sessionId }) => sessionId)));
const roleOfOperator = async (id: string) =>
  (await team.operator.send("GET", `/v1/people/sessions/${id}`)).json<{ session: PersonSession }>().session.role;

const startAnew = async () => {
  const at = await ownHub();
  const from = await at.machine();
  const session = await from.session("A");
  const due = async () => {
    const answer = await from.send("GET", `/v1/sessions/${session.id}/replies?carrier=watch`);
    return answer.json<{ items: { text: string; from: { name: string; role: string } }[] }>().items;
  };
  return { at, session, due, owner: await at.person() };
};
const changePerson = (owner: TestPerson, id: string, body: object) =>
  owner.send("PATCH", `/v1/people/people/${id}`, { body });
const messagesOf = async (at: TestHub, sessionId: string) =>
  (await (await at.person()).send("GET", `/v1/people/sessions/${sessionId}/messages`)).json<{ items: Message[] }>()
    .items;

describe("a discussion that a person may not see", () => {
  test("is not in the overview, nor in the list, and neither is its machine", async () => {
    expect(rolesIn((await overviewOf(team.owner)).sessions)).toMatchObject({ Open: "owner", Narrowed: "owner" });
    expect(rolesIn((await overviewOf(team.operator)).sessions)).toMatchObject({ Open: "operator", Narrowed: "viewer" });
    const { sessions, machines } = await overviewOf(team.viewer);
    expect([rolesIn(sessions), machines.map(({ name }) => name)]).toEqual([{ Open: "viewer" }, ["studio"]]);
    const list = (await team.viewer.send("GET", "/v1/people/sessions")).json<{ items: PersonSession[] }>();
    expect(rolesIn(list.items)).toEqual({ Open: "viewer" });
    const listed = (await team.viewer.send("GET", "/v1/people/machines")).json<{ items: { name: string }[] }>();
    expect(listed.items.map(({ name }) => name)).toEqual(["studio"]);
  });

  test("is kept from one who sees all the others, and pages of the list fill up", async () => {
    const narrowings = [{ sessionId: open.id, role: "none" as const }];
    const olga = await addPerson(hub, "operator", "Olga", { narrowings });
    const list = (await olga.send("GET", "/v1/people/sessions?limit=1")).json<{ items: Session[]; next: unknown }>();
    expect([list.items.map(({ title }) => title), list.next]).toEqual([["Narrowed"], null]);
    expect(await statusesOf(olga, [["GET", `/v1/people/sessions/${open.id}`]])).toEqual([404]);
    expect(rolesIn((await overviewOf(olga)).sessions)).toEqual({ Narrowed: "operator" });
  });

  test("is as good as none for every call, and what it would say is not revealed", async () => {
    const { id } = narrowed;
    const questionId = await askIn(other, id);
    const { message } = (await replyTo(team.owner, id, "queued")).json<ReplyAnswer>();
    const calls = [
      ["GET", `/v1/people/sessions/${id}`],
      ["PATCH", `/v1/people/sessions/${id}`, { pinned: true }],
      ["PATCH", `/v1/people/sessions/${id}`, { title: "Mine" }],
      ["GET", `/v1/people/sessions/${id}/messages`],
      ["POST", `/v1/people/sessions/${id}/replies`, { text: "x" }],
      ["POST", `/v1/people/sessions/${id}/read`, { seq: 1 }],
      ["GET", `/v1/people/sessions/${id}/questions`],
      ["POST", `/v1/people/questions/${questionId}/answer`, { text: "x" }],
      ["DELETE", `/v1/people/replies/${message.id}`],
    ] as const;
    expect(await statusesOf(team.viewer, calls)).toEqual(calls.map(() => 404));
    const many = await team.viewer.send("POST", "/v1/people/replies", { body: { sessionIds: [id], text: "x" } });
    expect(many.json()).toMatchObject({ results: [{ message: null, code: "not-found" }] });
    const hidden = (await team.viewer.send("GET", `/v1/people/sessions/${id}`)).json<object>();
    const unknown = (await team.viewer.send("GET", "/v1/people/sessions/nothing")).json<object>();
    expect(hidden).toEqual(unknown);
  });

  test("keeps its files", async () => {
    const attachment = await uploadTo(other.send, "/v1/attachments", "pixel.png", pixel);
    const body = { text: "look", attachments: [attachment.id] };
    await other.send("POST", `/v1/sessions/${narrowed.id}/messages`, { body });
    const url = `/v1/people/attachments/${attachment.id}`;
    const read = (person: TestPerson) => person.send("GET", url).then(({ statusCode }) => statusCode);
    expect([await read(team.owner), await read(team.operator), await read(team.viewer)]).toEqual([200, 200, 404]);
    const own = await uploadTo(team.viewer.send, "/v1/people/attachments", "mine.png", pixel);
    expect((await team.viewer.send("GET", `/v1/people/attachments/${own.id}`)).statusCode).toBe(200);
  });

  test("is not found by a search, and pages of what may be seen fill up", async () => {
    const secret = await addPerson(hub, "operator", "Olaf", { narrowings: [{ sessionId: open.id, role: "none" }] });
    await postTo(other, narrowed.id, "walrus in the narrowed one");
    for (let number = 0; number < 30; number += 1) await postTo(machine, open.id, `walrus ${number}`);
    await until(async () => (await findWalrus(team.owner, "")).behind === 0, "the index caught up");
    expect((await findWalrus(team.owner, "&limit=100")).items).toHaveLength(31);
    const veras = await findWalrus(team.viewer, "&limit=100");
    expect([veras.items.length, sessionsOf(veras)]).toEqual([30, [open.id]]);
    expect((await findWalrus(team.viewer, `&session=${narrowed.id}`)).items).toEqual([]);
    const olafs = await findWalrus(secret, "&limit=2");
    expect([sessionsOf(olafs), olafs.next]).toEqual([[narrowed.id], null]);
    const first = await findWalrus(team.viewer, "&limit=20");
    const second = await findWalrus(team.viewer, `&limit=20&before=${first.next}`);
    expect([first.items.length, second.items.length, second.next]).toEqual([20, 10, null]);
  });
});

describe("an operator who is a viewer in one discussion", () => {
  test("may do there what a viewer may, and elsewhere what an operator may", async () => {
    const questionId = await askIn(other, narrowed.id);
    const { message } = (await replyTo(team.owner, narrowed.id, "queued")).json<ReplyAnswer>();
    const viewerCalls = [
      ["PATCH", `/v1/people/sessions/${narrowed.id}`, { title: "Mine" }],
      ["POST", `/v1/people/questions/${questionId}/answer`, { text: "x" }],
      ["DELETE", `/v1/people/replies/${message.id}`],
    ] as const;
    expect(await statusesOf(team.operator, viewerCalls)).toEqual([403, 403, 403]);
    const both = [narrowed.id, open.id].map((id) => ["PATCH", `/v1/people/sessions/${id}`, { muted: true }] as const);
    expect(await statusesOf(team.operator, both)).toEqual([200, 200]);
    const own = (await replyTo(team.operator, open.id, "go")).json<ReplyAnswer>();
    expect([own.message.from.role, own.receipt.state]).toEqual(["operator", "queued"]);
    expect(await statusesOf(team.operator, [["DELETE", `/v1/people/replies/${own.message.id}`]])).toEqual([200]);
  });

  test("sees the role in each session that is asked for", async () => {
    expect([await roleOfOperator(open.id), await roleOfOperator(narrowed.id)]).toEqual(["operator", "viewer"]);
  });
});

describe("the role of a message", () => {
  test("is the author's in that discussion when it was written, and a viewer's is never handed over", async () => {
    const { at, session, due, owner } = await startAnew();
    const vera = await addPerson(at, "viewer", "Vera");
    await replyTo(vera, session.id, "as a viewer");
    await changePerson(owner, vera.id, { role: "operator" });
    await replyTo(vera, session.id, "as an operator");
    await changePerson(owner, vera.id, { narrowings: [{ sessionId: session.id, role: "viewer" }] });
    await replyTo(vera, session.id, "narrowed");
    await changePerson(owner, vera.id, { role: "owner" });
    const roles = (await messagesOf(at, session.id)).map(({ text, from, receipt }) => [
      text,
      from.role,
      receipt?.state,
    ]);
    expect(roles).toEqual([
      ["as a viewer", "viewer", undefined],
      ["as an operator", "operator", "queued"],
      ["narrowed", "viewer", undefined],
    ]);
    expect(await due()).toMatchObject([{ text: "as an operator", from: { name: "Vera", role: "operator" } }]);
  });

  test("stays each one's own when several are handed over together", async () => {
    const { at, session, due, owner } = await startAnew();
    const [otto, vera] = [await addPerson(at, "operator", "Otto"), await addPerson(at, "viewer", "Vera")];
    await replyTo(otto, session.id, "one");
    await replyTo(vera, session.id, "two");
    await replyTo(owner, session.id, "three");
    await changePerson(owner, otto.id, { role: "viewer" });
    expect((await due()).map(({ text, from }) => [text, from.name, from.role])).toEqual([
      ["one", "Otto", "operator"],
      ["three", "ada", "owner"],
    ]);
  });
});

describe("machines", () => {
  test("are told in full to who steers everything, by name to others", async () => {
    const at = await ownHub();
    const from = await at.machine();
    const session = await from.session("A");
    const findings = [{ agent: null, check: "x", status: "good", text: "in /home/ada", fix: null }];
    await from.send("PATCH", "/v1/me", { body: { doctor: { version: "1", findings } } });
    const narrowings = [{ sessionId: session.id, role: "operator" as const }];
    const people = [
      await at.person(),
      await addPerson(at, "operator"),
      await addPerson(at, "viewer"),
      await addPerson(at, "operator", "Nora", { sees: "named", narrowings }),
    ];
    for (const path of ["overview", "machines"]) {
      const told = await Promise.all(people.map((person) => person.send("GET", `/v1/people/${path}`)));
      expect(told.map(({ body }) => body.includes("/home/ada"))).toEqual([true, true, false, false]);
      expect(told.every(({ body }) => body.includes("studio"))).toBe(true);
    }
  });
});
