import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "#contract/common.ts";
import type { Message } from "#contract/message.ts";
import type { Overview } from "#contract/person.ts";
import type { PersonSession, PersonSessionAnswer, Session } from "#contract/session.ts";
import { addPerson } from "../../testing/people.ts";
import { startTestHub, type TestMachine, type TestPerson } from "../../testing/test-hub.ts";

const hub = await startTestHub();
afterAll(() => hub.close());
let person: TestPerson;
beforeAll(async () => {
  person = await hub.person();
});

const url = ({ id }: Session) => `/v1/people/sessions/${id}`;
const read = async (session: Session, as = person) =>
  (await as.send("GET", url(session))).json<PersonSessionAnswer>().session;
const change = (session: Session, body: unknown, as = person) => as.send("PATCH", url(session), { body });
const post = (machine: TestMachine, session: Session, text: string) =>
  machine.send("POST", `/v1/sessions/${session.id}/messages`, { body: { text } });
const start = async (title = "Watched") => {
  const machine = await hub.machine();
  return { machine, session: await machine.session(title) };
};
const list = async (query: string) =>
  (await person.send("GET", `/v1/people/sessions${query}`)).json<Page<PersonSession>>();
const markRead = async (session: Session, seq: unknown, as = person) =>
  as.send("POST", `${url(session)}/read`, { body: { seq } });

describe("the overview", () => {
  test("has all that a screen needs to start", async () => {
    const { machine, session } = await start("In the overview");
    await post(machine, session, "hello");
    await change(session, { pinned: true });
    const answer = await person.send("GET", "/v1/people/overview");
    expect(answer.headers["cache-control"]).toBe("no-store");
    const overview = answer.json<Overview>();
    expect(overview).toMatchObject({
      person: { name: "ada", role: "owner" },
      hub: { name: "test", fingerprint: "AA", address: "https://192.168.2.10:4680" },
      settings: { stopWord: "/stop" },
      since: expect.any(Number),
    });
    expect(overview.machines.map(({ id }) => id)).toContain(machine.id);
    expect(Math.abs(Date.parse(overview.now) - hub.core.clock())).toBeLessThan(5000);
    const shown = overview.sessions.find(({ id }) => id === session.id);
    expect(shown).toEqual(await read(session));
    expect(shown).toMatchObject({ pinned: true, unread: 1 });
  });

  test("leaves closed sessions out", async () => {
    const { machine, session } = await start("Closed");
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    const { sessions } = (await person.send("GET", "/v1/people/overview")).json<Overview>();
    expect(sessions.map(({ id }) => id)).not.toContain(session.id);
    expect(await read(session)).toMatchObject({ state: "closed" });
  });
});

describe("the list of sessions", () => {
  test("has those of all machines, and filters by machine and state", async () => {
    const [one, other] = [await start("Listed one"), await start("Listed other")];
    const ids = (await list("?limit=200")).items.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining([one.session.id, other.session.id]));
    expect((await list(`?machine=${one.machine.id}`)).items.map(({ id }) => id)).toEqual([one.session.id]);
    await change(other.session, { state: "failed" });
    expect((await list("?state=failed")).items.map(({ id }) => id)).toEqual([other.session.id]);
  });

  test("finds titles by words in any case, closed ones too", async () => {
    const { machine, session } = await start("Größe der Äpfel ändern");
    await machine.send("POST", `/v1/sessions/${session.id}/close`);
    for (const q of ["äpfel", "GRÖSSE%20ändern", "ändern%20gr", "A%CC%88pfel"]) {
      expect([q, (await list(`?q=${q}`)).items.map(({ id }) => id)]).toEqual([q, [session.id]]);
    }
    expect((await list("?q=birnen")).items).toEqual([]);
  });

  test("takes signs that mean something to a database as they are", async () => {
    const { session } = await start("100% sure_thing (a*b)");
    for (const q of ["100%25", "sure_thing", "(a*b)"]) {
      expect((await list(`?q=${q}`)).items.map(({ id }) => id)).toEqual([session.id]);
    }
    expect((await list("?q=s_re")).items).toEqual([]);
  });

  test("is read whole in pages", async () => {
    const machine = await hub.machine();
    for (let number = 0; number < 7; number += 1) await machine.session(`Paged ${number}`);
    const titles: string[] = [];
    let next: string | null = null;
    do {
      const page: Page<PersonSession> = await list(
        `?machine=${machine.id}&limit=3${next === null ? "" : `&before=${next}`}`,
      );
      titles.push(...page.items.map(({ title }) => title));
      ({ next } = page);
    } while (next !== null);
    expect(titles).toEqual(["6", "5", "4", "3", "2", "1", "0"].map((number) => `Paged ${number}`));
  });
});

describe("the pages of a discussion", () => {
  let session: Session;
  beforeAll(async () => {
    const started = await start("Long");
    ({ session } = started);
    await Promise.all(Array.from({ length: 100 }, () => post(started.machine, session, "x")));
  });
  const page = async (query: string) => {
    const answer = (await person.send("GET", `${url(session)}/messages${query}`)).json<Page<Message>>();
    return { seqs: answer.items.map(({ seq }) => seq), next: answer.next };
  };

  test("begin at the end", async () => {
    expect((await page("?limit=3")).seqs).toEqual([98, 99, 100]);
  });

  test("go back and forth", async () => {
    expect(await page("?limit=3&before=98")).toEqual({ seqs: [95, 96, 97], next: "95" });
    expect(await page("?limit=3&after=95")).toEqual({ seqs: [96, 97, 98], next: "98" });
  });

  test("lie around a message, as near to its middle as the ends allow", async () => {
    expect((await page("?limit=5&around=50")).seqs).toEqual([48, 49, 50, 51, 52]);
    expect((await page("?limit=5&around=1")).seqs).toEqual([1, 2, 3, 4, 5]);
    expect((await page("?limit=5&around=100")).seqs).toContain(100);
    expect((await page("?limit=1&around=50")).seqs).toEqual([50]);
    expect((await page("?limit=2&around=50")).seqs).toContain(50);
    const { seqs, next } = await page("?limit=5&around=50");
    expect((await page(`?limit=2&before=${next}`)).seqs).toEqual([(seqs[0] ?? 0) - 2, (seqs[0] ?? 0) - 1]);
  });

  test.each(["around=x", "around=-1", "limit=0", "before=%20"])("?%s is invalid", async (query) => {
    const answer = await person.send("GET", `${url(session)}/messages?${query}`);
    expect(answer.json()).toMatchObject({ code: "invalid", issues: [{ path: query.split("=", 1)[0] }] });
  });
});

describe("the marks of a person", () => {
  test("count what is unread from the read marker on", async () => {
    const { machine, session } = await start();
    for (const text of ["a", "b", "c"]) await post(machine, session, text);
    expect(await read(session)).toMatchObject({ readSeq: 0, unread: 3 });
    expect((await markRead(session, 2)).json()).toEqual({ readSeq: 2, unread: 1 });
    expect(await read(session)).toMatchObject({ readSeq: 2, unread: 1 });
  });

  test("never move the read marker back, nor past the end", async () => {
    const { machine, session } = await start();
    for (const text of ["a", "b"]) await post(machine, session, text);
    await markRead(session, 2);
    expect((await markRead(session, 1)).json()).toEqual({ readSeq: 2, unread: 0 });
    expect((await markRead(session, 999)).json()).toEqual({ readSeq: 2, unread: 0 });
    await post(machine, session, "c");
    expect(await read(session)).toMatchObject({ readSeq: 2, unread: 1 });
  });

  test.each([-1, 1.5, "2", null])("refuse %j as a place", async (seq) => {
    const { session } = await start();
    expect((await markRead(session, seq)).json()).toMatchObject({ code: "invalid", issues: [{ path: "seq" }] });
  });

  test("pin, mute and snooze, each by itself, and stay when others change", async () => {
    const { session } = await start();
    await change(session, { pinned: true });
    await change(session, { muted: true });
    const until = new Date(hub.core.clock() + 3_600_000).toISOString();
    await change(session, { snoozedUntil: until });
    expect(await read(session)).toMatchObject({ pinned: true, muted: true, snoozedUntil: until });
    await change(session, { pinned: false, snoozedUntil: null });
    expect(await read(session)).toMatchObject({ pinned: false, muted: true, snoozedUntil: null });
  });

  test("leave the session itself as it was", async () => {
    const { session } = await start();
    const before = await read(session);
    hub.advance(1000);
    await change(session, { pinned: true });
    expect(await read(session)).toEqual({ ...before, pinned: true });
  });

  test("belong to one person", async () => {
    const { machine, session } = await start();
    await post(machine, session, "a");
    const other = await addPerson(hub, "operator");
    await change(session, { pinned: true });
    await markRead(session, 1);
    expect(await read(session, other)).toMatchObject({ pinned: false, readSeq: 0, unread: 1 });
    await change(session, { muted: true }, other);
    expect(await read(session, other)).toMatchObject({ pinned: false, muted: true });
    expect(await read(session)).toMatchObject({ pinned: true, muted: false });
  });

  test.each([
    [{ pinned: "yes" }, "pinned"],
    [{ muted: 1 }, "muted"],
    [{ snoozedUntil: "tomorrow" }, "snoozedUntil"],
    [{ state: "asleep" }, "state"],
    [{ title: "\u200b" }, "title"],
  ])("refuse %j by its place", async (body, path) => {
    const { session } = await start();
    expect((await change(session, body)).json()).toMatchObject({ code: "invalid", issues: [{ path }] });
  });
});

describe("a person who changes a session", () => {
  test("renames it for all, but not to a title that another session of its machine has", async () => {
    const { machine, session } = await start("Before");
    await machine.session("Taken");
    expect((await change(session, { title: "After" })).json()).toMatchObject({ session: { title: "After" } });
    expect((await machine.session("after")).id).toBe(session.id);
    const taken = await change(session, { title: "TAKEN", pinned: true });
    expect([taken.statusCode, taken.json<{ code: string }>().code]).toEqual([409, "conflict"]);
    expect(await read(session)).toMatchObject({ title: "After", pinned: false });
  });

  test("is no sign of life of the agent", async () => {
    const { session } = await start();
    hub.advance(60_000);
    await change(session, { state: "done" });
    expect(await read(session)).toMatchObject({ state: "done", lastHeardAt: session.lastHeardAt });
  });
});

describe("deleting a session", () => {
  test("takes its messages, receipts and marks, and frees its title", async () => {
    const { machine, session } = await start("Delete me");
    await post(machine, session, "gone soon");
    const reply = await person.send("POST", `${url(session)}/replies`, { body: { text: "x" } });
    const { id } = reply.json<{ message: { id: string } }>().message;
    expect((await person.send("DELETE", url(session))).statusCode).toBe(200);
    expect((await person.send("GET", url(session))).statusCode).toBe(404);
    expect((await person.send("GET", `${url(session)}/messages`)).statusCode).toBe(404);
    expect((await machine.send("GET", `/v1/sessions/${session.id}`)).statusCode).toBe(404);
    expect(await hub.core.store.read.messages.byId(id)).toBeUndefined();
    expect(await hub.core.store.read.receipts.byMessage(id)).toBeUndefined();
    const again = await machine.session("Delete me");
    expect(again).toMatchObject({ lastSeq: 0 });
    expect(again.id).not.toBe(session.id);
  });

  test("is for the owner only, and nothing the second time", async () => {
    const { session } = await start();
    for (const role of ["operator", "viewer"] as const) {
      expect((await (await addPerson(hub, role)).send("DELETE", url(session))).statusCode).toBe(403);
    }
    await person.send("DELETE", url(session));
    expect((await person.send("DELETE", url(session))).statusCode).toBe(404);
  });
});
