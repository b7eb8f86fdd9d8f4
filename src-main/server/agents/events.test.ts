import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Session } from "#contract/session.ts";
import { ownHub } from "../../testing/own-hub.ts";
import type { TestHub, TestMachine, TestPerson } from "../../testing/test-hub.ts";
import { until } from "../../testing/turns.ts";

let hub: TestHub;
let machine: TestMachine;
let person: TestPerson;
let session: Session;
let host: string;
beforeEach(async () => {
  hub = await ownHub();
  machine = await hub.machine();
  person = await hub.person();
  session = await machine.session("Deploy");
  host = await hub.listen();
});

/** Opens a stream and collects its events. */
const follow = async (query = "", lastId?: string) => {
  const hangUp = new AbortController();
  onTestFinished(() => hangUp.abort());
  const headers = { authorization: `Bearer ${machine.key}`, ...(lastId ? { "last-event-id": lastId } : {}) };
  const answer = await fetch(`http://${host}/v1/events${query}`, { headers, signal: hangUp.signal });
  const seen = { status: answer.status, text: "", isOver: false, isBroken: false, hangUp: () => hangUp.abort() };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const piece of answer.body ?? []) seen.text += decoder.decode(piece, { stream: true });
  };
  read()
    .catch(() => {
      seen.isBroken = true;
    })
    .finally(() => {
      seen.isOver = true;
    });
  await until(() => seen.text !== "" || seen.isOver, "the stream began");
  return seen;
};
const typesOf = ({ text }: { text: string }) => Array.from(text.matchAll(/^event: (.*)$/gm), ([, type]) => type);
const idsOf = ({ text }: { text: string }) => Array.from(text.matchAll(/^id: (.*)$/gm), ([, id]) => id ?? "");
const reply = (text: string, to = session.id) =>
  person.send("POST", `/v1/people/sessions/${to}/replies`, { body: { text } });
const repliesIn = (seen: { text: string }) => typesOf(seen).filter((type) => type === "reply").length;

test("a reply is announced without its words, and is still there to be taken", async () => {
  const seen = await follow();
  await reply("secret words");
  await until(() => repliesIn(seen) === 1, "it was announced");
  expect(seen.text).not.toContain('secret words","stop');
  const announced = /^event: reply\ndata: (.*)$/m.exec(seen.text)?.[1] ?? "";
  expect(JSON.parse(announced)).toEqual({ sessionId: session.id, id: expect.any(String), seq: 1 });
  const due = await machine.send("GET", `/v1/sessions/${session.id}/replies`);
  expect(due.json()).toMatchObject({ items: [{ text: "secret words" }] });
});

test("a question's answer and a change of the session are told", async () => {
  const seen = await follow();
  const asked = await machine.send("POST", `/v1/sessions/${session.id}/questions`, { body: { text: "Go?" } });
  const { question } = asked.json<{ question: { id: string } }>();
  await person.send("POST", `/v1/people/questions/${question.id}/answer`, { body: { text: "yes" } });
  await until(() => seen.text.includes(`"state":"answered"`), "the answer was told");
  await until(() => typesOf(seen).at(-1) === "session", "the session was told");
  expect(typesOf(seen)).toEqual(["question", "question", "session"]);
});

test("another machine's sessions, and with ?session= all others, are not told", async () => {
  const other = await hub.machine("laptop");
  const [foreign, second] = [await other.session("Foreign"), await machine.session("Second")];
  const [all, one] = [await follow(), await follow(`?session=${session.id}`)];
  await reply("a", foreign.id);
  await reply("b", second.id);
  await reply("c");
  await until(() => repliesIn(all) === 2 && repliesIn(one) === 1, "they were told");
  expect(all.text + one.text).not.toContain(foreign.id);
  expect(one.text).not.toContain(second.id);
  expect((await follow(`?session=${foreign.id}`)).status).toBe(404);
});

test("Last-Event-ID goes on without a gap or a double; an id that is not known brings resync", async () => {
  const first = await follow();
  await reply("1");
  await until(() => repliesIn(first) === 1, "it was told");
  const last = idsOf(first).at(-1);
  first.hangUp();
  for (const text of ["2", "3"]) await reply(text);
  const again = await follow("", last);
  await reply("4");
  await until(() => repliesIn(again) === 3, "all were told");
  const seqs = Array.from(again.text.matchAll(/^event: reply\ndata: .*"seq":(\d+)/gm), ([, seq]) => seq);
  expect(seqs).toEqual(["2", "3", "4"]);
  for (const unknown of ["1", "999999999999", "nonsense"]) {
    expect(typesOf(await follow("", unknown))).toEqual(["resync"]);
  }
});

test("it ends when the machine's key is rotated or revoked, and no other does", async () => {
  const rotated = await follow();
  machine = await hub.machine("laptop");
  const revoked = await follow();
  machine = await hub.machine("desk");
  const other = await follow();
  const ended = () => [rotated, revoked, other].map(({ isOver }) => isOver);
  const [first, second] = await hub.core.machines.list();
  await person.send("POST", `/v1/people/machines/${first?.id}/rotate`);
  await until(() => rotated.isOver, "it ended");
  expect(ended()).toEqual([true, false, false]);
  await person.send("DELETE", `/v1/people/machines/${second?.id}`);
  await until(() => revoked.isOver, "it ended");
  expect(ended()).toEqual([true, true, false]);
});

test("it ends well when the hub closes", async () => {
  const seen = await follow();
  await hub.server.app.close();
  await until(() => seen.isOver, "it ended");
  expect(seen.isBroken).toBe(false);
});

test("a deleted session is told to who follows just that one", async () => {
  const [all, one] = [await follow(), await follow(`?session=${session.id}`)];
  await person.send("DELETE", `/v1/people/sessions/${session.id}`);
  await until(() => typesOf(one).length > 0, "it was told");
  expect(one.text).toContain(`event: session\ndata: {"sessionId":"${session.id}","deleted":true}\n\n`);
  expect(typesOf(all)).toEqual([]);
});

test("a machine may follow with 200 streams; one more is refused until another ends", async () => {
  const all = await Promise.all(Array.from({ length: 200 }, () => follow()));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await follow()).status).toBe(429);
  all[0]?.hangUp();
  await until(async () => (await follow()).status === 200, "another was let in");
  expect((await follow()).status).toBe(429);
  machine = await hub.machine("laptop");
  expect((await follow()).status).toBe(200);
});
